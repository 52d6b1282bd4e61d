"""A place's free times, read from the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from content.home import HOME_ZONE
from flows.booking.holidays import is_holiday
from flows.booking.services import Service
from flows.booking.slots import Change, Opening, Rule, Slot, free_slots, slots_on
from flows.booking.tables import BookingRow, ChangeRow, CounsellorRow, RuleRow


async def free_times(
    session: AsyncSession, place: int, service: Service, days: Sequence[date], now: datetime
) -> tuple[Slot, ...]:
    """The slots of these local days that still have a seat. A seat whose hold is over is free."""
    if not days:
        return ()
    slots = await all_times(session, place, service, days)
    taken = await _taken(session, place, service, days, now)
    return free_slots(slots, taken, now)


async def all_times(
    session: AsyncSession, place: int, service: Service, days: Sequence[date]
) -> tuple[Slot, ...]:
    """Every slot of these days, taken or not, in order."""
    rules = await _rules(session, place, service)
    changes = await _changes(session, place, days, service)
    return _slots(days, rules[service], changes, service)


async def every_time(
    session: AsyncSession, place: int, days: Sequence[date]
) -> dict[Service, tuple[Slot, ...]]:
    """Every slot of these days of each service that has some, taken or not."""
    rules = await _rules(session, place)
    changes = await _changes(session, place, days)
    named = {*rules, *(service for service, _ in changes if service is not None)}
    found = {
        service: _slots(days, rules[service], changes, service)
        for service in Service
        if service in named
    }
    return {service: slots for service, slots in found.items() if slots}


async def time_at(
    session: AsyncSession, place: int, service: Service, start: datetime
) -> Slot | None:
    """The slot that begins then, taken or not."""
    day = start.astimezone(HOME_ZONE).date()
    slots = await all_times(session, place, service, (day,))
    return next((slot for slot in slots if slot.start == start), None)


def _slots(
    days: Sequence[date],
    rules: Sequence[Rule],
    changes: Sequence[tuple[Service | None, Change]],
    service: Service,
) -> tuple[Slot, ...]:
    own = [change for to, change in changes if to in (None, service)]
    return tuple(slot for day in days for slot in slots_on(day, rules, own, is_holiday))


async def _rules(
    session: AsyncSession, place: int, service: Service | None = None
) -> dict[Service, list[Rule]]:
    """The rules by service, of all or of one; those of counsellors who are not there are out."""
    wanted = (
        select(RuleRow)
        .outerjoin(CounsellorRow, RuleRow.counsellor == CounsellorRow.id)
        .where(
            RuleRow.place == place,
            or_(RuleRow.counsellor.is_(None), CounsellorRow.open),
        )
        .order_by(RuleRow.id)
    )
    if service is not None:
        wanted = wanted.where(RuleRow.service == service)
    found: dict[Service, list[Rule]] = defaultdict(list)
    for row in await session.scalars(wanted):
        opening = Opening(row.opens, row.closes, row.minutes, row.seats, row.counsellor)
        found[Service(row.service)].append(Rule(row.weekday, opening, row.first, row.last))
    return found


async def _changes(
    session: AsyncSession, place: int, days: Sequence[date], service: Service | None = None
) -> list[tuple[Service | None, Change]]:
    """What is different on these days, and for which service (None: for all of them)."""
    wanted = (
        select(ChangeRow)
        .where(ChangeRow.place == place, ChangeRow.day.between(min(days), max(days)))
        .order_by(ChangeRow.id)
    )
    if service is not None:
        wanted = wanted.where(or_(ChangeRow.service.is_(None), ChangeRow.service == service))
    return [
        (Service(row.service) if row.service else None, Change(row.day, _opening(row)))
        for row in await session.scalars(wanted)
    ]


def _opening(row: ChangeRow) -> Opening | None:
    if row.opens is None or row.closes is None or row.minutes is None or row.seats is None:
        return None
    return Opening(row.opens, row.closes, row.minutes, row.seats, row.counsellor)


async def _taken(
    session: AsyncSession, place: int, service: Service, days: Sequence[date], now: datetime
) -> dict[datetime, set[int]]:
    begins, ends = _bounds(min(days))[0], _bounds(max(days))[1]
    rows = await session.execute(
        select(BookingRow.start, BookingRow.seat).where(
            BookingRow.place == place,
            BookingRow.service == service,
            BookingRow.start >= begins,
            BookingRow.start < ends,
            BookingRow.seat.is_not(None),
            or_(BookingRow.held_until.is_(None), BookingRow.held_until > now),
        )
    )
    taken: dict[datetime, set[int]] = defaultdict(set)
    for start, seat in rows:
        if seat is not None:
            taken[start].add(seat)
    return taken


def _bounds(day: date) -> tuple[datetime, datetime]:
    """The local day's first moment and that of the next."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=HOME_ZONE)
    return midnight, midnight + timedelta(days=1)
