"""Who is on duty when, and what may honestly be promised from that. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from content.home import HOME_ZONE
from flows.booking.holidays import is_holiday

DAY_MINUTES = 24 * 60
LONGEST_LOOK = 40
"""Days ahead that are looked through for somebody on duty; Tết is far shorter."""


@dataclass(frozen=True)
class Shift:
    """Hours of every week of one account: minutes of the local day; `rank` 1 is called first."""

    staff: str
    weekday: int
    opens: int
    closes: int
    rank: int


@dataclass(frozen=True)
class Promise:
    """By when somebody answers. `now`: on duty at once; else `opens` is when duty begins."""

    now: bool
    opens: datetime
    by: datetime


@dataclass(frozen=True)
class Roster:
    """All shifts, and the days that are other than the calendar says (True: kept)."""

    shifts: Sequence[Shift]
    days: Mapping[date, bool] = field(default_factory=dict)

    def is_kept(self, day: date) -> bool:
        """Whether duty is kept on a day: as staff entered it, else not on public holidays."""
        return self.days.get(day, not is_holiday(day))

    def on_duty(self, moment: datetime) -> list[str]:
        """The accounts on duty at a moment, each once, in the order in which they are called."""
        local = moment.astimezone(HOME_ZONE)
        if not self.is_kept(local.date()):
            return []
        minute = local.hour * 60 + local.minute
        there = [
            shift
            for shift in self.shifts
            if shift.weekday == local.weekday() and shift.opens <= minute < shift.closes
        ]
        there.sort(key=lambda shift: (shift.rank, shift.staff))
        return list(dict.fromkeys(shift.staff for shift in there))

    def next_opening(self, moment: datetime) -> datetime | None:
        """When the first shift after a moment begins; None where none does for LONGEST_LOOK."""
        local = moment.astimezone(HOME_ZONE)
        for ahead in range(LONGEST_LOOK):
            day = local.date() + timedelta(days=ahead)
            if not self.is_kept(day):
                continue
            starts = (
                at_minute(day, shift.opens)
                for shift in self.shifts
                if shift.weekday == day.weekday()
            )
            later = [start for start in starts if start > moment]
            if later:
                return min(later)
        return None

    def promise(self, now: datetime, within: timedelta) -> Promise | None:
        """What may be said to somebody who writes now; None where nobody will be there.

        Duty that ends before the time to answer has run out is no promise.
        """
        if self.on_duty(now) and self.on_duty(now + within):
            return Promise(now=True, opens=now, by=now + within)
        opens = self.next_opening(now)
        return None if opens is None else Promise(now=False, opens=opens, by=opens + within)


def at_minute(day: date, minute: int) -> datetime:
    """A minute of a local day; DAY_MINUTES is its end."""
    return datetime(day.year, day.month, day.day, tzinfo=HOME_ZONE) + timedelta(minutes=minute)
