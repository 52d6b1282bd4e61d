"""The words the scrubber goes by, from their data files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from nlu.keywords import FUNCTION_WORDS
from nlu.text.letters import fold, place_tones

HOME = Path(__file__).parent
VOCABULARY = HOME / "vocabulary.txt"


@dataclass(frozen=True)
class Words:
    """A set of words, each with marks and without."""

    written: frozenset[str]
    folded: frozenset[str]

    @classmethod
    def of(cls, words: Iterable[str]) -> Words:
        """From words as they are written."""
        placed = [place_tones(word) for word in words]
        return cls(frozenset(placed), frozenset(map(fold, placed)))

    def has(self, word: str, *, marks: bool) -> bool:
        """Whether a small-letter word is one of them; in a text without marks folded forms count.

        `marks`: whether the writer of the text types diacritics.
        """
        return word in self.written if marks else fold(word) in self.folded


@dataclass(frozen=True)
class Lists:
    """All that the data files hold; each field as its key in words.yml."""

    surnames: Words
    middle: Words
    given: Mapping[str, Words]
    given_folded: Mapping[str, Words]
    titles: Words
    speakers: Words
    naming: Words
    being: Words
    between_name: Words
    not_after_name: Words
    places: Words
    not_places: Mapping[str, Words]
    towns: Mapping[str, tuple[tuple[str, ...], ...]]
    contacts: Words
    capitals: Words
    counting: Words
    dates: Words
    everyday: Words
    vocabulary: Words


@cache
def lists() -> Lists:
    """The lists, read once."""
    path = HOME / "words.yml"
    raw: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    given = {place_tones(name): Words.of(after) for name, after in raw.pop("given").items()}
    folded: dict[str, list[str]] = {}
    for name, after in given.items():
        folded.setdefault(fold(name), []).extend(after.written)
    places = {fold(word): Words.of(after) for word, after in raw.pop("not_places").items()}
    towns: dict[str, tuple[tuple[str, ...], ...]] = {}
    for name in raw.pop("towns"):
        for words in {tuple(place_tones(name).split()), tuple(fold(name).split())}:
            towns[words[0]] = (*towns.get(words[0], ()), words)
    return Lists(
        given=MappingProxyType(given),
        given_folded=MappingProxyType({name: Words.of(after) for name, after in folded.items()}),
        not_places=MappingProxyType(places),
        towns=MappingProxyType(towns),
        everyday=Words.of(FUNCTION_WORDS),
        vocabulary=Words.of(VOCABULARY.read_text(encoding="utf-8").split()),
        **{name: Words.of(words) for name, words in raw.items()},
    )
