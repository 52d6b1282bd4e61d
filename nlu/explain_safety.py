"""What the safety net saw in a text: each rule that matched, and what spoke against it.

Slower than nlu.safety.look, which stops at the first certain alarm; both judge by the same code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Any

import yaml

from nlu.safety.net import MOST_MATCHES, judge
from nlu.safety.reading import STOP, read
from nlu.safety.rules import PACKAGE, RULES, Level, Rule, rule_book


@dataclass(frozen=True)
class Seen:
    """A rule that matched.

    `words`: what it matched, as the net read it; `silenced_by`, `softened_by`: the guards that
    held; `level`: what is left of the alarm, None when it was silenced.
    """

    rule: str
    topic: str
    why: str
    words: str
    silenced_by: tuple[str, ...]
    softened_by: tuple[str, ...]
    level: Level | None


def trace(text: str) -> tuple[Seen, ...]:
    """What each rule made of `text`, the most pressing rule first; one entry for each rule.

    Of several matches of a rule the one that counts most is told.
    """
    book = rule_book()
    sentences = read(text, book.alphabet.known)
    letters = book.alphabet.encode(sentences)
    words: list[str] = []
    for sentence in sentences:
        words += [*sentence.words, STOP]
    best: dict[str, Seen] = {}
    for rule in book.rules:
        if rule.pattern.needs.isdisjoint(letters):
            continue
        for seen in _matches(rule, letters, words):
            known = best.get(seen.rule)
            if known is None or _weight(seen) > _weight(known):
                best[seen.rule] = seen
    return tuple(best.values())


def _weight(seen: Seen) -> int:
    order: list[Level | None] = [None, Level.UNCLEAR, Level.CERTAIN]
    return order.index(seen.level)


def _matches(rule: Rule, letters: str, words: list[str]) -> Iterator[Seen]:
    facts = _facts()[rule.alarm.rule]
    for match in islice(rule.pattern.regex.compiled.finditer(letters), MOST_MATCHES):
        # A rule with a single guard that silences is silent exactly where this guard holds.
        silenced_by, softened_by = (
            tuple(
                name
                for name, guard in zip(facts.get(key, ()), guards, strict=True)
                if judge(replace(rule, unless=(guard,), softened_by=()), letters, match) is None
            )
            for key, guards in (("unless", rule.unless), ("softened_by", rule.softened_by))
        )
        alarm = judge(rule, letters, match)
        yield Seen(
            rule.alarm.rule,
            rule.alarm.topic,
            facts["why"],
            " ".join(words[match.start() : match.end()]).strip(),
            silenced_by,
            softened_by,
            alarm.level if alarm else None,
        )


@cache
def _facts() -> dict[str, dict[str, Any]]:
    """What is written of each rule, by its id: the names of its guards and why it is there."""
    found: dict[str, dict[str, Any]] = {}
    for name in RULES:
        group = yaml.load((PACKAGE / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        found.update({rule["id"]: rule for rule in group["rules"]})
    return found
