"""Scoring by WHO ASSIST 3.1: what is asked of whom, the points, the bands. Pure.

An item that somebody would rather not answer counts nothing, and the result says that it may be
incomplete. It is never called low while what was left unsaid could lift it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TypeAlias

from content.instrument import Instrument, Item, load

NEVER = "never"
USE, INJECTING = "use", "injecting"

Step: TypeAlias = tuple[str | None, str]
"""What is asked: an item, and the substance it is asked of (None: of none)."""

Answers: TypeAlias = Mapping[Step, str | None]
"""What was answered: an answer's id, None for "I'd rather not say"."""


class Level(StrEnum):
    """The bands from low to high, and between them what is not known to be low.

    LOW_SO_FAR: what was answered is low, but what was left unsaid could lift it. UNKNOWN: so much
    was left unsaid that nothing can be told.
    """

    LOW = "low"
    LOW_SO_FAR = "low_so_far"
    UNKNOWN = "unknown"
    MODERATE = "moderate"
    HIGH = "high"

    @property
    def rank(self) -> int:
        """0 for low, the most for high."""
        return list(Level).index(self)

    @property
    def is_band(self) -> bool:
        """Whether the answers place somebody in a band of the instrument."""
        return self not in (Level.LOW_SO_FAR, Level.UNKNOWN)

    @property
    def counted(self) -> str:
        """As what it is counted: low only where it surely is."""
        return (self if self.is_band else Level.UNKNOWN).value

    def at_least(self, other: Level) -> bool:
        """Whether it is `other` or above it."""
        return self.rank >= other.rank


class Injecting(StrEnum):
    """Whether somebody injected; UNSAID where they would rather not say."""

    NEVER = "never"
    RECENT = "recent"
    EARLIER = "earlier"
    UNSAID = "unsaid"


@dataclass(frozen=True)
class Score:
    """A substance's level, and the points of what was answered unless only the level was kept."""

    substance: str
    level: Level
    points: int | None = None


@dataclass(frozen=True)
class Result:
    """What the answers come to, one score for each substance that was ever used."""

    scores: tuple[Score, ...]
    injecting: Injecting = Injecting.NEVER
    is_complete: bool = True

    @property
    def level(self) -> Level:
        """The highest level; somebody who injected lately is at least at moderate risk.

        Source: facts pack instruments §1, "Injecting (Q8)", a design choice. So who does not say
        whether they injected is not plainly low.
        """
        levels = [score.level for score in self.scores] or [Level.LOW]
        if self.injecting is Injecting.RECENT:
            levels.append(Level.MODERATE)
        elif self.injecting is Injecting.UNSAID:
            levels.append(Level.LOW_SO_FAR)
        return max(levels, key=lambda level: level.rank)

    @property
    def first(self) -> Score | None:
        """What to talk about first: the highest level, within it the most points."""
        if not self.scores:
            return None
        return max(self.scores, key=lambda score: (score.level.rank, score.points or 0))


@cache
def instrument() -> Instrument:
    """The instrument with its rules."""
    return load("assist")


def plan(chosen: Sequence[str], answers: Answers) -> tuple[Step, ...]:
    """All that is to be asked of somebody who ever used `chosen`, as far as is known now.

    While the item about use has no answer its followers count as to be asked, so a plan only gets
    shorter. Someone who did not use lately, or would rather not say, is not asked about it.
    """
    steps: list[Step] = []
    for substance in chosen:
        lately = answers.get((substance, USE), "unknown") not in (None, NEVER)
        steps.extend(
            (substance, item.id) for item in _items_of(substance) if lately or item.when != "recent"
        )
    return (*steps, (None, INJECTING)) if chosen else ()


def result(chosen: Sequence[str], answers: Answers) -> Result:
    """What `answers` come to; those that the plan does not ask for count nothing."""
    steps = plan(chosen, answers)
    injected = answers.get((None, INJECTING)) if chosen else NEVER
    return Result(
        tuple(_score(substance, steps, answers) for substance in chosen),
        Injecting(injected) if injected else Injecting.UNSAID,
        all(answers.get(step) is not None for step in steps),
    )


def most_points(substance: str) -> int:
    """The highest score of a substance."""
    rules = instrument()
    return sum(
        max(option.points or 0 for option in rules.options(item)) for item in _items_of(substance)
    )


def _score(substance: str, steps: Sequence[Step], answers: Answers) -> Score:
    rules = instrument()
    use = answers.get((substance, USE))
    # Whoever would rather not say how often is not asked on, yet all of that is left unsaid.
    counted = {
        item.id: answers.get((substance, item.id)) if (substance, item.id) in steps else None
        for item in _items_of(substance)
        if use != NEVER or item.when != "recent"
    }
    points, _ = rules.bounds(counted)
    band = rules.sure_band(counted, substance)
    if band is None:
        return Score(substance, Level.UNKNOWN if use is None else Level.LOW_SO_FAR, points)
    return Score(substance, Level(band.id), points)


def _items_of(substance: str) -> list[Item]:
    return [
        item for item in instrument().items if item.per_substance and substance not in item.not_for
    ]
