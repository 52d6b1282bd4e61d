"""How sure is sure enough, found on wordings the judges have not seen; never set by hand.

The bounds are the promises (how often a confident answer may be wrong, how often a question may be
turned away); the thresholds that keep them are found from held-out probabilities.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt

OUT_OF_SCOPE = "other.out_of_scope"

WRONG_ANSWERS = 0.07
"""Largest share of confident answers that may miss the one topic a wording was written for.

Many wordings could as well be answered by a second topic: where all topics that are right are
named, as in the evaluation, about half of these misses are answers that help.
"""

FALSE_REJECTIONS = 0.025
"""Largest share of questions within our scope that may be called out of scope."""

FALSE_REFUSALS = 0.01
"""Largest share of harmless questions that may meet a refusal."""

FALSE_ALARMS = 0.005
"""Largest share of safe questions for which the classifier alone may raise an alarm."""

LEAST_CRISIS = 0.9
"""The classifier alone shows a crisis card from here on; below, its best guess of a crisis still
gets the gentle question (nlu.decision), so little is lost and fewer are frightened."""


def hold_out(topics: npt.NDArray[Any], share: float, random: Random) -> npt.NDArray[np.bool_]:
    """Which wordings are kept from learning; never all those of a topic."""
    held = np.array([random.random() < share for _ in topics], bool)
    for topic in np.unique(topics):
        of_topic = np.flatnonzero(topics == topic)
        if held[of_topic].all():
            held[of_topic[0]] = False
    return held


def find(
    shares: npt.NDArray[Any], truth: npt.NDArray[np.intp], topics: Sequence[str]
) -> dict[str, float]:
    """The thresholds `answer`, `out_of_scope`, `refuse` and `crisis`, each a probability 0–1.

    `shares`: held-out probabilities, a row for each text and a column for each topic; `truth`: the
    right column of each row.
    """
    best = shares.argmax(axis=1)
    return {
        "answer": _least_sure(shares.max(axis=1), best == truth),
        "out_of_scope": _quantile(
            _mass(shares, topics, (OUT_OF_SCOPE,)),
            _is_one_of(truth, topics, (OUT_OF_SCOPE,)),
            FALSE_REJECTIONS,
        ),
        "refuse": _quantile(
            _mass(shares, topics, ("refuse.",)),
            _is_one_of(truth, topics, ("refuse.",)),
            FALSE_REFUSALS,
        ),
        "crisis": _quantile(
            _mass(shares, topics, ("crisis.",)),
            _is_one_of(truth, topics, ("crisis.",)),
            FALSE_ALARMS,
            LEAST_CRISIS,
        ),
    }


def _mass(
    shares: npt.NDArray[Any], topics: Sequence[str], starts: tuple[str, ...]
) -> npt.NDArray[Any]:
    columns = [column for column, topic in enumerate(topics) if topic.startswith(starts)]
    mass: npt.NDArray[Any] = shares[:, columns].sum(axis=1)
    return mass


def _is_one_of(
    truth: npt.NDArray[np.intp], topics: Sequence[str], starts: tuple[str, ...]
) -> npt.NDArray[np.bool_]:
    return np.array([topics[column].startswith(starts) for column in truth], bool)


def _least_sure(sureness: npt.NDArray[Any], right: npt.NDArray[np.bool_]) -> float:
    """The lowest sureness above which at most WRONG_ANSWERS of the answers are wrong."""
    order = np.argsort(-sureness)
    wrong = np.cumsum(~right[order]) / np.arange(1, len(order) + 1)
    kept = np.flatnonzero(wrong <= WRONG_ANSWERS)
    return round(float(sureness[order][kept[-1]]), 4) if len(kept) else 1.0


def _quantile(
    mass: npt.NDArray[Any], of_kind: npt.NDArray[np.bool_], bound: float, least: float = 0.5
) -> float:
    """The mass that at most `bound` of the texts not of this kind reach; never below `least`."""
    others = mass[~of_kind]
    return round(max(least, float(np.quantile(others, 1 - bound))), 4) if len(others) else least
