"""What a classifier sees of a text: three bags of n-grams, each weighed and brought to length one.

Folded n-grams make the five ways of typing look alike; the accented words keep what diacritics
tell apart (đá, da). Weights are sublinear counts times inverse document frequency.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import log
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from nlu.text.normal import Normal, normalize

WORD_GRAMS = (1, 2, 3)
CHARACTER_GRAMS = (2, 3, 4, 5)
ACCENTED_GRAMS = (1, 2)
BLOCK_WEIGHTS = (1.0, 1.0, 0.7)
"""Of the folded words, the characters and the accented words."""

MINIMUM_WORDINGS = 2
"""A feature that fewer wordings share tells nothing of the next one and is left out."""

Floats: TypeAlias = npt.NDArray[np.float32]
Wording = Sequence[str]
"""One wording in its dresses."""


def word_grams(normal: Normal) -> Iterator[str]:
    """Runs of folded words; a feature's first letter names its block."""
    return _runs("w", ("<", *normal.folded, ">"), WORD_GRAMS)


def character_grams(word: str) -> list[str]:
    """Runs of the letters of a folded word, its ends included."""
    padded = f" {word} "
    return [
        f"c{padded[start : start + length]}"
        for length in CHARACTER_GRAMS
        for start in range(len(padded) - length + 1)
    ]


def accented_grams(normal: Normal) -> Iterator[str]:
    """Runs of words as they were typed."""
    return _runs("a", normal.words, ACCENTED_GRAMS)


def _runs(mark: str, words: Sequence[str], lengths: Iterable[int]) -> Iterator[str]:
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
        # The letters of known words are looked up once, here, and never learned from people.
        self._spelt = {
            name[1:]: self._known(character_grams(name[1:]))
            for name in self.names
            if name[0] == "w" and " " not in name
        }

    @classmethod
    def learn(cls, wordings: Sequence[Wording]) -> Vectorizer:
        """The features that at least MINIMUM_WORDINGS of the wordings share, in any dress."""
        seen: Counter[str] = Counter()
        for wording in wordings:
            found: set[str] = set()
            for text in wording:
                normal = normalize(text)
                found.update(word_grams(normal), accented_grams(normal))
                for word in normal.folded:
                    found.update(character_grams(word))
            seen.update(found)
        kept = sorted(name for name, count in seen.items() if count >= MINIMUM_WORDINGS)
        total = len(wordings)
        idf = np.array([log((1 + total) / (1 + seen[name])) + 1 for name in kept], np.float32)
        return cls(kept, idf)

    def row(self, text: str) -> tuple[npt.NDArray[np.intp], Floats]:
        """The columns of a text and their values."""
        normal = normalize(text)
        letters: list[int] = []
        for word in normal.folded:
            known = self._spelt.get(word)
            letters.extend(self._known(character_grams(word)) if known is None else known)
        blocks = (self._known(word_grams(normal)), letters, self._known(accented_grams(normal)))
        columns: list[npt.NDArray[np.intp]] = []
        values: list[Floats] = []
        for block, share in zip(blocks, BLOCK_WEIGHTS):
            if not block:
                continue
            at, counts = np.unique(np.array(block, np.intp), return_counts=True)
            weights = self.idf[at] * (1 + np.log(counts))
            columns.append(at)
            values.append((weights * (share / np.sqrt(weights @ weights))).astype(np.float32))
        if not columns:
            return np.zeros(0, np.intp), np.zeros(0, np.float32)
        return np.concatenate(columns), np.concatenate(values)

    def matrix(self, texts: Iterable[str]) -> Any:
        """All the texts as a scipy CSR matrix, one row each."""
        rows = [self.row(text) for text in texts]
        pointers = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns = np.concatenate([columns for columns, _ in rows])
        values = np.concatenate([values for _, values in rows])
        return csr_matrix((values, columns, pointers), shape=(len(rows), len(self.names)))

    def _known(self, names: Iterable[str]) -> list[int]:
        columns = self._columns
        return [columns[name] for name in names if name in columns]
