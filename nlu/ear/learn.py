"""Make the table of the second net: `.venv-nlu/bin/python -m nlu.ear.learn`.

It learns from all of `nlu/rasa/data`, where everything but `crisis` is safe, and from `calm.txt`:
everyday texts in which words of danger mean none (hyperbole, games, news, school). Run it again
when the crisis wordings or the calm texts change. Needs scikit-learn, so the NLU environment.
"""

from __future__ import annotations

import sys
from collections import Counter
from math import log
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from nlu import corpus
from nlu.ear import TABLE, Ear, runs, write
from nlu.text.dresses import wardrobe

CALM = Path(__file__).with_name("calm.txt")
TOPICS = ("crisis/overdose", "crisis/suicide", "crisis/violence")
SAFE = "safe"

DEAF_CRIES = 0.01
"""Share of unseen cries that may sound like nothing: an unclear rule is then not believed."""

ASK_ALARMS = 0.005
"""Largest share of unseen safe wordings that may be asked about."""

DRESSES = {True: 3, False: 1}
"""In how many other dresses a wording is learned: of danger, and safe."""

KEPT = 20_000
"""Runs in the table: those that weigh most."""

FEWEST_WORDINGS = 2
"""A run that fewer wordings share says nothing of the next one."""

FOLDS = 4
PENALTY = 0.5
DANGER_WEIGHT = 3
SEED = 20261122


Matrix: TypeAlias = Any
"""A scipy CSR matrix, which has no types of its own."""

Floats: TypeAlias = npt.NDArray[np.float64]


class Lesson:
    """The wordings in their dresses, as runs of words."""

    def __init__(self) -> None:
        """Read the training data and the calm texts."""
        random = Random(SEED)
        texts = [(e.topic if e.topic in TOPICS else SAFE, e.text) for e in corpus.read()]
        texts += [(SAFE, line) for line in CALM.read_text(encoding="utf-8").splitlines()]
        wordings = [wardrobe(text, random, DRESSES[topic in TOPICS]) for topic, text in texts]
        self.topics = np.array([topic for topic, _ in texts])
        self.owners = np.array([at for at, wording in enumerate(wordings) for _ in wording])
        self.as_typed = np.flatnonzero(np.diff(self.owners, prepend=-1))
        self.runs = [runs(dress) for wording in wordings for dress in wording]
        self.folds = np.array([random.randrange(FOLDS) for _ in texts])

    def rarities(self) -> dict[str, float]:
        """Inverse document frequency of the runs that FEWEST_WORDINGS share."""
        seen: Counter[str] = Counter()
        found: set[str] = set()
        for at, owner in enumerate(self.owners):
            found |= self.runs[at]
            if at + 1 == len(self.owners) or self.owners[at + 1] != owner:
                seen.update(found)
                found = set()
        total = 1 + len(self.topics)
        return {
            run: log(total / (1 + count))
            for run, count in sorted(seen.items())
            if count >= FEWEST_WORDINGS
        }

    def matrix(self, rarities: dict[str, float]) -> Matrix:
        """A row of length one for each dress, a column for each run."""
        columns = {run: column for column, run in enumerate(rarities)}
        values = np.array(list(rarities.values()))
        rows = [np.array([columns[r] for r in row if r in columns], np.intp) for row in self.runs]
        ends = np.cumsum([0, *map(len, rows)])
        data = [values[row] / (np.linalg.norm(values[row]) or 1) for row in rows]
        shape = (len(rows), len(rarities))
        return csr_matrix((np.concatenate(data), np.concatenate(rows), ends), shape=shape)

    def judges(
        self, matrix: Matrix, kept: npt.NDArray[np.bool_] | None = None
    ) -> tuple[Floats, Floats]:
        """Weights and biases, one row a topic, learned from the wordings of a mask."""
        mask = np.ones(len(self.topics), bool) if kept is None else kept
        dresses = np.flatnonzero(mask[self.owners])
        truth = self.topics[self.owners[dresses]]
        fitted = [
            LinearSVC(
                C=PENALTY,
                class_weight={True: DANGER_WEIGHT, False: 1},
                random_state=SEED,
                tol=0.05,
                max_iter=300,
            ).fit(matrix[dresses], truth == topic)
            for topic in TOPICS
        ]
        return np.vstack([f.coef_ for f in fitted]), np.array([f.intercept_[0] for f in fitted])

    def unseen(self, matrix: Matrix) -> Floats:
        """The best score of each wording, as typed, from judges that have not seen it."""
        scores = np.zeros(len(self.topics))
        for fold in range(FOLDS):
            weights, biases = self.judges(matrix, self.folds != fold)
            held = np.flatnonzero(self.folds == fold)
            scores[held] = (matrix[self.as_typed[held]] @ weights.T + biases).max(axis=1)
        return scores


def learn() -> Ear:
    """Learn all over again; the same data give the same ear."""
    lesson = Lesson()
    rarities = lesson.rarities()
    weights, _ = lesson.judges(lesson.matrix(rarities))
    heaviest = np.sort(np.argsort(-np.abs(weights).max(axis=0), kind="stable")[:KEPT])
    names = list(rarities)
    rarities = {names[at]: rarities[names[at]] for at in heaviest}
    matrix = lesson.matrix(rarities)
    scores = lesson.unseen(matrix)
    safe = lesson.topics == SAFE
    ask = float(np.quantile(scores[safe], 1 - ASK_ALARMS))
    deaf = float(np.quantile(scores[~safe], DEAF_CRIES))
    found = float((scores[~safe] >= ask).mean())
    print(f"{len(rarities)} runs; {found:.1%} of the unseen cries are asked about")
    weights, biases = lesson.judges(matrix)
    rows = zip(rarities.items(), weights.T, strict=False)
    return Ear(
        topics=TOPICS,
        biases=tuple(map(float, biases)),
        weights={run: (rarity, *map(float, row)) for (run, rarity), row in rows},
        deaf=deaf,
        ask=ask,
    )


if __name__ == "__main__":
    TABLE.write_text(write(learn()), encoding="utf-8")
    sys.exit(0)
