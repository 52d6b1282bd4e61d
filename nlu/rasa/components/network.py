"""The learner: two heads over one table that holds a row for every feature.

A row's first columns are votes for the topics (the wide head, a multinomial logistic regression);
the rest place the feature in a small space from which a hidden layer tells the topics (the deep
head). Both are trained side by side, each on its own cross-entropy, and their scores are averaged:
they err differently, so the average is right more often and knows better when it is not.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix

Floats: TypeAlias = npt.NDArray[np.float32]
Columns: TypeAlias = npt.NDArray[np.intp]
Progress = Callable[[int, int], None]

SPACE = 64
"""Places a feature has in the space of the deep head."""

ROUNDS = 6
BATCH = 768
"""Texts a step: large enough that most of the time goes into products."""

STEP = 0.14
"""Adagrad's step at the start; it falls to nothing by the end."""

FORGET_FEATURE = 0.6
FORGET_HIDDEN = 0.3
"""Shares of features and of hidden units left out of each step, so that none is relied on alone.

What is left out costs no time either: most of a step goes into what the features are.
"""

SMOOTHING = 0.1
"""Share of certainty given to the other topics: many questions could be asked of two of them."""

STEPS = 127
"""A weight is kept as a whole number of steps from zero, so that it fits a byte."""

TEMPERATURES = (0.05, 5.0)


@dataclass(frozen=True)
class Network:
    """The fitted weights.

    `table`: a row for each feature, its votes and then its places, in steps of the row's `scale`;
    `bias`: of the topics, both heads together; `hidden`: of the places; `output`: from places to
    topics.
    """

    topics: tuple[str, ...]
    table: npt.NDArray[np.int8]
    scale: Floats
    bias: Floats
    hidden: Floats
    output: Floats

    def scores(self, columns: Columns, values: Floats) -> Floats:
        """The score of each topic for one text, given its sparse vector."""
        weights = self.table[columns].astype(np.float32)
        seen: Floats = (values * self.scale[columns]) @ weights
        return self._heads(seen)

    def all_scores(self, matrix: Any) -> Floats:
        """The same for a CSR matrix of texts, a row each."""
        return self._heads(matrix @ (self.table * self.scale[:, np.newaxis]))

    def _heads(self, seen: Floats) -> Floats:
        topics = len(self.topics)
        places = np.maximum(seen[..., topics:] + self.hidden, 0)
        found: Floats = (seen[..., :topics] + places @ self.output + self.bias) / 2
        return found


def fit(matrix: Any, topics: Sequence[str], seed: int, progress: Progress) -> Network:
    """Fit on a CSR matrix with a row for each of `topics`. `progress` is told (done, of).

    The heads share nothing while they learn, so each has a process and a core of its own.
    """
    names = tuple(sorted(set(topics)))
    column = {name: at for at, name in enumerate(names)}
    truth = np.array([column[topic] for topic in topics])
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        elsewhere = pool.submit(_fit_wide, matrix, truth, len(names), seed)
        deep = _Deep(matrix.shape[1], len(names), np.random.default_rng((seed, 1)))
        deep.learn(matrix, truth, progress)
        votes, bias = elsewhere.result()
    table = np.hstack([votes, deep.table])
    scale = np.abs(table).max(axis=1) / STEPS
    return Network(
        names,
        np.rint(table / scale[:, np.newaxis]).astype(np.int8),
        scale,
        bias + deep.bias.weights,
        deep.hidden.weights,
        deep.output.weights,
    )


def _fit_wide(matrix: Any, truth: Columns, topics: int, seed: int) -> tuple[Floats, Floats]:
    """The votes of every feature and the bias of the wide head."""
    wide = _Wide(matrix.shape[1], topics, np.random.default_rng((seed, 0)))
    wide.learn(matrix, truth, lambda _done, _of: None)
    return wide.table, wide.bias.weights


