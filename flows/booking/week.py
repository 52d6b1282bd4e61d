"""A place's week as staff see it: every time with how many can come and how many will."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from content.home import HOME_ZONE
from flows.booking.desk import SHOWN, midnight
from flows.booking.holidays import is_holiday
from flows.booking.hours import changes_of
from flows.booking.openings import every_time
from flows.booking.seats import State
from flows.booking.services import Service
from flows.booking.tables import BookingRow

DAYS = 7


@dataclass(frozen=True)
class Hour:
    """A time of a service. `seats`: who can come at once, 0 where the hours were changed since.

    `booked` have the seat, `held` are just being talked about.
    """

    service: Service
    start: datetime
    end: datetime
    seats: int
    booked: int
    held: int

    @property
    def free(self) -> int:
        """How many more can come."""
        return max(self.seats - self.booked - self.held, 0)


@dataclass(frozen=True)
class Day:
    """A local day. `closed`: staff shut the place; `holiday`: a public holiday.

    `closed_for`: single services that are shut.
    """

    date: date
    hours: tuple[Hour, ...]
    closed: bool
    closed_for: tuple[Service, ...]
    holiday: bool

    @property
    def booked(self) -> int:
        """How many people come."""
        return sum(hour.booked for hour in self.hours)

    @property
    def free(self) -> int:
        """How many more could."""
        return sum(hour.free for hour in self.hours)


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


async def days_of(
    session: AsyncSession, place: int, first: date, now: datetime, days: int = DAYS
) -> Sequence[Day]:
    """So many local days of a place from `first` on, their hours by time and then by service."""
    dates = [first + timedelta(days=n) for n in range(days)]
    slots = await every_time(session, place, dates)
    taken, held, ends = await _taken(session, place, dates, now)
    hours = {
        (slot.start, service): Hour(
            service,
            slot.start,
            slot.end,
            len(slot.seats),
            taken[slot.start, service],
            held[slot.start, service],
        )
        for service, found in slots.items()
        for slot in found
    }
    # Whoever booked before the hours were changed still comes.
    for start, service in ends.keys() - hours.keys():
        end, booked = ends[start, service], taken[start, service]
        if booked:
            hours[start, service] = Hour(service, start, end, 0, booked, 0)
    order = {service: place for place, service in enumerate(Service)}
    by_day: dict[date, list[Hour]] = {day: [] for day in dates}
    for start, service in sorted(hours, key=lambda key: (key[0], order[key[1]])):
        by_day[start.astimezone(HOME_ZONE).date()].append(hours[start, service])
    shut = [change for change in await changes_of(session, place, dates[0]) if change.opens is None]
    return [
        Day(
            day,
            tuple(by_day[day]),
            any(change.day == day and change.service is None for change in shut),
            tuple(Service(one.service) for one in shut if one.day == day and one.service),
            is_holiday(day),
        )
        for day in dates
    ]


Key = tuple[datetime, Service]


async def _taken(
    session: AsyncSession, place: int, dates: Sequence[date], now: datetime
) -> tuple[Counter[Key], Counter[Key], dict[Key, datetime]]:
    """How many are booked and how many held at each time of a service, and when each ends."""
    found = await session.execute(
        select(
            BookingRow.service,
            BookingRow.start,
            func.max(BookingRow.end, type_=BookingRow.end.type),
            func.count(BookingRow.held_until),
            func.count(),
        )
        .where(
            BookingRow.place == place,
            BookingRow.start >= midnight(dates[0]),
            BookingRow.start < midnight(dates[-1] + timedelta(days=1)),
            BookingRow.state.in_((State.HELD, *SHOWN)),
            or_(BookingRow.held_until.is_(None), BookingRow.held_until > now),
        )
        .group_by(BookingRow.service, BookingRow.start)
    )
    # Only a hold has a time until which it stands.
    taken: Counter[Key] = Counter()
    held: Counter[Key] = Counter()
    ends: dict[Key, datetime] = {}
    for service, start, end, holds, all_of_them in found:
        key = (start, Service(service))
        taken[key], held[key], ends[key] = all_of_them - holds, holds, end
    return taken, held, ends
