"""A booking that staff make for somebody at the telephone, who gets the code read aloud."""

from __future__ import annotations

from datetime import datetime
from random import Random

from sqlalchemy.ext.asyncio import AsyncSession

from flows import codes
from flows.booking import seats, telling
from flows.booking.services import Service
from flows.booking.tables import BookingRow
from store.crypto import Keyring

CHANCE = "booking_booking.once"
"""What the keyring marks a form's `once` for: the seed of its token and code."""


async def book(  # noqa: PLR0913 - who books what, when
    session: AsyncSession,
    *,
    place: int,
    service: Service,
    start: datetime,
    once: str,
    now: datetime,
    keys: Keyring,
) -> tuple[BookingRow, str] | None:
    """Book a seat; its row and code, or None when all are taken or the time cannot be booked.

    Again with the same `once` (32 random hex digits of the form) gives the same booking and code,
    so that a form sent twice books once. The person is not reminded: there is no way to them.
    """
    random = Random(keys.index(once, CHANCE))
    token = seats.new_token(random)
    row = await seats.by_token(session, token)
    if row is not None:
        code = _code_again(row, keys, random)
        return (row, code) if code else None
    held = await seats.hold(
        session,
        place=place,
        service=service,
        start=start,
        talk=f"desk:{once}",
        now=now,
        random=Random(keys.index(once, CHANCE)),
    )
    made = await seats.confirm(session, held, now, keys, random) if held else None
    if made is not None:
        await session.flush()
        await telling.plan_end(session, made[0])
    return made


def _code_again(row: BookingRow, keys: Keyring, random: Random) -> str | None:
    """The code that was drawn for this booking, drawn once more."""
    for _ in range(seats.MOST_CODES):
        code = codes.make(random, seats.CODE_LENGTH)
        if keys.index(code, seats.CODE_PLACE) == row.mark:
            return code
    return None
