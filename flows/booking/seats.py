"""Holding a seat for a short while, booking it, giving it up, moving to another time.

The unique key of the seat at its time is what keeps two people from one place; here it is only
asked which seat to try. All functions work inside the caller's transaction.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from flows import codes
from flows.booking.openings import time_at
from flows.booking.services import Service
from flows.booking.slots import NOTICE, Slot
from flows.booking.tables import BookingRow, PlaceRow
from store.crypto import Keyring
from store.insert import insert_once

HOLD = timedelta(minutes=10)
"""How long a seat waits for its person to say yes."""

CODE_LENGTH = 8
"""Characters of a booking's code: 31.7 bits of chance, short enough to say aloud."""

CODE_PLACE = "booking_booking.mark"
TOKEN_BITS = 128
MOST_SWEPT = 200
"""Most holds that are over which one new hold clears away."""

MOST_CODES = 5
"""Codes tried before it is taken for broken that all of them are in use."""


class State(StrEnum):
    """Where a booking stands. CLOSED: the place shut that day, and another time is due."""

    HELD = "held"
    BOOKED = "booked"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    ARRIVED = "arrived"
    MISSED = "missed"
    DONE = "done"
    REFERRED = "referred"


async def hold(  # noqa: PLR0913 - who holds what, when
    session: AsyncSession,
    *,
    place: int,
    service: Service,
    start: datetime,
    talk: str,
    now: datetime,
    random: Random,
) -> str | None:
    """Hold a seat for a talk, which gives up any other it held; None when all are taken.

    Returns the token of what is held.
    """
    await _clear(session, now, talk)
    slot = await _bookable(session, place, service, start, now)
    if slot is None:
        return None
    token = new_token(random)
    for seat in slot.free(await _seats_taken(session, place, service, start)):
        made = await insert_once(
            session,
            BookingRow,
            place=place,
            service=service,
            start_at=slot.start,
            end_at=slot.end,
            seat=seat,
            counsellor=slot.seats[seat - 1],
            state=State.HELD,
            token=token,
            talk=talk,
            held_until=now + HOLD,
            made_at=now,
            version=1,
        )
        if made is not None:
            return token
    return None


def new_token(random: Random) -> str:
    """A name for a booking that nobody can guess, if `random` cannot be guessed."""
    return f"{random.getrandbits(TOKEN_BITS):032x}"


async def let_go(session: AsyncSession, token: str) -> None:
    """Give up a hold; a booking stays."""
    await session.execute(
        delete(BookingRow).where(BookingRow.token == token, BookingRow.state == State.HELD)
    )


async def confirm(
    session: AsyncSession, token: str, now: datetime, keys: Keyring, random: Random
) -> tuple[BookingRow, str] | None:
    """Book what is held, with a new code; None when the hold is over and was cleared away.

    Again for the same token makes another code in place of the first, which nobody has seen.
    """
    row = await by_token(session, token)
    if row is None or row.state not in (State.HELD, State.BOOKED) or row.start <= now:
        return None
    code = await _free_code(session, keys, random)
    row.state, row.talk, row.held_until = State.BOOKED, None, None
    row.mark, row.tail = keys.index(code, CODE_PLACE), code[-2:]
    return row, code


async def move(
    session: AsyncSession, row: BookingRow, start: datetime, now: datetime
) -> BookingRow | None:
    """Take a seat at another time of the same place; None, and nothing changed, when it is taken.

    Only what is BOOKED or CLOSED can move; the code stays.
    """
    if row.state not in (State.BOOKED, State.CLOSED):
        return None
    if row.state == State.BOOKED and row.start == start:
        return row
    await _clear(session, now)
    service = Service(row.service)
    slot = await _bookable(session, row.place, service, start, now)
    if slot is None:
        return None
    for seat in slot.free(await _seats_taken(session, row.place, service, start)):
        try:
            async with session.begin_nested():
                await session.execute(
                    update(BookingRow)
                    .where(BookingRow.id == row.id)
                    .values(
                        start=slot.start,
                        end=slot.end,
                        seat=seat,
                        counsellor=slot.seats[seat - 1],
                        state=State.BOOKED,
                        late=None,
                        version=BookingRow.version + 1,
                    )
                    .execution_options(synchronize_session=False)
                )
        except IntegrityError:
            continue
        await session.refresh(row)
        return row
    return None


def give_up(row: BookingRow, state: State) -> None:
    """Free the seat of a booking: CANCELLED by the person or CLOSED by the place."""
    row.state, row.seat, row.late = state, None, None
    row.version += 1


async def by_token(session: AsyncSession, token: str) -> BookingRow | None:
    """The booking or hold of a token, locked until the transaction ends."""
    found: BookingRow | None = await session.scalar(
        select(BookingRow).where(BookingRow.token == token).with_for_update()
    )
    return found


async def by_code(session: AsyncSession, keys: Keyring, typed: str) -> BookingRow | None:
    """The booking of a code as somebody typed or said it, locked until the transaction ends."""
    code = codes.read(typed, CODE_LENGTH)
    if code is None:
        return None
    found: BookingRow | None = await session.scalar(
        select(BookingRow).where(BookingRow.mark == keys.index(code, CODE_PLACE)).with_for_update()
    )
    return found


async def _bookable(
    session: AsyncSession, place: int, service: Service, start: datetime, now: datetime
) -> Slot | None:
    row = await session.get(PlaceRow, place)
    if row is None or not row.open or service not in row.services or start < now + NOTICE:
        return None
    return await time_at(session, place, service, start)


async def _clear(session: AsyncSession, now: datetime, talk: str | None = None) -> None:
    """Delete holds that are over, and a talk's; those another transaction is at are left to it."""
    over = select(BookingRow.id).where(
        or_(BookingRow.held_until <= now, BookingRow.talk == talk)
        if talk
        else BookingRow.held_until <= now
    )
    over = over.limit(MOST_SWEPT).with_for_update(skip_locked=True)
    await session.execute(
        delete(BookingRow)
        .where(BookingRow.id.in_(over))
        .execution_options(synchronize_session=False)
    )


async def _seats_taken(
    session: AsyncSession, place: int, service: Service, start: datetime
) -> set[int]:
    found = await session.scalars(
        select(BookingRow.seat).where(
            BookingRow.place == place,
            BookingRow.service == service,
            BookingRow.start == start,
            BookingRow.seat.is_not(None),
        )
    )
    return {seat for seat in found if seat is not None}


async def _free_code(session: AsyncSession, keys: Keyring, random: Random) -> str:
    for _ in range(MOST_CODES):
        code = codes.make(random, CODE_LENGTH)
        mark = keys.index(code, CODE_PLACE)
        if await session.scalar(select(BookingRow.id).where(BookingRow.mark == mark)) is None:
            return code
    raise RuntimeError("no booking code is free")
