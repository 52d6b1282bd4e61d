"""By when somebody answers, said honestly. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache

import holidays

from content.home import HOME_ZONE
from flows.aftercare.rules import office_rules

LONGEST_REST = 30
"""Most days in a row without a working one that are looked through; Tết is far shorter."""


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("VN", years=year))


def is_working(day: date) -> bool:
    """Whether the office is open on a day."""
    return day.weekday() in office_rules().weekdays and day not in _holidays(day.year)


def is_open(now: datetime) -> bool:
    """Whether the office is open at a moment."""
    local, rules = now.astimezone(HOME_ZONE), office_rules()
    return is_working(local.date()) and rules.opens <= local.time() < rules.closes


def answered_by(now: datetime) -> datetime:
    """The latest moment by which a message written now is answered.

    It is the close of the working day that lies `answer_working_days` after the day on which the
    office first sees it.
    """
    local, rules = now.astimezone(HOME_ZONE), office_rules()
    day = local.date()
    if not is_working(day) or local.time() >= rules.closes:
        day = _next_working(day)
    for _ in range(rules.answer_working_days):
        day = _next_working(day)
    return datetime.combine(day, rules.closes, HOME_ZONE)


def _next_working(day: date) -> date:
    for ahead in range(1, LONGEST_REST):
        if is_working(day + timedelta(days=ahead)):
            return day + timedelta(days=ahead)
    raise ValueError(f"no working day in the {LONGEST_REST} days after {day}")
