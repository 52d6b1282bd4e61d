"""Kinds of things that people name in many ways: one feature for all words of a kind.

A classifier that has met "hút cỏ" learns nothing of "chơi bồ đà"; through the kinds of kinds.yml
it does. The words themselves stay features too, so a kind may be broad. A phrase of several words
is known with and without diacritics; a single word only as it is written there, since đá is a drug
and da is skin.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from nlu.text.letters import fold, place_tones
from nlu.text.normal import Normal

MARK = "#"
"""Starts the name of a kind; no word of a normal form has it."""

Phrase = tuple[str, ...]


def _read(path: Path) -> dict[Phrase, str]:
    found: dict[Phrase, str] = {}
    kinds = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for kind, phrases in kinds.items():
        for phrase in phrases:
            words = tuple(place_tones(phrase).split())
            found.setdefault(words, MARK + kind)
            if len(words) > 1:
                found.setdefault(tuple(map(fold, words)), MARK + kind)
    return found


_KINDS = _read(Path(__file__).with_name("kinds.yml"))
_LONGEST: dict[str, int] = {}
for _phrase in _KINDS:
    _LONGEST[_phrase[0]] = max(len(_phrase), _LONGEST.get(_phrase[0], 0))


def with_kinds(normal: Normal) -> Iterator[str]:
    """The folded words, each phrase of a kind (the longest that fits) replaced by its kind."""
    at = 0
    while at < len(normal.words):
        length, word = _kind_at(normal, at)
        yield word
        at += length


def _kind_at(normal: Normal, at: int) -> tuple[int, str]:
    for words in (normal.words, normal.folded):
        for length in range(min(_LONGEST.get(words[at], 0), len(words) - at), 0, -1):
            kind = _KINDS.get(words[at : at + length])
            if kind:
                return length, kind
    return 1, normal.folded[at]
