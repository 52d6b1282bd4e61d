"""Scoring by WHO ASSIST 3.1: what is asked of whom, the points, the bands. Pure.

Completeness stands apart from the score: an item that somebody would rather not answer counts
nothing, and the result says that it may be incomplete.
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
    """The bands, from low to high."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"

    @property
    def rank(self) -> int:
        """0 for low, 2 for high."""
        return list(Level).index(self)


class Injecting(StrEnum):
    """Whether somebody injected; UNSAID where they would rather not say."""

    NEVER = "never"
    RECENT = "recent"
    EARLIER = "earlier"
    UNSAID = "unsaid"


@dataclass(frozen=True)
class Score:
    """A substance's level and points; `points` is None where only the level was kept."""

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

        Source: facts pack instruments §1, "Injecting (Q8)", a design choice.
        """
        levels = [score.level for score in self.scores] or [Level.LOW]
        if self.injecting is Injecting.RECENT:
            levels.append(Level.MODERATE)
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
    total = sum(
        rules.points(rules.item(name), answer)
        for of, name in steps
        if of == substance and (answer := answers.get((of, name))) is not None
    )
    return Score(substance, Level(rules.band(total, substance).id), total)


def _items_of(substance: str) -> list[Item]:
    return [
        item for item in instrument().items if item.per_substance and substance not in item.not_for
    ]
