"""On which day a person is asked next. Pure; days are local."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from content.home import HOME_ZONE
from flows.aftercare.rules import rhythm_rules

WEEK = 7


def first_day(started_on: date, weekday: int) -> date:
    """The first such weekday after the day of enrolment (Monday 0)."""
    ahead = (weekday - started_on.weekday()) % WEEK
    return started_on + timedelta(days=ahead or WEEK)


def day_after(previous: date, started_on: date, weekday: int, today: date) -> date | None:
    """The day of the check-in after `previous`, later than `today`; None when the year is over."""
    rules = rhythm_rules()
    day = previous - timedelta(days=(previous.weekday() - weekday) % WEEK)
    for _ in range(rules.stretches[-1].until_week):
        week = (day - started_on).days // WEEK
        every = next((part.every for part in rules.stretches if week < part.until_week), None)
        if every is None:
            return None
        day += timedelta(weeks=every)
        if day > max(today, previous):
            return day
    return None


def moment(day: date, hour: int) -> datetime:
    """The local hour of a day, aware."""
    return datetime.combine(day, time(hour), HOME_ZONE)


def local_day(now: datetime) -> date:
    """The local date of a moment."""
    return now.astimezone(HOME_ZONE).date()


def is_phq2_due(done_on: Sequence[date], today: date) -> bool:
    """Whether the mood questions are due: every so many weeks since one was answered.

    `done_on`: days on which they were answered, the latest first.
    """
    weeks = rhythm_rules().phq2_every_weeks
    return not done_on or today - done_on[0] >= timedelta(weeks=weeks)


def midweek_day(checkin_on: date, started_on: date) -> date | None:
    """The day of the one-tap check after a check-in, None once the first stretch is over."""
    rules = rhythm_rules()
    day = checkin_on - timedelta(days=WEEK - rules.midweek_after_days)
    if not 0 < (day - started_on).days <= rules.midweek_for_days:
        return None
    return day
