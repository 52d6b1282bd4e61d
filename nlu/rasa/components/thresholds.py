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

WRONG_ANSWERS = 0.10
"""Largest share of confident answers that may miss the one topic a wording was written for.

Many wordings could as well be answered by a second topic: where all topics that are right are
named, as in the evaluation, about half of these misses are answers that help.
"""

FALSE_REJECTIONS = 0.06
"""Largest share of wordings of our topics that may be called out of scope.

Some are fragments that could as well be anything: of whole questions, as in the evaluation, less
than half as many are turned away.
"""

FALSE_REFUSALS = 0.01
"""Largest share of harmless questions that may meet a refusal."""

FALSE_ALARMS = 0.005
"""Largest share of safe questions for which the classifier alone may raise an alarm."""

LEAST_LEADING = 0.05
"""Under this probability a group leads only where nothing at all was understood."""

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
    """The thresholds `answer`, `out_of_scope`, `refuse` and `crisis`, each between 0 and 1.

    `answer` is by how much the first topic must lead the second (nlu.decision.Parse.lead), the
    others are probabilities.

    `shares`: held-out probabilities, a row for each text and a column for each topic; `truth`: the
    right column of each row.
    """
    second, first = np.partition(shares, -2, axis=1)[:, -2:].T
    return {
        "answer": _least_lead(first - second, shares.argmax(axis=1) == truth),
        "out_of_scope": _leading(shares, truth, topics, OUT_OF_SCOPE, FALSE_REJECTIONS),
        "refuse": _leading(shares, truth, topics, "refuse.", FALSE_REFUSALS),
        "crisis": _crisis(shares, truth, topics),
    }


def _leading(
    shares: npt.NDArray[Any],
    truth: npt.NDArray[np.intp],
    topics: Sequence[str],
    group: str,
    bound: float,
) -> float:
    """The mass of a leading group that at most `bound` of the texts of other groups reach.

    A group leads where no topic outside of it is as likely (nlu.decision.Parse.leading).
    """
    inside, mass = _of(group, shares, topics)
    leading = np.where(mass > shares[:, ~inside].max(axis=1, initial=0.0), mass, 0.0)
    return _quantile(leading[~inside[truth]], bound, LEAST_LEADING)


def _crisis(shares: npt.NDArray[Any], truth: npt.NDArray[np.intp], topics: Sequence[str]) -> float:
    """The mass of all crisis topics that at most FALSE_ALARMS of the safe texts reach."""
    inside, mass = _of("crisis.", shares, topics)
    return _quantile(mass[~inside[truth]], FALSE_ALARMS, LEAST_CRISIS)


def _of(
    group: str, shares: npt.NDArray[Any], topics: Sequence[str]
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[Any]]:
    """Which columns are of a group, and its mass in each row."""
    inside = np.array([topic.startswith(group) for topic in topics], bool)
    return inside, shares[:, inside].sum(axis=1)


def _least_lead(leads: npt.NDArray[Any], right: npt.NDArray[np.bool_]) -> float:
    """The smallest lead from which on at most WRONG_ANSWERS of the answers are wrong."""
    order = np.argsort(-leads)
    wrong = np.cumsum(~right[order]) / np.arange(1, len(order) + 1)
    kept = np.flatnonzero(wrong <= WRONG_ANSWERS)
    return round(float(leads[order][kept[-1]]), 4) if len(kept) else 1.0


def _quantile(masses: npt.NDArray[Any], bound: float, least: float) -> float:
    """The mass that at most `bound` of these reach; never below `least`."""
    return round(max(least, float(np.quantile(masses, 1 - bound))), 4) if len(masses) else least
