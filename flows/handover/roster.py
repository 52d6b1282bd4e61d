"""The roster as staff keep it: weekly hours, days that are different."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from content.messages import mark
from flows.handover.duty import DAY_MINUTES, Roster, Shift
from flows.handover.states import FaultyError, GoneError, NotOpenError
from flows.handover.tables import DayRow, RosterRow, ShiftRow
from store.insert import insert_once

MOST_SHIFTS = 300
MOST_DAYS = 400
MOST_RANK = 9
LONGEST_NOTE = 100
DAYS_KEPT = 30
"""How long a day of its own is shown and kept after it is past."""


async def read(session: AsyncSession) -> Roster:
    """The roster as it is now."""
    days = await session.scalars(select(DayRow).order_by(DayRow.day.desc()).limit(MOST_DAYS))
    return Roster(
        [_shift(row) for row in await shift_rows(session)], {row.day: row.kept for row in days}
    )


async def shift_rows(session: AsyncSession) -> Sequence[ShiftRow]:
    """The shifts, by weekday, hour and order of calling."""
    found = await session.scalars(
        select(ShiftRow)
        .order_by(ShiftRow.weekday, ShiftRow.opens, ShiftRow.rank, ShiftRow.staff, ShiftRow.id)
        .limit(MOST_SHIFTS)
    )
    return found.all()


async def day_rows(session: AsyncSession, today: date) -> Sequence[DayRow]:
    """The days of their own from DAYS_KEPT ago on, in order."""
    found = await session.scalars(
        select(DayRow)
        .where(DayRow.day >= today - timedelta(days=DAYS_KEPT))
        .order_by(DayRow.day)
        .limit(MOST_DAYS)
    )
    return found.all()


async def version(session: AsyncSession) -> int:
    """How often the roster was changed."""
    row = await session.get(RosterRow, 1)
    return row.version if row else 0


async def add_shift(session: AsyncSession, seen: int, shift: Shift) -> int:
    """Put a shift on the roster; `seen` is the version that was looked at. Returns its number.

    Raises FaultyError or NotOpenError.
    """
    if not (0 <= shift.weekday < 7 and 0 <= shift.opens < shift.closes <= DAY_MINUTES):
        raise FaultyError(mark("Duty ends after it begins, on the same day. Part a night in two."))
    if not 1 <= shift.rank <= MOST_RANK:
        raise FaultyError(mark("The order of calling is a number from 1 to 9."))
    rows = await shift_rows(session)
    if len(rows) >= MOST_SHIFTS:
        raise FaultyError(mark("The roster is full. Take a line out first."))
    if any(
        (row.staff, row.weekday) == (shift.staff, shift.weekday)
        and row.opens < shift.closes
        and row.closes > shift.opens
        for row in rows
    ):
        raise FaultyError(mark("This person already has duty in these hours."))
    await _turn_page(session, seen)
    row = ShiftRow(
        staff=shift.staff,
        weekday=shift.weekday,
        opens=shift.opens,
        closes=shift.closes,
        rank=shift.rank,
    )
    session.add(row)
    await session.flush()
    return row.id


async def remove_shift(session: AsyncSession, seen: int, number: int) -> ShiftRow:
    """Take a shift out. Raises GoneError or NotOpenError."""
    row = await session.get(ShiftRow, number)
    if row is None:
        raise GoneError(mark("That is not there any more."))
    await _turn_page(session, seen)
    await session.delete(row)
    await session.flush()
    return row


async def set_day(
    session: AsyncSession, seen: int, day: date, *, kept: bool | None, note: str = ""
) -> None:
    """Say that duty is kept or not on a day; None: as the calendar says again.

    Raises NotOpenError.
    """
    await _turn_page(session, seen)
    await session.execute(delete(DayRow).where(DayRow.day == day))
    if kept is not None:
        session.add(DayRow(day=day, kept=kept, note=note.strip()[:LONGEST_NOTE]))
    await session.flush()


async def drop_staff(session: AsyncSession, staff: str) -> None:
    """Take an account out of the roster, as when it is closed."""
    await session.execute(delete(ShiftRow).where(ShiftRow.staff == staff))


async def _turn_page(session: AsyncSession, seen: int) -> None:
    """Count the change. Raises NotOpenError where somebody else was first."""
    await insert_once(session, RosterRow, id=1, version=0)
    row = await session.get_one(RosterRow, 1, with_for_update=True, populate_existing=True)
    if row.version != seen:
        raise NotOpenError(mark("Somebody else changed it meanwhile. Please look again."))
    row.version += 1
    await session.flush()


def _shift(row: ShiftRow) -> Shift:
    return Shift(row.staff, row.weekday, row.opens, row.closes, row.rank)
