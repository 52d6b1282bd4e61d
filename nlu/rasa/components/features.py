"""What a classifier sees of a text: four bags of n-grams, each weighed and brought to length one.

Folded n-grams make the five ways of typing look alike; the accented words keep what diacritics
tell apart (đá, da); runs with kinds in them (nlu.text.kinds) join words that mean one thing.
Weights are sublinear counts times inverse document frequency.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, combinations
from multiprocessing import get_context
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from nlu.text.kinds import MARK, with_kinds
from nlu.text.normal import Normal, normalize

WORD_GRAMS = (1, 2, 3)
CHARACTER_GRAMS = (2, 3, 4, 5)
ACCENTED_GRAMS = (1, 2)
KIND_GRAMS = (1, 2, 3)
BLOCK_WEIGHTS = (1.0, 1.0, 0.7, 0.7)
"""Of the folded words, the characters, the accented words and the kinds."""

MINIMUM_WORDINGS = 3
"""A feature that fewer wordings share tells nothing of the next one and is left out."""

Floats: TypeAlias = npt.NDArray[np.float32]
Columns: TypeAlias = npt.NDArray[np.intp]
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


def kind_grams(normal: Normal) -> Iterator[str]:
    """Runs of words that name a kind, and which two kinds are named together."""
    words = ("<", *with_kinds(normal), ">")
    yield from (run for run in _runs("k", words, KIND_GRAMS) if MARK in run)
    kinds = sorted({word for word in words if word[0] == MARK})
    yield from (f"k{one}+{other}" for one, other in combinations(kinds, 2))


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

    def row(self, text: str) -> tuple[Columns, Floats]:
        """The columns of a text and their values."""
        normal = normalize(text)
        letters: list[int] = []
        for word in normal.folded:
            known = self._spelt.get(word)
            letters.extend(self._known(character_grams(word)) if known is None else known)
        blocks = (
            self._known(word_grams(normal)),
            letters,
            self._known(accented_grams(normal)),
            self._known(kind_grams(normal)),
        )
        columns: list[int] = []
        values: list[Floats] = []
        for block, share in zip(blocks, BLOCK_WEIGHTS):
            counts = Counter(block)
            columns.extend(counts)
            times = np.fromiter(counts.values(), np.float32, len(counts))
            weights = self.idf[list(counts)] * (1 + np.log(times))
            values.append(weights * (share / (np.sqrt(weights @ weights) or 1)))
        return np.array(columns, np.intp), np.concatenate(values).astype(np.float32)

    def _known(self, names: Iterable[str]) -> list[int]:
        columns = self._columns
        return [columns[name] for name in names if name in columns]


def learn(wordings: Sequence[Wording]) -> tuple[Vectorizer, Any]:
    """The features that at least MINIMUM_WORDINGS share in any dress, and the texts over them.

    The texts are a scipy CSR matrix with a row for each dress of each wording, in order. Half of
    them are taken apart in a process of their own, so that both cores have work.
    """
    texts = list(chain.from_iterable(wordings))
    half = len(texts) // 2
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        elsewhere = pool.submit(_take_apart, texts[:half])
        second = _take_apart(texts[half:])
        first = elsewhere.result()
    known = first.names | dict.fromkeys(second.names)
    numbers = {name: number for number, name in enumerate(known)}
    renamed = np.fromiter((numbers[name] for name in second.names), np.intp, len(second.names))
    blocks = [one.followed_by(other, renamed) for one, other in zip(first.blocks, second.blocks)]
    owners = np.repeat(np.arange(len(wordings)), [len(wording) for wording in wordings])
    # A name belongs to one block, so the blocks may be counted one by one.
    counts = sum(block.wordings(owners, len(numbers)) for block in blocks)
    names = sorted(name for name, number in numbers.items() if counts[number] >= MINIMUM_WORDINGS)
    old = np.array([numbers[name] for name in names], np.intp)
    idf = (np.log((1 + len(wordings)) / (1 + counts[old])) + 1).astype(np.float32)
    new = np.full(len(numbers), -1, np.intp)
    new[old] = np.arange(len(names))
    matrix = sum(
        block.matrix(new, idf) * np.float32(share) for block, share in zip(blocks, BLOCK_WEIGHTS)
    )
    return Vectorizer(names, idf), matrix


@dataclass(frozen=True)
class _Apart:
    """Texts taken apart: the features in the order of their numbers, and those of each text."""

    names: dict[str, None]
    blocks: list[_Block]


def _take_apart(texts: Sequence[str]) -> _Apart:
    """Number the features of texts, block by block."""
    numbers: dict[str, int] = {}

    def number(grams: Iterable[str]) -> list[int]:
        return [numbers.setdefault(gram, len(numbers)) for gram in grams]

    spelt: dict[str, list[int]] = {}
    found: list[tuple[array[int], list[int]]] = [(array("q"), []) for _ in BLOCK_WEIGHTS]
    for text in texts:
        normal = normalize(text)
        for word in normal.folded:
            if word not in spelt:
                spelt[word] = number(character_grams(word))
        of_text = (
            number(word_grams(normal)),
            [at for word in normal.folded for at in spelt[word]],
            number(accented_grams(normal)),
            number(kind_grams(normal)),
        )
        for (features, lengths), more in zip(found, of_text):
            features.extend(more)
            lengths.append(len(more))
    blocks = [_Block(np.array(each, np.intp), np.array(many, np.intp)) for each, many in found]
    return _Apart(dict.fromkeys(numbers), blocks)


@dataclass(frozen=True)
class _Block:
    """The features of one block, text after text, and how many each text has."""

    features: Columns
    lengths: Columns

    def followed_by(self, other: _Block, renamed: Columns) -> _Block:
        """These texts and then those of `other`, whose feature i is called renamed[i] here."""
        return _Block(
            np.concatenate([self.features, renamed[other.features]]),
            np.concatenate([self.lengths, other.lengths]),
        )

    def wordings(self, owners: Columns, features: int) -> Columns:
        """How many wordings have each feature."""
        _, columns, _ = self._counted(owners, np.arange(features))
        return np.bincount(columns, minlength=features)

    def matrix(self, new: Columns, idf: Floats) -> Any:
        """The block's CSR matrix over the kept features, each row of length one."""
        texts = len(self.lengths)
        rows, columns, counts = self._counted(np.arange(texts), new)
        values = idf[columns] * (1 + np.log(counts))
        lengths = np.sqrt(np.bincount(rows, values * values, texts))
        values = (values / lengths[rows]).astype(np.float32)
        return csr_matrix((values, (rows, columns)), shape=(texts, len(idf)))

    def _counted(self, rows: Columns, new: Columns) -> tuple[Columns, Columns, Columns]:
        """(row, column, times) of each kept feature, text i standing in row rows[i]."""
        at = np.repeat(rows, self.lengths)
        columns = new[self.features]
        keys = at[columns >= 0] * len(new) + columns[columns >= 0]
        found, counts = np.unique(keys, return_counts=True)
        return found // len(new), found % len(new), counts
