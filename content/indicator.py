"""The indicators of the reports: what is counted, how it is defined, and who tells the number.

`indicators/plan.yml`: what the local plans set targets for, entered by staff. `activities.yml`:
what they ask to be done without a target, entered too. `service.yml`: what the service counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Self

import yaml
from pydantic import Field, StringConstraints, model_validator

from content.schema import Bilingual, Line, Prose, Strict

HOME = Path(__file__).parent / "indicators"

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z]+(?:[-_][a-z]+)*$")]


class Unit(StrEnum):
    """What a target counts."""

    PERCENT = "percent"
    PEOPLE = "people"
    COUNT = "count"


class Better(StrEnum):
    """Which way a number should go."""

    MORE = "more"
    LESS = "less"


class Indicator(Strict):
    """Something that a report tells a number of.

    A percentage is entered as `part` of `whole` (`cut`: the part is how many are left of the
    whole); another number is counted in `counted_in`. `measure`: the count of the service that
    fills it. `sections`: for an activity, where the plan of each site asks for it.
    """

    id: Slug
    unit: Unit
    text: Bilingual[Line]
    definition: Bilingual[Prose]
    better: Better = Better.MORE
    part: Bilingual[Line] | None = None
    whole: Bilingual[Line] | None = None
    cut: bool = False
    counted_in: Bilingual[Line] | None = None
    measure: Slug | None = None
    sections: dict[Slug, Line] = Field(default_factory=dict)

    @property
    def is_share(self) -> bool:
        """Whether it is entered as a part of a whole."""
        return self.unit is Unit.PERCENT

    @model_validator(mode="after")
    def _says_what_it_counts(self) -> Self:
        if self.is_share != bool(self.part and self.whole) or self.is_share == bool(
            self.counted_in
        ):
            raise ValueError(f"{self.id}: a share has part and whole, another number counted_in")
        return self


@cache
def plan_indicators() -> Mapping[str, Indicator]:
    """What plans set targets for, by id."""
    return _read("plan.yml")


@cache
def activities() -> Mapping[str, Indicator]:
    """What plans ask to be done without a target, by id."""
    return _read("activities.yml")


@cache
def service_indicators() -> Mapping[str, Indicator]:
    """What the service counts itself, by id, in the order of the report."""
    return _read("service.yml")


def _read(name: str) -> Mapping[str, Indicator]:
    raw = yaml.load((HOME / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return MappingProxyType({entry["id"]: Indicator.model_validate(entry) for entry in raw})
