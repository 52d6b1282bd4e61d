"""The appointments of one day at every place, for whoever looks at the day as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from flows.booking.desk import SHOWN, midnight
from flows.booking.tables import BookingRow, PlaceRow


@dataclass(frozen=True)
class Appointment:
    """One appointment: its number, when, of which service, where."""

    id: int
    start: datetime
    service: str
    place: str


@dataclass(frozen=True)
class Day:
    """A day: how many appointments there are, and the next of them."""

    count: int
    coming: Sequence[Appointment]


async def of_day(session: AsyncSession, day: date, now: datetime, most: int) -> Day:
    """The appointments of a local day; `coming`: up to `most` that have not begun at `now`."""
    # By place, because appointments are kept in the order of place and time.
    on_day = (
        BookingRow.place.in_(select(PlaceRow.id)),
        BookingRow.start >= midnight(day),
        BookingRow.start < midnight(day + timedelta(days=1)),
        BookingRow.state.in_(SHOWN),
    )
    count = await session.scalar(select(func.count(BookingRow.id)).where(*on_day))
    coming = await session.execute(
        select(BookingRow.id, BookingRow.start, BookingRow.service, PlaceRow.name)
        .join(PlaceRow, PlaceRow.id == BookingRow.place)
        .where(*on_day, BookingRow.start >= now)
        .order_by(BookingRow.start, BookingRow.id)
        .limit(most)
    )
    return Day(count or 0, [Appointment(*row) for row in coming.all()])
