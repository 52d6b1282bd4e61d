"""The rules as they are written in YAML, read into what the net works with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from nlu.safety.alphabet import Alphabet
from nlu.safety.patterns import NOT, Compiler, Pattern, Regex, words_in
from nlu.text.letters import place_tones

PACKAGE = Path(__file__).parent

WORDS = "words.yml"
GUARDS = "guards.yml"
RULES = ("rules/overdose.yml", "rules/suicide.yml", "rules/violence.yml")
"""The files of rules, the most pressing danger first."""


TOLD_WORDS = "told/words.yml"
TOLD = ("told/again.yml", "told/child.yml")
"""The files for what somebody writes to their supporter: more words and guards, and the rules."""


class RulesError(Exception):
    """The rules cannot be read; the message says what does not fit."""


class Level(StrEnum):
    """How sure a rule is that someone may be in danger."""

    CERTAIN = "certain"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Alarm:
    """A sign of danger: its topic, how sure it is, and the rule that saw it (never the text)."""

    topic: str
    level: Level
    rule: str


@dataclass(frozen=True)
class Guard:
    """What by a match says that no one is in danger: "đâu có" before it, "trong game" around it."""

    before: Regex
    after: Regex
    around: Regex


@dataclass(frozen=True)
class Rule:
    """One pattern that means a danger, and the guards that silence or soften it."""

    alarm: Alarm
    pattern: Pattern
    unless: tuple[Guard, ...]
    softened_by: tuple[Guard, ...]


@dataclass(frozen=True)
class RuleBook:
    """All rules, the most pressing first, and what a text needs for them to be tried."""

    alphabet: Alphabet
    rules: tuple[Rule, ...]
    large: Mapping[str, Regex]

    def regexes(self) -> Iterator[Regex]:
        """Every expression of the book; a guard's come again with each rule that it guards."""
        yield from self.large.values()
        for rule in self.rules:
            yield rule.pattern.regex
            for guard in (*rule.unless, *rule.softened_by):
                yield from (guard.before, guard.after, guard.around)


@cache
def rule_book() -> RuleBook:
    """The rules of this package, read and compiled once. Raises RulesError."""
    return build({**_read(WORDS), **_read(GUARDS)}, [_read(name) for name in RULES])


@cache
def told_book() -> RuleBook:
    """The rules for words to a supporter, read and compiled once. Raises RulesError."""
    words, guards, more = _read(WORDS), _read(GUARDS), _read(TOLD_WORDS)
    return build(
        {
            **words,
            "classes": {**words["classes"], **more["classes"]},
            "guards": {**guards["guards"], **more["guards"]},
        },
        [_read(name) for name in TOLD],
    )


def _read(name: str) -> dict[str, Any]:
    text = place_tones((PACKAGE / name).read_text(encoding="utf-8"))
    read: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return read


def build(words: Mapping[str, Any], groups: Sequence[Mapping[str, Any]]) -> RuleBook:
    """A rule book from what the files hold: `words` and guards, and the rules of each topic.

    Raises RulesError when something is missing or a pattern cannot be read.
    """
    try:
        return _build(words, groups)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RulesError(f"the safety rules do not fit together: {error!r}") from error


def _build(words: Mapping[str, Any], groups: Sequence[Mapping[str, Any]]) -> RuleBook:
    classes = {name: lines.splitlines() for name, lines in words["classes"].items()}
    guards = {
        name: {side: lines.splitlines() for side, lines in sides.items()}
        for name, sides in words["guards"].items()
    }
    rules = [(group["topic"], rule) for group in groups for rule in group["rules"]]
    says = [line for _, rule in rules for line in rule["says"].splitlines()]
    guarding = [line for sides in guards.values() for lines in sides.values() for line in lines]
    counts = words_in([*says, *guarding, *classes[NOT]], classes)
    alphabet = Alphabet(counts, words["spellings"], words["hidden"])
    compiler = Compiler(classes, alphabet, counts)
    ready = {
        name: Guard(
            before=compiler.before(sides.get("before", ())),
            after=compiler.anywhere(sides.get("after", ())),
            around=compiler.anywhere(sides.get("around", ())),
        )
        for name, sides in guards.items()
    }
    made = tuple(made for topic, rule in rules for made in _rules(topic, rule, compiler, ready))
    large = {name for rule in made for name in rule.pattern.large}
    return RuleBook(alphabet, made, {name: compiler.large_class(name) for name in large})


def _rules(
    topic: str, rule: Mapping[str, Any], compiler: Compiler, guards: Mapping[str, Guard]
) -> Iterator[Rule]:
    alarm = Alarm(topic, Level(rule["level"]), rule["id"])
    unless = tuple(guards[name] for name in rule.get("unless", ()))
    softened_by = tuple(guards[name] for name in rule.get("softened_by", ()))
    for line in rule["says"].splitlines():
        yield Rule(alarm, compiler.pattern(line), unless, softened_by)
