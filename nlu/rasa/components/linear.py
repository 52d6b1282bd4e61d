"""One linear judge a topic, and how sure their loudest voice may be.

A one-against-rest linear SVM on n-grams; its scores become probabilities by one temperature that
is fitted on wordings the judges have not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from scipy.optimize import minimize_scalar
from sklearn.svm import LinearSVC

Floats: TypeAlias = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]

WORKERS = 2
"""Topics fitted side by side."""

TOLERANCE = 0.1
"""Where the solver stops; ten times finer gave the same answers at twice the time."""

MOST_ROUNDS = 300

TEMPERATURES = (0.02, 2.0)


@dataclass(frozen=True)
class Judges:
    """The fitted weights, transposed for fast look-up: one row a feature, one column a topic."""

    topics: tuple[str, ...]
    weights: Floats
    bias: Floats

    def scores(self, columns: npt.NDArray[np.intp], values: Floats) -> Floats:
        """The score of each topic for one text, given its sparse vector."""
        found: Floats = values @ self.weights[columns] + self.bias
        return found


def fit(
    matrix: Any, topics: Sequence[str], penalty: float, seed: int, progress: Progress
) -> Judges:
    """Fit one judge for each topic, WORKERS of them at once. `progress` is told (done, of)."""
    matrix = matrix.astype(np.float64)
    matrix.sum_duplicates()
    names = tuple(sorted(set(topics)))
    targets = np.array(topics)
    weights = np.zeros((matrix.shape[1], len(names)), np.float32)
    bias = np.zeros(len(names), np.float32)
    # Processes, not threads: the solver holds the interpreter lock while it works.
    judges = Parallel(n_jobs=WORKERS, return_as="generator")(
        delayed(_judge)(matrix, np.where(targets == name, 1, -1), penalty, seed) for name in names
    )
    for at, (coefficients, intercept) in enumerate(judges):
        weights[:, at] = coefficients
        bias[at] = intercept
        progress(at + 1, len(names))
    return Judges(names, weights, bias)


def _judge(
    matrix: Any, target: npt.NDArray[np.intp], penalty: float, seed: int
) -> tuple[Floats, float]:
    judge = LinearSVC(C=penalty, random_state=seed, tol=TOLERANCE, max_iter=MOST_ROUNDS)
    judge.fit(matrix, target)
    return judge.coef_[0].astype(np.float32), float(judge.intercept_[0])


def softmax(scores: npt.NDArray[Any], temperature: float) -> npt.NDArray[Any]:
    """Scores to probabilities along the last axis."""
    shifted = scores / temperature
    shifted = np.exp(shifted - shifted.max(axis=-1, keepdims=True))
    shares: npt.NDArray[Any] = shifted / shifted.sum(axis=-1, keepdims=True)
    return shares


def fit_temperature(scores: npt.NDArray[Any], truth: npt.NDArray[np.intp]) -> float:
    """The temperature under which unseen wordings are best foretold (least log loss)."""

    def loss(temperature: float) -> float:
        shares = softmax(scores, temperature)
        return float(-np.log(shares[np.arange(len(truth)), truth] + 1e-12).mean())

    found = minimize_scalar(loss, bounds=TEMPERATURES, method="bounded")
    return float(found.x)
