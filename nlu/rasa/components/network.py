"""The learner: two heads over one table that holds a row for every feature.

A row's first columns are votes for the topics (the wide head, a multinomial logistic regression);
the rest place the feature in a small space from which a hidden layer tells the topics (the deep
head). Both are trained side by side, each on its own cross-entropy, and their scores are averaged:
they err differently, so the average is right more often and knows better when it is not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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

ROUNDS = 8
BATCH = 384
"""Texts a step: large enough that most of the time goes into products."""

STEP = 0.1
"""Adagrad's step at the start; it falls to nothing by the end."""

FORGET_FEATURE = 0.1
FORGET_HIDDEN = 0.3
"""Shares of features and of hidden units left out of each step, so that none is relied on alone."""

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
    """Fit on a CSR matrix with a row for each of `topics`. `progress` is told (done, of)."""
    names = tuple(sorted(set(topics)))
    column = {name: at for at, name in enumerate(names)}
    truth = np.array([column[topic] for topic in topics])
    random = np.random.default_rng(seed)
    fitting = _Fitting(matrix.shape[1], len(names), random)
    steps = ROUNDS * -(-len(truth) // BATCH)
    done = 0
    for _ in range(ROUNDS):
        order = random.permutation(len(truth))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            fitting.step(matrix[rows], truth[rows], STEP * (1 - done / steps))
            done += 1
        progress(done, steps)
    return fitting.network(names)


class _Fitting:
    """Weights on their way, and what Adagrad remembers of each."""

    def __init__(self, features: int, topics: int, random: np.random.Generator) -> None:
        self._random = random
        self._topics = topics
        self._table = np.zeros((features, topics + SPACE), np.float32)
        self._table[:, topics:] = random.normal(0, 0.05, (features, SPACE))
        self._moved = np.full((features, 2), 1e-8, np.float32)
        self._wide = _Dense(np.zeros(topics, np.float32))
        self._deep = _Dense(np.zeros(topics, np.float32))
        self._hidden = _Dense(np.full(SPACE, 0.1, np.float32))
        self._output = _Dense(random.normal(0, 0.1, (SPACE, topics)).astype(np.float32))

    def step(self, batch: Any, truth: Columns, step: float) -> None:
        """Move the weights a little towards the right topics of a batch."""
        random, topics = self._random, self._topics
        known, places = np.unique(batch.indices, return_inverse=True)
        kept = random.random(len(batch.data), np.float32) > FORGET_FEATURE
        values = batch.data * kept / np.float32(1 - FORGET_FEATURE)
        small = csr_matrix((values, places, batch.indptr), shape=(len(truth), len(known)))
        rows = self._table[known]
        seen = small @ rows
        before = seen[:, topics:] + self._hidden.weights
        on = random.random(before.shape, np.float32) > FORGET_HIDDEN
        gate = (before > 0) * on / np.float32(1 - FORGET_HIDDEN)
        inner = before * gate
        wide = _wrong_by(seen[:, :topics] + self._wide.weights, truth)
        deep = _wrong_by(inner @ self._output.weights + self._deep.weights, truth)
        back = (deep @ self._output.weights.T) * gate
        slope = small.T @ np.hstack([wide, back])
        moved = self._moved[known]
        for head, part in enumerate((slice(topics), slice(topics, None))):
            mine = slope[:, part]
            moved[:, head] += np.einsum("ij,ij->i", mine, mine) / mine.shape[1]
            slope[:, part] *= step / np.sqrt(moved[:, head : head + 1])
        self._moved[known] = moved
        rows -= slope
        self._table[known] = rows
        self._output.move(inner.T @ deep, step)
        self._hidden.move(back.sum(axis=0), step)
        self._wide.move(wide.sum(axis=0), step / 10)
        self._deep.move(deep.sum(axis=0), step / 10)

    def network(self, names: tuple[str, ...]) -> Network:
        """What was learned so far."""
        scale = np.abs(self._table).max(axis=1) / STEPS
        return Network(
            names,
            np.rint(self._table / scale[:, np.newaxis]).astype(np.int8),
            scale,
            self._wide.weights + self._deep.weights,
            self._hidden.weights,
            self._output.weights,
        )


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
