"""How the rules are held against a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from nlu.safety.patterns import Regex
from nlu.safety.reading import PAUSE, STOP, read
from nlu.safety.rules import Alarm, Guard, Level, Rule, RuleBook, rule_book, told_book

AROUND = 20
"""How many words before and after a match are looked at for what denies or softens it."""

MOST_MATCHES = 60
"""Most matches of one pattern that are judged; a text with more is at least unclear."""


@dataclass(frozen=True)
class Seen:
    """What the rules say of a text.

    `explained`: the text is one sentence with a certain sign, and what stands by it says that
    nobody is in danger. Another sentence may hold a cry of its own.
    """

    alarm: Alarm | None
    explained: bool


class Net:
    """A rule book ready to look at texts."""

    def __init__(self, book: RuleBook) -> None:
        """Index the rules by the letters that a text must have for them to matter."""
        self._book = book
        self._by_letter: defaultdict[str, list[int]] = defaultdict(list)
        for at, rule in enumerate(book.rules):
            for letter in rule.pattern.needs:
                self._by_letter[letter].append(at)

    def regexes(self) -> Iterator[Regex]:
        """Every expression that `look` may need."""
        return self._book.regexes()

    def look(self, text: str) -> Alarm | None:
        """The most pressing alarm of a text: certain before unclear, then in order of the rules."""
        return self.see(text).alarm

    def see(self, text: str) -> Seen:
        """As `look`, and whether a certain sign was explained away."""
        alphabet = self._book.alphabet
        unclear: Alarm | None = None
        explained = False
        letters = alphabet.encode(read(text, alphabet.known))
        for alarm in self._alarms(letters):
            if alarm is None:
                explained = True
            elif alarm.level is Level.CERTAIN:
                return Seen(alarm, explained)
            else:
                unclear = unclear or alarm
        return Seen(unclear, explained and STOP not in letters.rstrip(STOP))

    def _alarms(self, letters: str) -> Iterator[Alarm | None]:
        """The alarm of each rule that matches; None for a certain one whose guards silence it."""
        for rule in self._candidates(letters):
            matches = rule.pattern.regex.compiled.finditer(letters)
            for match in islice(matches, MOST_MATCHES):
                if alarm := judge(rule, letters, match):
                    yield alarm
                    break
                if rule.alarm.level is Level.CERTAIN:
                    yield None
            else:
                if next(matches, None):
                    yield Alarm(rule.alarm.topic, Level.UNCLEAR, rule.alarm.rule)

    def _candidates(self, letters: str) -> Iterator[Rule]:
        """The rules that may match, in order; a large class is looked for once for all of them."""
        present: dict[str, bool] = {}
        found = {at for letter in set(letters) for at in self._by_letter.get(letter, ())}
        for at in sorted(found):
            rule = self._book.rules[at]
            for name in rule.pattern.large:
                if name not in present:
                    present[name] = self._book.large[name].compiled.search(letters) is not None
                if not present[name]:
                    break
            else:
                yield rule


def judge(rule: Rule, letters: str, match: re.Match[str]) -> Alarm | None:
    """The alarm for one match, after the guards in the same sentence had their say.

    A guard of `unless` silences it. One of `softened_by` makes it unclear, two of them silence it.
    """
    start, end = match.span()
    first = max(letters.rfind(STOP, 0, start) + 1, start - AROUND)
    stop = letters.find(STOP, end)
    last = min(stop if stop >= 0 else len(letters), end + AROUND)
    before, after, around = letters[first:start], letters[end:last], letters[first:last]

    def holds(guard: Guard) -> bool:
        return bool(
            guard.before.compiled.search(before)
            or guard.after.compiled.match(after)
            or guard.around.compiled.search(around)
        )

    if any(holds(guard) for guard in rule.unless):
        return None
    softer = sum(holds(guard) for guard in rule.softened_by)
    if softer == 0:
        return rule.alarm
    return Alarm(rule.alarm.topic, Level.UNCLEAR, rule.alarm.rule) if softer == 1 else None


def see(text: str) -> Seen:
    """What the rules say of `text`; as pure and as bounded as `look`."""
    return _net().see(text)


def readable(text: str) -> str:
    """The words of a text as the rules read it: teencode, hidden and split words written out."""
    sentences = read(text, rule_book().alphabet.known)
    return " ".join(word for s in sentences for word in s.words if word != PAUSE)


def warm() -> Iterator[None]:
    """Compile every rule now, one at a step, so that no first talk waits for it (some seconds)."""
    for net in (_net(), _told_net()):
        for regex in net.regexes():
            if not regex.is_compiled:
                _ = regex.compiled
                yield


@cache
def _net() -> Net:
    return Net(rule_book())


@cache
def _told_net() -> Net:
    return Net(told_book())


def told(text: str) -> Alarm | None:
    """The danger that words to a supporter tell of, where it is certain; as pure as `look`.

    Use after holding on, or a child at risk: facts pack instruments §10c.
    """
    alarm = _told_net().look(text)
    return alarm if alarm and alarm.level is Level.CERTAIN else None


def look(text: str) -> Alarm | None:
    """Whether someone may be in danger according to `text`; None when nothing says so.

    Pure, never raises, and its work grows in step with the length of the text.
    """
    return _net().look(text)
