"""The small language of the rules, compiled to regular expressions over one letter a word.

So the search runs in C, gaps are counted in words, and nothing can backtrack further than one
pattern is long.

    muốn chết        these words, side by side (a comma may stand between)
    muốn ~ chết      a few words between (see GAPS), none of the class {not}; - and ~ let no
                     comma stand between, ~~ and ~~~ do
    tử|sát           either word
    tự! tử!          only when typed with their marks: "tu tu" is mostly "từ từ"
    nữa?             may be left out
    {die}            any phrase of that class; {die}|hết any of these, or this word
    ^  $             where a clause begins, ends
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from nlu.safety.alphabet import EXACT, Alphabet
from nlu.safety.reading import PAUSE, STOP
from nlu.text.teencode import WORDS

GAPS = {"-": 2, "~": 3, "~~": 7, "~~~": 15}
"""Most words that each gap lets stand between two parts of a pattern."""

NOT = "not"
"""The class of words that deny; no gap reaches over them."""

LARGE = 12
"""Phrases from which on a class is looked for alone before the patterns that need it."""

_WITHIN_CLAUSE = ("-", "~")
_EDGES = {"^": f"(?:^|(?<=[{PAUSE}{STOP}]))", "$": f"(?=[{PAUSE}{STOP}]|$)"}
_NEVER = "[^\\s\\S]"

Classes = Mapping[str, Sequence[str]]
"""The phrases of each class; a phrase is a pattern and may name other classes."""


class PatternError(ValueError):
    """A pattern cannot be read; the message names what is wrong in it."""


class Regex:
    """A regular expression that is compiled when first used: loading compiles none of them."""

    def __init__(self, pattern: str) -> None:
        """`pattern` as re takes it."""
        self.pattern = pattern

    @property
    def is_compiled(self) -> bool:
        """Whether it was used before."""
        return "compiled" in vars(self)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """Ready for use."""
        return re.compile(self.pattern)


@dataclass(frozen=True)
class Pattern:
    """A compiled pattern, and what every text that it matches has.

    `needs`: letters, one of them at least. `large`: names of large classes, each of them.
    """

    regex: Regex
    needs: frozenset[str]
    large: frozenset[str]


@dataclass(frozen=True)
class _Piece:
    """A compiled part of a pattern; `common`: in how many patterns its words stand."""

    regex: str
    needs: frozenset[str]
    common: int
    large: frozenset[str] = frozenset()


def words_in(patterns: Iterable[str], classes: Classes) -> Counter[str]:
    """The words of the patterns, without EXACT, and in how many patterns each stands.

    Raises PatternError for a class that is missing or holds itself.
    """
    counted: Counter[str] = Counter()
    for pattern in patterns:
        counted.update(frozenset(_words(pattern, classes, ())))
    return counted


def _words(pattern: str, classes: Classes, within: tuple[str, ...]) -> list[str]:
    words: list[str] = []
    for part in _parts(pattern):
        if part in GAPS or part in _EDGES:
            continue
        for choice in part.rstrip("?").split("|"):
            name = _class_name(choice)
            if name is None:
                words.append(choice.rstrip(EXACT))
                continue
            if name in within or name not in classes:
                raise PatternError(f"no class {name}, or it holds itself, in {pattern!r}")
            for phrase in classes[name]:
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


class Compiler:
    """Compiles patterns with the classes, alphabet and word counts of one set of rules."""

    def __init__(self, classes: Classes, alphabet: Alphabet, counts: Mapping[str, int]) -> None:
        """`counts`: in how many patterns each word stands, from `words_in`."""
        self._classes = classes
        self._alphabet = alphabet
        self._counts = counts
        denying = (word for phrase in classes[NOT] for word in phrase.split("|"))
        self._denying = "".join(alphabet.letters(word) for word in denying)
        self._of_class: dict[str, _Piece] = {}

    def pattern(self, pattern: str) -> Pattern:
        """One pattern. Raises PatternError when it could match a text without any of its words."""
        piece = self._compile(pattern)
        if not piece.needs:
            raise PatternError(f"{pattern!r} needs no word")
        return Pattern(Regex(piece.regex), piece.needs, piece.large)

    def large_class(self, name: str) -> Regex:
        """Any phrase of a class."""
        return Regex(self._class(name).regex)

    def before(self, patterns: Iterable[str]) -> Regex:
        """What ends in any of the patterns, for `search`."""
        return Regex(f"(?:{self._any(patterns)})$")

    def anywhere(self, patterns: Iterable[str]) -> Regex:
        """Any of the patterns, for `search` or, right after a match, for `match`."""
        return Regex(f"{PAUSE}?(?:{self._any(patterns)})")

    def _any(self, patterns: Iterable[str]) -> str:
        return "|".join(self._compile(pattern).regex for pattern in patterns) or _NEVER

    def _compile(self, pattern: str) -> _Piece:
        written: list[str] = []
        rarest: _Piece | None = None
        large = frozenset[str]()
        touching = False
        for part in _parts(pattern):
            if part in GAPS or part in _EDGES:
                written.append(_EDGES.get(part) or self._gap(part))
                touching = False
                continue
            piece = self._part(part.rstrip("?"))
            joined = f"{PAUSE}?{piece.regex}" if touching else piece.regex
            if part.endswith("?"):
                written.append(f"(?:{joined})?")
                continue
            written.append(joined)
            touching = True
            large |= piece.large
            if rarest is None or piece.common < rarest.common:
                rarest = piece
        needs, common = (rarest.needs, rarest.common) if rarest else (frozenset[str](), 0)
        return _Piece("".join(written), needs, common, large)

    def _gap(self, gap: str) -> str:
        breaks = STOP + PAUSE if gap in _WITHIN_CLAUSE else STOP
        return f"[^{breaks}{self._denying}]{{0,{GAPS[gap]}}}"

    def _part(self, part: str) -> _Piece:
        choices = part.split("|")
        words = [choice for choice in choices if _class_name(choice) is None]
        pieces = [self._class(name) for choice in choices if (name := _class_name(choice))]
        if words:
            letters = "".join(self._alphabet.letters(word) for word in words)
            common = sum(self._counts[word.rstrip(EXACT)] for word in words)
            regex = f"[{letters}]" if letters else _NEVER
            pieces.append(_Piece(regex, frozenset(letters), common))
        return pieces[0] if len(pieces) == 1 else _either(pieces)

    def _class(self, name: str) -> _Piece:
        if name not in self._of_class:
            phrases = self._classes[name]
            whole = _either([self._compile(phrase) for phrase in phrases])
            large = frozenset([name]) if len(phrases) >= LARGE else frozenset[str]()
            self._of_class[name] = _Piece(whole.regex, whole.needs, whole.common, large)
        return self._of_class[name]


def _either(pieces: Sequence[_Piece]) -> _Piece:
    return _Piece(
        "(?:" + "|".join(piece.regex for piece in pieces) + ")",
        frozenset().union(*(piece.needs for piece in pieces)),
        sum(piece.common for piece in pieces),
    )
