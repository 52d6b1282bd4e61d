"""Appointments of a week in the demo places."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from flows.booking import demo
from flows.booking.seats import State
from flows.booking.tables import BookingRow, PlaceRow
from store.engine import Store
from tests.screenshots.moment import TODAY, at, days_ago
from tests.support.booking import a_booking

SITE = "binh-thuan"
PLACE = "Điểm tư vấn A"
TAKEN = (
    (0, (8, 0), 2), (0, (8, 30), 1), (0, (9, 30), 1), (0, (10, 0), 2),
    (2, (8, 0), 1), (2, (9, 0), 2), (2, (8, 30), 1), (2, (10, 30), 1),
    (3, (9, 0), 1), (4, (8, 0), 2), (4, (10, 0), 1),
)  # fmt: skip
"""Days from today, the time, how many seats. The Tuesday is a holiday."""

EARLY = (State.DONE, State.MISSED, State.ARRIVED)
"""What became of the first appointments of today."""


async def book(store: Store) -> tuple[int, int]:
    """The week's appointments; the place and the first appointment still to come."""
    await demo.load(store, SITE, days_ago(30, 8))
    async with store.transaction() as session:
        place = await session.scalar(select(PlaceRow.id).where(PlaceRow.name == PLACE))
    assert place
    for days, time, seats in TAKEN:
        start = at(TODAY + timedelta(days=days), *time)
        for seat in range(seats):
            await a_booking(store, place, start, f"{days}{time}{seat}", days_ago(3, 15))
    async with store.transaction() as session:
        rows = await session.scalars(select(BookingRow).order_by(BookingRow.start, BookingRow.id))
        made = rows.all()
        for row, state in zip(made, EARLY, strict=False):
            row.state = state
        return place, made[len(EARLY)].id
