"""The rules of aftercare, read from their files: triage, rhythm, ladder and retention."""

from __future__ import annotations

from datetime import time
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

import yaml
from pydantic import Field, model_validator

from content.schema import Line, Strict

HOME = Path(__file__).parent


class Level(StrEnum):
    """How soon a person should be with somebody."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Rule(Strict):
    """One triage rule; see the head of rules.yml."""

    id: Line
    level: Literal[Level.RED, Level.AMBER]
    item: Line | None = None
    items: tuple[Line, ...] = ()
    one_of: tuple[Line, ...] = Field(default=(), alias="is")
    again: bool = False
    least: int | None = None
    most: int | None = None
    rise: int | None = None
    drop: int | None = None
    more: bool = False
    skipped: bool = False
    also: bool = False
    band: Line | None = None

    @model_validator(mode="after")
    def _looks_at_something(self) -> Self:
        if (self.item is None) == (not self.items):
            raise ValueError(f"{self.id}: needs either item or items")
        if bool(self.items) != (self.band is not None):
            raise ValueError(f"{self.id}: several items are judged by their band, one is not")
        return self

    @property
    def looked_at(self) -> tuple[str, ...]:
        """The items that the rule needs."""
        return self.items or (self.item or "",)


class Rules(Strict):
    """All triage rules, in order, and the crisis card that a reason shows."""

    source: Line
    mean_of: Annotated[int, Field(ge=1, le=12)]
    rules: tuple[Rule, ...]
    cards: dict[Line, Line]


class Stretch(Strict):
    """Up to `until_week` after the start, a check-in every `every` weeks."""

    until_week: int
    every: int


class Rhythm(Strict):
    """How often a person is asked; see rhythm.yml."""

    source: Line
    stretches: tuple[Stretch, ...]
    hours: tuple[Annotated[int, Field(ge=7, le=20)], ...]
    reminders_after_days: tuple[int, ...]
    given_up_after_days: int
    early_days: int
    phq2_every_weeks: int
    capital_every_days: int
    midweek_after_days: int
    midweek_for_days: int
    longest_pause_days: int


class Rung(Strict):
    """Who has an alert that nobody has seen after `minutes`."""

    minutes: int
    holder: Line


class Ladder(Strict):
    """How long staff have, and whose an alert becomes while it is unseen; see ladder.yml."""

    source: Line
    due_hours: dict[Line, int]
    rungs: dict[Line, tuple[Rung, ...]]


class Office(Strict):
    """When somebody answers messages; see office.yml."""

    source: Line
    weekdays: tuple[Annotated[int, Field(ge=0, le=6)], ...]
    opens: time
    closes: time
    answer_working_days: int


class Retention(Strict):
    """How long things are kept; see retention.yml."""

    source: Line
    closed_case_days: int
    unused_invite_days: int
    closed_task_days: int
    settled_notification_days: int
    receipt_days: int


def _read(name: str) -> object:
    return yaml.safe_load((HOME / name).read_text(encoding="utf-8"))


@cache
def triage_rules() -> Rules:
    """The triage rules."""
    return Rules.model_validate(_read("rules.yml"))


@cache
def rhythm_rules() -> Rhythm:
    """The rhythm of check-ins."""
    return Rhythm.model_validate(_read("rhythm.yml"))


@cache
def ladder_rules() -> Ladder:
    """The ladder of alerts."""
    return Ladder.model_validate(_read("ladder.yml"))


@cache
def office_rules() -> Office:
    """The office hours."""
    return Office.model_validate(_read("office.yml"))


@cache
def retention_rules() -> Retention:
    """The terms of keeping."""
    return Retention.model_validate(_read("retention.yml"))
