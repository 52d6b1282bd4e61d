"""When the pictures are taken, and who works here: nobody of this house exists."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from admin.roles import Role
from content.home import HOME_ZONE

NOW = datetime(2026, 11, 23, 2, 40, tzinfo=UTC)
"""A Monday, 09:40 in Viet Nam."""

TODAY = NOW.astimezone(HOME_ZONE).date()

STAFF = {
    "anh": Role.EDITOR,
    "chi": Role.REVIEWER,
    "lan": Role.SUPPORTER,
    "binh": Role.COUNSELLOR,
    "sep": Role.LEAD,
    "hoa": Role.ANALYST,
    "dung": Role.ADMINISTRATOR,
}


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A time of a day in Viet Nam."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=HOME_ZONE).astimezone(UTC)


def days_ago(days: int, hour: int, minute: int = 0) -> datetime:
    """A time of a day before TODAY."""
    return at(TODAY - timedelta(days=days), hour, minute)
