"""One linear judge a topic, and how sure their loudest voice may be.

A one-against-rest linear SVM on n-grams; its scores become probabilities by one temperature that
is fitted on wordings the judges have not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from sklearn.svm import LinearSVC

Floats = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]

WORKERS = 2
"""Topics fitted side by side (the solver leaves the interpreter lock while it works)."""

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
    """Fit one judge for each topic. `progress` is told (done, of) after each."""
    # The solver wants doubles in order; made so once here, or each thread would do it in place.
    matrix = matrix.astype(np.float64)
    matrix.sum_duplicates()
    names = tuple(sorted(set(topics)))
    targets = np.array(topics)
    done = 0

    def one(name: str) -> tuple[Floats, float]:
        nonlocal done
        judge = LinearSVC(C=penalty, random_state=seed, tol=1e-2, max_iter=300)
        judge.fit(matrix, np.where(targets == name, 1, -1))
        done += 1
        progress(done, len(names))
        return judge.coef_[0].astype(np.float32), float(judge.intercept_[0])

    with ThreadPoolExecutor(WORKERS) as pool:
        fitted = list(pool.map(one, names))
    weights = np.stack([coefficients for coefficients, _ in fitted], axis=1)
    bias = np.array([intercept for _, intercept in fitted], np.float32)
    return Judges(names, np.ascontiguousarray(weights), bias)


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