class _Head(ABC):
    """A table of weights on its way, a row a feature, and what Adagrad remembers of each row."""

    def __init__(self, table: Floats, topics: int, random: np.random.Generator) -> None:
        self.table = table
        self.bias = _Dense(np.zeros(topics, np.float32))
        self._moved = np.full((len(table), 1), 1e-8, np.float32)
        self._random = random

    def learn(self, matrix: Any, truth: Columns, progress: Progress) -> None:
        """Go through all texts ROUNDS times, in another order each time."""
        steps = ROUNDS * -(-len(truth) // BATCH)
        done = 0
        for _ in range(ROUNDS):
            order = self._random.permutation(len(truth))
            for start in range(0, len(order), BATCH):
                rows = order[start : start + BATCH]
                self._step(matrix[rows], truth[rows], STEP * (1 - done / steps))
                done += 1
            progress(done, steps)

    def _step(self, batch: Any, truth: Columns, step: float) -> None:
        """Move the weights a little towards the right topics of a batch."""
        drawn = self._random.random(len(batch.data), np.float32)
        kept = np.flatnonzero(drawn > FORGET_FEATURE)
        known, places = np.unique(batch.indices[kept], return_inverse=True)
        values = batch.data[kept] / np.float32(1 - FORGET_FEATURE)
        starts = np.searchsorted(kept, batch.indptr)
        small = csr_matrix((values, places, starts), shape=(len(truth), len(known)))
        rows = self.table[known]
        slope = small.T @ self._slope(small @ rows, truth, step)
        moved = self._moved[known]
        moved += np.einsum("ij,ij->i", slope, slope)[:, np.newaxis] / slope.shape[1]
        self._moved[known] = moved
        self.table[known] = rows - slope * (np.float32(step) / np.sqrt(moved))

    @abstractmethod
    def _slope(self, seen: Floats, truth: Columns, step: float) -> Floats:
        """How the loss grows with what was `seen` of each text; moves what lies behind it."""


class _Wide(_Head):
    """A feature votes for topics."""

    def __init__(self, features: int, topics: int, random: np.random.Generator) -> None:
        super().__init__(np.zeros((features, topics), np.float32), topics, random)

    def _slope(self, seen: Floats, truth: Columns, step: float) -> Floats:
        wrong = _wrong_by(seen + self.bias.weights, truth)
        self.bias.move(wrong.sum(axis=0), step / 10)
        return wrong


class _Deep(_Head):
    """A feature has a place; a hidden layer tells the topics from the places of a text."""

    def __init__(self, features: int, topics: int, random: np.random.Generator) -> None:
        places = random.normal(0, 0.05, (features, SPACE)).astype(np.float32)
        super().__init__(places, topics, random)
        self.hidden = _Dense(np.full(SPACE, 0.1, np.float32))
        self.output = _Dense(random.normal(0, 0.1, (SPACE, topics)).astype(np.float32))

    def _slope(self, seen: Floats, truth: Columns, step: float) -> Floats:
        before = seen + self.hidden.weights
        on = self._random.random(before.shape, np.float32) > FORGET_HIDDEN
        gate = (before > 0) * on / np.float32(1 - FORGET_HIDDEN)
        inner = before * gate
        wrong = _wrong_by(inner @ self.output.weights + self.bias.weights, truth)
        slope: Floats = (wrong @ self.output.weights.T) * gate
        self.output.move(inner.T @ wrong, step)
        self.hidden.move(slope.sum(axis=0), step)
        self.bias.move(wrong.sum(axis=0), step / 10)
        return slope


class _Dense:
    """A small array of weights that every text moves."""

    def __init__(self, weights: Floats) -> None:
        self.weights = weights
        self._moved = np.full_like(weights, 1e-8)

    def move(self, slope: Floats, step: float) -> None:
        self._moved += slope * slope
        self.weights = self.weights - np.float32(step) * slope / np.sqrt(self._moved)


def _wrong_by(scores: Floats, truth: Columns) -> Floats:
    """The slope of the smoothed cross-entropy: foretold minus right, averaged over the batch."""
    found: Floats = softmax(scores, 1.0).astype(np.float32) - SMOOTHING / scores.shape[1]
    found[np.arange(len(truth)), truth] -= 1 - SMOOTHING
    return found / np.float32(len(truth))


def softmax(scores: npt.NDArray[Any], temperature: float) -> npt.NDArray[Any]:
    """Scores to probabilities along the last axis."""
    shifted = scores / temperature
    shifted = np.exp(shifted - shifted.max(axis=-1, keepdims=True))
    shares: npt.NDArray[Any] = shifted / shifted.sum(axis=-1, keepdims=True)
    return shares


def fit_temperature(scores: npt.NDArray[Any], truth: Columns) -> float:
    """The temperature under which unseen wordings are best foretold (least log loss)."""

    def loss(temperature: float) -> float:
        shares = softmax(scores, temperature)
        return float(-np.log(shares[np.arange(len(truth)), truth] + 1e-12).mean())

    found = minimize_scalar(loss, bounds=TEMPERATURES, method="bounded")
    return float(found.x)
