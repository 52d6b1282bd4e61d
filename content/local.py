"""What the local plans say of one place: facilities, targets, report dates, and what changed since.

Each site is a YAML file in `sites/`, named by its id. Every fact has the section of the plan it
stands in. The plans are past their period: what is shown says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Self

import yaml
from pydantic import Field, StringConstraints, model_validator

from content.indicator import Slug, Unit
from content.phones import ALLOWED_NUMBERS, unknown_numbers
from content.schema import Bilingual, DocumentId, Line, Prose, Source, Strict, TopicId

HOME = Path(__file__).parent / "sites"
SITES = ("binh-thuan", "quang-ngai", "lai-chau", "hai-phong-kien-an", "ha-nam")
DEFAULT_SITE = "binh-thuan"

MonthDay = Annotated[str, StringConstraints(pattern=r"^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$")]


class FactKind(StrEnum):
    """What sort of local knowledge a fact is."""

    FACILITY = "facility"
    HOTLINE = "hotline"
    COUNSELLING = "counselling"
    COMMUNITY = "community"
    METHADONE = "methadone"
    JOBS = "jobs"
    LOANS = "loans"
    LEGAL_AID = "legal_aid"
    VOLUNTEERS = "volunteers"
    PILOT = "pilot"


class Bound(StrEnum):
    """How a target's value is meant: "trên 80%" is OVER, "đạt 70%" is EXACTLY, "ít nhất" AT_LEAST.

    CUT is a reduction by the value against the year before.
    """

    OVER = "over"
    AT_LEAST = "at_least"
    EXACTLY = "exactly"
    CUT = "cut"


class Period(StrEnum):
    """What a report covers."""

    HALF_YEAR = "half_year"
    YEAR = "year"


class Phone(Strict):
    """A telephone number as a plan prints it. Only an allowed one may be shown to people."""

    printed: Line

    @property
    def is_shown(self) -> bool:
        """Whether people may see it; else it is for staff, as unverified."""
        return self.printed in ALLOWED_NUMBERS


class Fact(Strict):
    """One thing the plan says. `text` is a whole sentence in our words; `note` is for staff.

    `name` is what the plan calls a place. `topics`: the answers below which it is shown.
    """

    kind: FactKind
    name: Line | None = None
    text: Bilingual[Prose]
    section: Line
    topics: tuple[TopicId, ...] = ()
    phone: Phone | None = None
    note: Prose | None = None


class Target(Strict):
    """The value a plan set for an indicator, to be reached in `year` (None: every year of it)."""

    indicator: Slug
    bound: Bound
    value: Annotated[float, Field(ge=0)]
    to: float | None = None
    unit: Unit
    year: Annotated[int, Field(ge=2014, le=2025)] | None = None
    text: Bilingual[Prose]
    section: Line


class Report(Strict):
    """A report that the plan asks for: `before` is the month and day it is due before, if printed.

    `sent_to` is the body as the plan names it.
    """

    period: Period
    before: MonthDay | None = None
    sent_to: Line
    section: Line


class Change(Strict):
    """What is different now from what the plan says, and where that stands."""

    text: Bilingual[Prose]
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


class Site(Strict):
    """The local knowledge of one place.

    `province` is the province id as the plan names it, `province_now` the one since 1/7/2025
    (ids of nlu.entities). `plan` is the document; the years are the plan's period.
    """

    id: Slug
    name: Bilingual[Line]
    province: Slug
    province_now: Slug
    plan: DocumentId
    issuer: Line
    first_year: int
    last_year: int
    checked_on: date
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    targets: Annotated[tuple[Target, ...], Field(min_length=1)]
    reports: Annotated[tuple[Report, ...], Field(min_length=1)]
    changes: Annotated[tuple[Change, ...], Field(min_length=1)]

    def about(self, topic: str) -> tuple[Fact, ...]:
        """The facts to show below the answer of `topic`."""
        return tuple(fact for fact in self.facts if topic in fact.topics)

    def report(self, period: Period) -> Report | None:
        """The report of that period, if the plan asks for one."""
        return next((report for report in self.reports if report.period is period), None)

    @model_validator(mode="after")
    def _shows_no_number_of_its_own(self) -> Self:
        for text in self.shown():
            for found in unknown_numbers(text):
                raise ValueError(f"{self.id}: a telephone number stands in a text: {found}")
        return self

    def shown(self) -> Iterator[str]:
        """Every text that people may see."""
        held = [fact.text for fact in self.facts]
        held += [change.text for change in self.changes]
        for pair in held:
            yield from (text for text in (pair.vi, pair.en) if text)


@cache
def site(name: str) -> Site:
    """The site of that id. Raises KeyError for one that is not known."""
    if name not in SITES:
        raise KeyError(name)
    raw = _read(f"{name}.yml")
    return Site.model_validate(raw)


def site_of(province: str) -> Site | None:
    """The site whose plan was made for a province, by its name then or, failing that, now."""
    known = [site(name) for name in SITES]
    return next(
        (one for one in known if one.province == province),
        next((one for one in known if one.province_now == province), None),
    )


def _read(name: str) -> Any:  # noqa: ANN401 - a file may hold anything
    return yaml.load((HOME / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
