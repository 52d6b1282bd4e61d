"""What staff note of a booking: how it ended, where its person was sent on to, a few words.

Words hold no name and no number: numbers are refused here, names staff are asked to leave out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from content.messages import mark
from flows.booking.errors import FaultyError
from flows.booking.seats import State
from flows.booking.tables import BookingRow, NoteRow, PlaceRow
from store.crypto import Keyring

SEALED = "booking_note.text"
LONGEST = 300
"""Characters of a note."""

MOST_NOTES = 50
"""Most notes of one booking."""

_NUMBER = re.compile(r"(?:\d[\s.()-]*){7,}|@")
"""A telephone number, an identity number, an address of mail: none belongs into a note."""


@dataclass(frozen=True)
class Note:
    """A note in the clear. `to`: the name of the place that the person was sent on to."""

    at: datetime
    by: str
    state: State | None
    to: str
    text: str


async def write(  # noqa: PLR0913 - what a note is made of
    session: AsyncSession,
    row: BookingRow,
    *,
    by: str,
    now: datetime,
    keys: Keyring,
    state: State | None = None,
    to: int | None = None,
    text: str = "",
) -> None:
    """Note something of a booking. Raises FaultyError for words that will not do, or too many."""
    words = " ".join(text.split())
    if len(words) > LONGEST:
        raise FaultyError(mark("A note has at most 300 characters."))
    if _NUMBER.search(words):
        raise FaultyError(mark("Please leave telephone numbers and addresses out of a note."))
    if to is not None and await session.get(PlaceRow, to) is None:
        raise FaultyError(mark("Please choose a place from the list."))
    if not (words or state):
        raise FaultyError(mark("There is nothing in this note yet."))
    if len(await _rows(session, row)) >= MOST_NOTES:
        raise FaultyError(mark("This appointment has enough notes."))
    sealed = keys.seal(words, SEALED) if words else None
    session.add(NoteRow(booking=row.id, at=now, by=by, state=state, to=to, text=sealed))
    await session.flush()


async def of(session: AsyncSession, row: BookingRow, keys: Keyring) -> Sequence[Note]:
    """The notes of a booking, the oldest first. Raises store.crypto.SealError."""
    rows = await _rows(session, row)
    named = await session.execute(
        select(PlaceRow.id, PlaceRow.name).where(PlaceRow.id.in_({note.to for note in rows}))
    )
    names = {row.id: row.name for row in named}
    return [
        Note(
            note.at,
            note.by,
            State(note.state) if note.state else None,
            names.get(note.to or 0, ""),
            keys.open(note.text, SEALED) if note.text else "",
        )
        for note in rows
    ]


async def _rows(session: AsyncSession, row: BookingRow) -> Sequence[NoteRow]:
    found = await session.scalars(
        select(NoteRow).where(NoteRow.booking == row.id).order_by(NoteRow.id).limit(MOST_NOTES)
    )
    return found.all()
