"""What a classifier sees of a text: three bags of n-grams, each weighed and brought to length one.

Folded n-grams make the five ways of typing look alike; the accented words keep what diacritics
tell apart (đá, da). Weights are sublinear counts times inverse document frequency.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from nlu.text.normal import normalize

WORD_GRAMS = (1, 2, 3)
CHARACTER_GRAMS = (2, 3, 4, 5)
ACCENTED_GRAMS = (1, 2)
BLOCKS = ("word", "character", "accented")
BLOCK_WEIGHTS = {"word": 1.0, "character": 1.0, "accented": 0.7}
MINIMUM_TEXTS = 2
"""A feature seen in fewer texts than this is noise and is left out."""

Floats = npt.NDArray[np.float32]


def grams(text: str) -> dict[str, Counter[str]]:
    """The n-gram counts of a text, by block. A feature's first letter names its block."""
    normal = normalize(text)
    words = ("<", *normal.folded, ">")
    return {
        "word": Counter(_runs("w", words, WORD_GRAMS)),
        "character": Counter(
            f"c{padded[start : start + length]}"
            for word in normal.folded
            for padded in (f" {word} ",)
            for length in CHARACTER_GRAMS
            for start in range(len(padded) - length + 1)
        ),
        "accented": Counter(_runs("a", normal.words, ACCENTED_GRAMS)),
    }


def _runs(mark: str, words: Sequence[str], lengths: Sequence[int]) -> Iterable[str]:
    for length in lengths:
        for start in range(len(words) - length + 1):
            yield mark + " ".join(words[start : start + length])


class Vectorizer:
    """Texts to sparse vectors, over the features it learned."""

    def __init__(self, names: Sequence[str], idf: Floats) -> None:
        """`names`: the features in column order; `idf`: the weight of each."""
        self.names = tuple(names)
        self.idf = idf
        self._columns = {name: column for column, name in enumerate(self.names)}

    @classmethod
    def learn(cls, bags: Iterable[dict[str, Counter[str]]]) -> Vectorizer:
        """The features worth keeping of these texts' n-grams (see `grams`)."""
        texts = 0
        seen: Counter[str] = Counter()
        for bag in bags:
            texts += 1
            for block in BLOCKS:
                seen.update(bag[block].keys())
        kept = sorted(name for name, count in seen.items() if count >= MINIMUM_TEXTS)
        idf = np.array([log((1 + texts) / (1 + seen[name])) + 1 for name in kept], np.float32)
        return cls(kept, idf)

    def row(self, bag: dict[str, Counter[str]]) -> tuple[list[int], Floats]:
        """The columns of a text and their values."""
        columns: list[int] = []
        values: list[Floats] = []
        for block in BLOCKS:
            known = [
                (column, count)
                for name, count in bag[block].items()
                if (column := self._columns.get(name)) is not None
            ]
            if not known:
                continue
            at = [column for column, _ in known]
            weights = self.idf[at] * (1 + np.log([count for _, count in known]))
            columns.extend(at)
            values.append(weights * (BLOCK_WEIGHTS[block] / np.linalg.norm(weights)))
        merged = np.concatenate(values) if values else np.zeros(0)
        return columns, merged.astype(np.float32)

    def matrix(self, bags: Sequence[dict[str, Counter[str]]]) -> Any:
        """All the texts as a scipy CSR matrix, one row each."""
        pointers = [0]
        columns: list[int] = []
        values: list[Floats] = []
        for bag in bags:
            at, weights = self.row(bag)
            columns.extend(at)
            values.append(weights)
            pointers.append(len(columns))
        data = np.concatenate(values) if values else np.zeros(0, np.float32)
        return csr_matrix((data, columns, pointers), shape=(len(bags), len(self.names)))
