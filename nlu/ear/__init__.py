"""The second net, under the rules: how much a text sounds like the cries in the training data.

One linear judge a danger, over runs of words. What it knows is a table that people can read
(`ear.tsv`): each run of words with its rarity and what it weighs for each danger, so that a miss
can be explained. `nlu.ear.learn` makes the table; nothing here needs more than the standard
library.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

from nlu.text.normal import normalize

TABLE = Path(__file__).with_name("ear.tsv")

FOLDED_RUNS = (1, 2, 3)
TYPED_RUNS = (1, 2)
"""Lengths of the runs of words without and with diacritics."""

SCALE = 1000
"""What the numbers of the table are multiplied by, so that they are short."""

PIECE = 400
"""Most characters heard at once: one cry is not lost in a long story."""

MOST_PIECES = 16
"""Pieces heard of a longer text, half of them from its beginning and half from its end."""


@dataclass(frozen=True)
class Heard:
    """The danger a text sounds most like, and how much: the judge's margin, over 0 is likely."""

    topic: str
    score: float


@dataclass(frozen=True)
class Ear:
    """What was learned.

    `weights`: for each run its rarity, then its weight for each of `topics`. `deaf`: the score
    under which hardly a cry is heard. `ask`: from which on hardly a harmless text is heard, so that
    a gentle question is in place.
    """

    topics: tuple[str, ...]
    biases: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    deaf: float
    ask: float

    def hear(self, text: str) -> Heard:
        """The danger that the text, or its most telling piece, sounds most like. Never raises."""
        return max((self._piece(piece) for piece in pieces(text)), key=lambda heard: heard.score)

    def _piece(self, text: str) -> Heard:
        known = [row for run in runs(text) if (row := self.weights.get(run))]
        length = sqrt(sum(row[0] * row[0] for row in known)) or 1.0
        scores = [
            bias + sum(row[0] * row[at] for row in known) / length
            for at, bias in enumerate(self.biases, 1)
        ]
        best = max(range(len(scores)), key=scores.__getitem__)
        return Heard(self.topics[best], scores[best])


def pieces(text: str) -> Iterator[str]:
    """The text in pieces of at most PIECE characters, each beginning half-way into the last."""
    if len(text) <= PIECE:
        yield text
        return
    starts = range(0, len(text) - PIECE // 2, PIECE // 2)
    half = MOST_PIECES // 2
    chosen = starts if len(starts) <= MOST_PIECES else [*starts[:half], *starts[-half:]]
    for start in chosen:
        yield text[start : start + PIECE]


def runs(text: str) -> set[str]:
    """The runs of words of a text: "w" before folded ones, "a" before those as typed."""
    normal = normalize(text)
    folded = ("<", *normal.folded, ">")
    found = set(_runs("w", folded, FOLDED_RUNS))
    found.update(_runs("a", normal.words, TYPED_RUNS))
    return found


def _runs(mark: str, words: tuple[str, ...], lengths: tuple[int, ...]) -> Iterator[str]:
    for length in lengths:
        for start in range(len(words) - length + 1):
            yield mark + " ".join(words[start : start + length])


def read(table: str) -> Ear:
    """The ear that a table holds. Raises ValueError for a table that is not one."""
    header, biases, bounds, *rows = table.splitlines()
    weights = {}
    for row in rows:
        run, *numbers = row.split("\t")
        weights[run] = tuple(int(number) / SCALE for number in numbers)
    deaf, ask = (int(number) / SCALE for number in bounds.split("\t"))
    return Ear(
        topics=tuple(header.split("\t")),
        biases=tuple(int(number) / SCALE for number in biases.split("\t")),
        weights=weights,
        deaf=deaf,
        ask=ask,
    )


def write(ear: Ear) -> str:
    """The table of an ear: topics, biases, bounds, then a row for each run, in order."""

    def row(numbers: tuple[float, ...]) -> str:
        return "\t".join(str(round(number * SCALE)) for number in numbers)

    lines = ["\t".join(ear.topics), row(ear.biases), row((ear.deaf, ear.ask))]
    lines += (f"{run}\t{row(numbers)}" for run, numbers in sorted(ear.weights.items()))
    return "\n".join(lines) + "\n"


@cache
def ear() -> Ear:
    """The ear of this package, read once."""
    return read(TABLE.read_text(encoding="utf-8"))
