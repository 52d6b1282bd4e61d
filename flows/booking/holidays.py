"""Public holidays of Viet Nam, from the `holidays` package.

It knows the days of the law and, for years the government has announced, the days swapped for
them. It misses swaps of later years and what a province or a place closes for: staff enter those
as changes of a day, which always win.
"""

from __future__ import annotations

from datetime import date
from functools import cache


@cache
def _of_year(year: int) -> frozenset[date]:
    # Imported on first use: the package takes longer to load than the rest of the room.
    from holidays import country_holidays  # noqa: PLC0415

    return frozenset(country_holidays("VN", years=year))


def is_holiday(day: date) -> bool:
    """Whether a day is a public holiday."""
    return day in _of_year(day.year)
