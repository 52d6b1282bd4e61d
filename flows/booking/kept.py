"""What is held of the appointments that lead to a talk: every column or its reason."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from flows.booking import telling
from flows.booking.tables import BookingRow, NoteRow
from flows.engine import World
from flows.reach import contacts

ROW = "The number of the row and what ties it to another: nothing about the person."
CLOCKWORK = "How the service keeps its own order: nothing about the person."
OF_STAFF = "An account of staff or its place: nothing about the person."
ONLY_HELD = "Stands only for the ten minutes in which a time is held, before there is a booking."

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "booking_booking": {
            "bookings": (
                "place",
                "service",
                "start_at",
                "end_at",
                "counsellor",
                "state",
                "mark",
                "tail",
                "late",
                "agreed_at",
                "made_at",
            )
        },
        "booking_note": {"booking_notes": ("at", "state", "to_place", "text")},
    }
)
"""By table, which fact of `flows.about_me.held_of_me` tells which columns."""

UNTOLD: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "booking_booking": {
            "id": ROW,
            "seat": CLOCKWORK,
            "token": ROW,
            "talk": ONLY_HELD,
            "held_until": ONLY_HELD,
            "version": CLOCKWORK,
        },
        "booking_note": {"id": ROW, "booking": ROW, "by_whom": OF_STAFF},
    }
)
"""By table, the columns that are not told, each with why."""


async def held(session: AsyncSession, world: World) -> dict[str, int]:
    """`bookings`: how many appointments, past ones too, keep a way to this talk.

    `booking_notes`: how many notes staff made of them.
    """
    owners = await contacts.owners(session, world, telling.SORT)
    tokens = [telling.token_of(owner) for owner in owners]
    notes = await session.scalar(
        select(func.count(NoteRow.id))
        .join(BookingRow, BookingRow.id == NoteRow.booking)
        .where(BookingRow.token.in_(tokens))
    )
    return {"bookings": len(owners), "booking_notes": notes or 0}
