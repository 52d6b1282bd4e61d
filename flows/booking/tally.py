"""How bookings ended, by service: of those that are still there and of those forgotten since."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from flows.booking.seats import State
from flows.booking.tables import BookingRow, PlaceRow
from flows.counts.daily import Kind, Span, add_one, day_of, sums


class End(StrEnum):
    """How a booking ended, as a report tells it. OPEN: nobody noted it."""

    CAME = "came"
    MISSED = "missed"
    GIVEN_UP = "given_up"
    OPEN = "open"


ENDS: Mapping[State, End] = MappingProxyType(
    {
        State.ARRIVED: End.CAME,
        State.DONE: End.CAME,
        State.REFERRED: End.CAME,
        State.MISSED: End.MISSED,
        State.CANCELLED: End.GIVEN_UP,
        State.CLOSED: End.GIVEN_UP,
        State.BOOKED: End.OPEN,
    }
)
"""Every state but a hold, which is no booking yet."""


async def count_out(session: AsyncSession, row: BookingRow) -> None:
    """Count a booking that is about to be deleted, unless it was to try a demo place with."""
    end = ENDS.get(State(row.state))
    place = await session.get(PlaceRow, row.place)
    if end and place and not place.demo:
        await add_one(session, day_of(row.start), Kind.BOOKING, f"{row.service}.{end}")


async def by_service(session: AsyncSession, span: Span) -> dict[str, dict[str, int]]:
    """By service, how many ended how: true counts, for flows.counts."""
    found = await session.execute(
        select(BookingRow.service, BookingRow.state, func.count())
        .join(PlaceRow, PlaceRow.id == BookingRow.place)
        .where(
            PlaceRow.demo.is_(False),
            BookingRow.start >= span.begins,
            BookingRow.start < span.ends,
            BookingRow.state != State.HELD,
        )
        .group_by(BookingRow.service, BookingRow.state)
    )
    ended: dict[str, dict[str, int]] = {}
    for service, state, count in found:
        _add(ended, service, ENDS[State(state)], count)
    for topic, count in (await sums(session, Kind.BOOKING, span)).items():
        service, _, end = topic.partition(".")
        _add(ended, service, end, count)
    return ended


def _add(ended: dict[str, dict[str, int]], service: str, end: str, count: int) -> None:
    of_service = ended.setdefault(service, {})
    of_service[end] = of_service.get(end, 0) + count
