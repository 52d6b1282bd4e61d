"""The small language of the rules, compiled to regular expressions over one letter a word.

So the search runs in C, gaps are counted in words, and nothing can backtrack further than one
pattern is long.

    muốn chết        these words, side by side (a comma may stand between)
    muốn ~ chết      up to NEAR words between; ~~ up to FAR
    tử|sát           either word
    tự! tử!          only when typed with their marks: "tu tu" is mostly "từ từ"
    nữa?             may be left out
    {die}            any phrase of that class; {die}? may be left out
    ^  $             where a clause begins, ends
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nlu.text.teencode import WORDS

from nlu.safety.alphabet import EXACT, Alphabet
from nlu.safety.reading import PAUSE, STOP

NEAR, FAR = 3, 7
"""Most words that ~ and ~~ let stand between two parts of a pattern."""

_GAPS = {"-": (PAUSE, 2), "~": (PAUSE, NEAR), "~~": ("", FAR)}
_EDGES = {"^": f"(?:^|(?<=[{PAUSE}{STOP}]))", "$": f"(?=[{PAUSE}{STOP}]|$)"}

Classes = Mapping[str, Sequence[str]]
"""The phrases of each class; a phrase is a pattern and may name other classes."""


class PatternError(ValueError):
    """A pattern cannot be read; the message names what is wrong in it."""


@dataclass(frozen=True)
class Pattern:
    """A compiled pattern; every text it matches has one of the letters in `needs`."""

    regex: re.Pattern[str]
    needs: frozenset[str]


def words_in(patterns: Iterable[str], classes: Classes) -> Counter[str]:
    """The words of the patterns, without EXACT, and in how many patterns each stands."""
    counted: Counter[str] = Counter()
    for pattern in patterns:
        counted.update(frozenset(_words(pattern, classes, ())))
    return counted


def _words(pattern: str, classes: Classes, within: tuple[str, ...]) -> list[str]:
    words: list[str] = []
    for part in _parts(pattern):
        if part in _GAPS or part in _EDGES:
            continue
        for choice in part.rstrip("?").split("|"):
            name = _class_name(choice)
            if name is None:
                words.append(choice.rstrip(EXACT))
                continue
            for phrase in _phrases(name, classes, within):
                words += _words(phrase, classes, (*within, name))
    return words


def _parts(pattern: str) -> list[str]:
    """The parts of a pattern, short forms written out as they are in every text."""
    parts = [long for part in pattern.split() for long in WORDS.get(part, part).split()]
    if not parts:
        raise PatternError("an empty pattern")
    return parts


def _class_name(choice: str) -> str | None:
    match = re.fullmatch(r"\{([\w-]+)\}", choice)
    return match[1] if match else None


def _phrases(name: str, classes: Classes, within: tuple[str, ...]) -> Sequence[str]:
    if name in within:
        raise PatternError(f"the class {name} holds itself")
    if name not in classes:
        raise PatternError(f"no class {name}")
    return classes[name]


class Compiler:
    """Compiles patterns with the classes, alphabet and word counts of one set of rules."""

    def __init__(self, classes: Classes, alphabet: Alphabet, counts: Mapping[str, int]) -> None:
        """`counts`: in how many patterns each word stands, from `words_in`."""
        self._classes = classes
        self._alphabet = alphabet
        self._counts = counts
        self._not = "".join(alphabet.letters(w) for w in words_in(classes["not"], classes))
        self._of_class: dict[str, tuple[str, frozenset[str], int]] = {}

    def pattern(self, pattern: str) -> Pattern:
        """One pattern. Raises PatternError when it cannot be read."""
        regex, needs, _ = self._compile(pattern)
        return Pattern(re.compile(regex), needs)

    def before(self, patterns: Iterable[str]) -> re.Pattern[str]:
        """What ends in any of the patterns, for `search`."""
        return re.compile(f"(?:{self._any(patterns)})$")

    def anywhere(self, patterns: Iterable[str]) -> re.Pattern[str]:
        """Any of the patterns, for `search` or, right after a match, for `match`."""
        return re.compile(f"{PAUSE}?(?:{self._any(patterns)})")

    def _any(self, patterns: Iterable[str]) -> str:
        return "|".join(self._compile(pattern)[0] for pattern in patterns)

    def _compile(self, pattern: str) -> tuple[str, frozenset[str], int]:
        """The regular expression, the letters it needs, and how common these are in the rules."""
        written: list[str] = []
        needs, commonness = frozenset[str](), 1_000_000
        touching = False
        for part in _parts(pattern):
            if part in _GAPS or part in _EDGES:
                written.append(_EDGES.get(part) or self._gap(part))
                touching = False
                continue
            regex, letters, common = self._part(part.rstrip("?"))
            joined = f"{PAUSE}?{regex}" if touching else regex
            if part.endswith("?"):
                written.append(f"(?:{joined})?")
                continue
            written.append(joined)
            touching = True
            if letters and common < commonness:
                needs, commonness = letters, common
        return "".join(written), needs, commonness

    def _gap(self, gap: str) -> str:
        breaks, most = _GAPS[gap]
        return f"[^{breaks}{STOP}{self._not}]{{0,{most}}}"

    def _part(self, part: str) -> tuple[str, frozenset[str], int]:
        choices = part.split("|")
        words = [choice for choice in choices if _class_name(choice) is None]
        compiled = [self._class(name) for choice in choices if (name := _class_name(choice))]
        if words:
            letters = "".join(self._alphabet.letters(word) for word in words)
            common = sum(self._counts[word.rstrip(EXACT)] for word in words)
            compiled.append((f"[{letters}]", frozenset(letters), common))
        if len(compiled) == 1:
            return compiled[0]
        return (
            "(?:" + "|".join(regex for regex, _, _ in compiled) + ")",
            frozenset().union(*(letters for _, letters, _ in compiled)),
            sum(common for _, _, common in compiled),
        )

    def _class(self, name: str) -> tuple[str, frozenset[str], int]:
        if name not in self._of_class:
            compiled = [self._compile(phrase) for phrase in self._classes[name]]
            self._of_class[name] = (
                "(?:" + "|".join(regex for regex, _, _ in compiled) + ")",
                frozenset().union(*(letters for _, letters, _ in compiled)),
                sum(common for _, _, common in compiled),
            )
        return self._of_class[name]
