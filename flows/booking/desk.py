"""What staff do with bookings: see a day, find one, say how it ended, close a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from sqlalchemy import ColumnElement, delete, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from content.home import HOME_ZONE
from content.messages import mark as text
from flows.booking import telling
from flows.booking.errors import GoneError, NotAllowedError, StaleError
from flows.booking.seats import State, give_up
from flows.booking.services import Service
from flows.booking.tables import BookingRow, ChangeRow
from flows.reach import contacts

MOST_LISTED = 500
"""Most bookings that one page or list holds."""

NEXT: Mapping[State, frozenset[State]] = MappingProxyType(
    {
        State.BOOKED: frozenset({State.ARRIVED, State.MISSED, State.DONE, State.REFERRED}),
        State.ARRIVED: frozenset({State.BOOKED, State.MISSED, State.DONE, State.REFERRED}),
        State.MISSED: frozenset({State.BOOKED, State.ARRIVED, State.DONE, State.REFERRED}),
        State.DONE: frozenset({State.ARRIVED, State.REFERRED}),
        State.REFERRED: frozenset({State.ARRIVED, State.DONE}),
    }
)
"""What staff may say of a booking after what was said before; slips of the pen can be mended."""

CAME = frozenset({State.ARRIVED, State.DONE})

SHOWN = (State.BOOKED, State.ARRIVED, State.MISSED, State.DONE, State.REFERRED)


@dataclass(frozen=True)
class Told:
    """How many people a closed day concerned, and how many of them can be written to."""

    people: int
    reachable: int


async def between(  # noqa: PLR0913 - a window and where to go on
    session: AsyncSession,
    place: int,
    begins: datetime,
    ends: datetime,
    *,
    after: tuple[datetime, int] | None = None,
    most: int = MOST_LISTED,
) -> Sequence[BookingRow]:
    """Bookings of a place that start in [begins, ends), by time; those given up are left out.

    `after`: the (start, id) of the last one of the page before.
    """
    wanted = select(BookingRow).where(
        BookingRow.place == place,
        BookingRow.start >= begins,
        BookingRow.start < ends,
        BookingRow.state.in_(SHOWN),
    )
    if after is not None:
        wanted = wanted.where(tuple_(BookingRow.start, BookingRow.id) > after)
    found = await session.scalars(
        wanted.order_by(BookingRow.start, BookingRow.id).limit(min(most, MOST_LISTED))
    )
    return found.all()


async def at(session: AsyncSession, booking: int) -> BookingRow:
    """A booking, to look at; holds are none. Raises GoneError."""
    row = await session.get(BookingRow, booking)
    if row is None or row.state == State.HELD:
        raise GoneError(text("That is not there any more."))
    return row


async def counts(
    session: AsyncSession, places: Sequence[int], day: date
) -> dict[int, dict[State, int]]:
    """How many bookings of a local day stand where, by place."""
    found = await session.execute(
        select(BookingRow.place, BookingRow.state, func.count())
        .where(
            BookingRow.place.in_(places),
            BookingRow.start >= midnight(day),
            BookingRow.start < midnight(day + timedelta(days=1)),
            BookingRow.state.in_(SHOWN),
        )
        .group_by(BookingRow.place, BookingRow.state)
    )
    counted: dict[int, dict[State, int]] = {place: {} for place in places}
    for place, state, number in found:
        counted[place][State(state)] = number
    return counted


async def ahead(session: AsyncSession, place: int, now: datetime) -> int:
    """How many people are booked at a place from now on."""
    found: int | None = await session.scalar(
        select(func.count(BookingRow.id)).where(
            BookingRow.place == place,
            BookingRow.start > now,
            BookingRow.state == State.BOOKED,
        )
    )
    return found or 0


async def day_list(
    session: AsyncSession, place: int, day: date, after: tuple[datetime, int] | None = None
) -> Sequence[BookingRow]:
    """The bookings of one local day, to print: times, services, code tails, who is late."""
    begins, ends = midnight(day), midnight(day + timedelta(days=1))
    return await between(session, place, begins, ends, after=after)


def can_become(row: BookingRow, now: datetime) -> frozenset[State]:
    """What staff may say of a booking now: no coming before its day, no missing before its time."""
    after = NEXT.get(State(row.state), frozenset())
    if row.start > now:
        after -= {State.MISSED}
    if row.start.astimezone(HOME_ZONE).date() > now.astimezone(HOME_ZONE).date():
        after -= CAME
    return after


async def outcome(
    session: AsyncSession, booking: int, state: State, version: int, now: datetime
) -> BookingRow:
    """Say how a booking ended. Whoever did not come is written to once.

    Raises GoneError, StaleError (`version` is not the present one) or NotAllowedError.
    """
    row = await _at_version(session, booking, version)
    if state not in NEXT.get(State(row.state), frozenset()):
        raise NotAllowedError(text("From where it stands this cannot be done."))
    if state not in can_become(row, now):
        raise NotAllowedError(text("Its time has not come yet."))
    row.state = state
    row.version += 1
    if state is State.MISSED:
        await telling.tell_missed(session, row, now)
    if state is State.BOOKED:
        await telling.plan_reminders(session, row, now)
    else:
        await telling.drop_reminders(session, row)
    await session.flush()
    return row


async def cancel(session: AsyncSession, booking: int, version: int) -> BookingRow:
    """Give a booking up for somebody who calls. Raises GoneError, StaleError, NotAllowedError."""
    row = await _at_version(session, booking, version)
    if row.state not in (State.BOOKED, State.CLOSED):
        raise NotAllowedError(text("From where it stands this cannot be done."))
    give_up(row, State.CANCELLED)
    await telling.drop_reminders(session, row)
    await session.flush()
    return row


async def concerned(
    session: AsyncSession, place: int, day: date, now: datetime, service: Service | None = None
) -> Told:
    """Whom closing a day would concern; nothing is changed."""
    rows = await session.scalars(
        select(BookingRow).where(*_still_ahead(place, day, now, service)).limit(MOST_LISTED)
    )
    names = {telling.subject(row) for row in rows}
    return Told(len(names), len(await contacts.best_of(session, names)))


async def close_day(
    session: AsyncSession, place: int, day: date, now: datetime, service: Service | None = None
) -> Told:
    """Shut a place for a day: who is booked is told and can choose again; again changes nothing.

    Staff get a task for everybody who cannot be written to (kind `booking_day_closed`).
    """
    await _shut(session, place, day, service)
    held = (*_on_day(place, day, service), BookingRow.state == State.HELD)
    await session.execute(delete(BookingRow).where(*held))
    rows = await session.scalars(
        select(BookingRow)
        .where(*_still_ahead(place, day, now, service))
        .order_by(BookingRow.id)
        .with_for_update()
    )
    people = reachable = 0
    for row in rows.all():
        give_up(row, State.CLOSED)
        await telling.drop_reminders(session, row)
        await telling.tell_closed(session, row, now)
        people += 1
        reachable += await contacts.best(session, telling.subject(row)) is not None
    await session.flush()
    return Told(people, reachable)


async def reopen_day(
    session: AsyncSession, place: int, day: date, service: Service | None = None
) -> None:
    """Take back that a day is shut; who was told already chooses again by themselves."""
    await session.execute(
        delete(ChangeRow)
        .where(*_closed_changes(place, day, service))
        .execution_options(synchronize_session=False)
    )


def midnight(day: date) -> datetime:
    """When a local day begins."""
    return datetime(day.year, day.month, day.day, tzinfo=HOME_ZONE)


async def _at_version(session: AsyncSession, booking: int, version: int) -> BookingRow:
    row = await session.get(BookingRow, booking, with_for_update=True, populate_existing=True)
    if row is None:
        raise GoneError(text("That is not there any more."))
    if row.version != version:
        raise StaleError(text("Somebody else changed it meanwhile. Please look again."))
    return row


def _on_day(place: int, day: date, service: Service | None) -> tuple[ColumnElement[bool], ...]:
    return (
        BookingRow.place == place,
        BookingRow.start >= midnight(day),
        BookingRow.start < midnight(day + timedelta(days=1)),
        *((BookingRow.service == service,) if service else ()),
    )


def _still_ahead(
    place: int, day: date, now: datetime, service: Service | None
) -> tuple[ColumnElement[bool], ...]:
    return (
        *_on_day(place, day, service),
        BookingRow.state == State.BOOKED,
        BookingRow.start > now,
    )


async def _shut(session: AsyncSession, place: int, day: date, service: Service | None) -> None:
    closed = select(ChangeRow.id).where(*_closed_changes(place, day, service)).limit(1)
    if await session.scalar(closed) is None:
        session.add(ChangeRow(place=place, day=day, service=service))
        await session.flush()


def _closed_changes(
    place: int, day: date, service: Service | None
) -> tuple[ColumnElement[bool], ...]:
    return (
        ChangeRow.place == place,
        ChangeRow.day == day,
        ChangeRow.opens.is_(None),
        ChangeRow.service == service if service else ChangeRow.service.is_(None),
    )
