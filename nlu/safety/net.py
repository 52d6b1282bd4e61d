"""The net itself: the rules in `rules/`, read once, and how they are held against a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from nlu.text.letters import place_tones

from nlu.safety.alphabet import Alphabet
from nlu.safety.patterns import Compiler, Pattern, PatternError, words_in
from nlu.safety.reading import STOP, read

PACKAGE = Path(__file__).parent

RULES = ("rules/overdose.yml", "rules/suicide.yml", "rules/violence.yml")
"""The files of rules, the most pressing danger first."""

AROUND = 20
"""How many words before and after a match are looked at for what denies or softens it."""


class RulesError(Exception):
    """The rules cannot be read; the message names the rule and says what is wrong."""


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
    """What near a match says that no one is in danger: "đâu có" before it, "trong game" after."""

    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    around: re.Pattern[str] | None

    def holds(self, letters: str, start: int, end: int) -> bool:
        """Whether the guard stands by the match from `start` to `end`."""
        first = max(letters.rfind(STOP, 0, start) + 1, start - AROUND)
        stop = letters.find(STOP, end)
        last = min(len(letters) if stop < 0 else stop, end + AROUND)
        return bool(
            (self.before and self.before.search(letters[first:start]))
            or (self.after and self.after.match(letters[end:last]))
            or (self.around and self.around.search(letters[first:last]))
        )


@dataclass(frozen=True)
class Rule:
    """Patterns that mean one danger, and the guards that silence or soften them."""

    alarm: Alarm
    unless: tuple[Guard, ...]
    softened_by: tuple[Guard, ...]

    def judge(self, letters: str, match: re.Match[str]) -> Alarm | None:
        """The alarm for one match, softened or silenced by the guards near it."""
        start, end = match.span()
        if any(guard.holds(letters, start, end) for guard in self.unless):
            return None
        if any(guard.holds(letters, start, end) for guard in self.softened_by):
            return Alarm(self.alarm.topic, Level.UNCLEAR, self.alarm.rule)
        return self.alarm


class Net:
    """All rules, compiled, the first the most pressing."""

    def __init__(self, words: Mapping[str, Any], groups: list[Mapping[str, Any]]) -> None:
        """`words`: classes, guards, spellings, hidden words. `groups`: a topic and its rules.

        Raises RulesError when they do not fit together.
        """
        try:
            self._build(words, groups)
        except (KeyError, TypeError, ValueError) as error:
            raise RulesError(f"the safety rules do not fit together: {error!r}") from error

    def _build(self, words: Mapping[str, Any], groups: list[Mapping[str, Any]]) -> None:
        classes = {name: lines.splitlines() for name, lines in words["classes"].items()}
        guards = {
            name: {side: lines.splitlines() for side, lines in guard.items()}
            for name, guard in words["guards"].items()
        }
        rules = [(group["topic"], rule) for group in groups for rule in group["rules"]]
        written = [pattern for _, rule in rules for pattern in rule["says"].splitlines()]
        guarding = [p for guard in guards.values() for side in guard.values() for p in side]
        counts = words_in([*written, *guarding], classes)
        self._alphabet = Alphabet(counts, words["spellings"], words["hidden"])
        compiler = Compiler(classes, self._alphabet, counts)
        built = {
            name: Guard(
                before=compiler.before(guard["before"]) if "before" in guard else None,
                after=compiler.anywhere(guard["after"]) if "after" in guard else None,
                around=compiler.anywhere(guard["around"]) if "around" in guard else None,
            )
            for name, guard in guards.items()
        }
        self._rules: list[tuple[Rule, Pattern]] = []
        self._by_letter: defaultdict[str, list[int]] = defaultdict(list)
        for topic, rule in rules:
            ready = Rule(
                Alarm(topic, Level(rule["level"]), rule["id"]),
                tuple(built[name] for name in rule.get("unless", ())),
                tuple(built[name] for name in rule.get("softened_by", ())),
            )
            for text in rule["says"].splitlines():
                pattern = compiler.pattern(text)
                if not pattern.needs:
                    raise PatternError(f"{rule['id']}: {text!r} can match without any word")
                for letter in pattern.needs:
                    self._by_letter[letter].append(len(self._rules))
                self._rules.append((ready, pattern))

    def look(self, text: str) -> Alarm | None:
        """The most pressing alarm of a text: certain before unclear, then the order of the rules."""
        letters = self._alphabet.encode(read(text, self._alphabet.known))
        unclear: Alarm | None = None
        for alarm in self._alarms(letters):
            if alarm.level is Level.CERTAIN:
                return alarm
            unclear = unclear or alarm
        return unclear

    def _alarms(self, letters: str) -> Iterator[Alarm]:
        by_letter = self._by_letter
        candidates = {at for letter in set(letters) if letter in by_letter for at in by_letter[letter]}
        for at in sorted(candidates):
            rule, pattern = self._rules[at]
            for match in pattern.regex.finditer(letters):
                if alarm := rule.judge(letters, match):
                    yield alarm
                    break


def look(text: str) -> Alarm | None:
    """Whether someone may be in danger according to `text`; None when nothing says so.

    Pure, never raises, and its work grows in step with the length of the text.
    """
    return _net().look(text)


@cache
def _net() -> Net:
    words, guards = _read("words.yml"), _read("guards.yml")
    return Net(words | guards, [_read(name) for name in RULES])


def _read(name: str) -> dict[str, Any]:
    text = place_tones((PACKAGE / name).read_text(encoding="utf-8"))
    return yaml.load(text, Loader=yaml.CSafeLoader)
