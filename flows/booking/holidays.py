"""Public holidays of Viet Nam, from the `holidays` package.

It knows the days of the law and, for years the government has announced, the days swapped for
them. It misses swaps of later years and what a province or a place closes for: staff enter those
as changes of a day, which always win.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

LANGUAGES = {"vi": "vi", "en": "en_US"}
"""What the package calls the languages of the service."""


@cache
def _of_year(year: int, language: str = "vi") -> Mapping[date, str]:
    # Imported on first use: the package takes longer to load than the rest of the room.
    from holidays import country_holidays  # noqa: PLC0415

    return MappingProxyType(
        dict(country_holidays("VN", years=year, language=LANGUAGES.get(language, "vi")))
    )


def is_holiday(day: date) -> bool:
    """Whether a day is a public holiday."""
    return day in _of_year(day.year)


def name_of(day: date, language: str) -> str:
    """What a public holiday is called; empty for another day."""
    return _of_year(day.year, language).get(day, "")


def ahead(day: date, days: int, language: str) -> Sequence[tuple[date, str]]:
    """The public holidays among so many days from `day` on, with their names."""
    coming = (day + timedelta(days=n) for n in range(days))
    return [(one, name_of(one, language)) for one in coming if is_holiday(one)]
