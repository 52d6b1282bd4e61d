"""What staff note down about a case: sealed, seen by whoever may open the case, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from flows.aftercare.tables import NoteRow
from store.crypto import Keyring

LONGEST = 1500
"""Most characters of a note."""

MOST_SHOWN = 50
"""Most notes that one look at a case shows."""


@dataclass(frozen=True)
class Note:
    """One note: when, by which account, what."""

    at: datetime
    staff: str
    text: str


def place(case: int) -> str:
    """What a note of a case is sealed for."""
    return f"aftercare_note.text|{case}"


async def write(  # noqa: PLR0913, PLR0917 - one note
    session: AsyncSession, keys: Keyring, case: int, staff: str, text: str, now: datetime
) -> None:
    """Keep a note. Raises ValueError for an empty one or one longer than LONGEST."""
    plain = text.strip()
    if not 0 < len(plain) <= LONGEST:
        raise ValueError(f"a note has 1 to {LONGEST} characters")
    session.add(NoteRow(case=case, staff=staff, at=now, text=keys.seal(plain, place(case))))
    await session.flush()


async def latest(session: AsyncSession, keys: Keyring, case: int) -> Sequence[Note]:
    """The latest notes, the newest first."""
    rows = await session.scalars(
        select(NoteRow)
        .where(NoteRow.case == case)
        .order_by(NoteRow.at.desc(), NoteRow.id.desc())
        .limit(MOST_SHOWN)
    )
    return [Note(row.at, row.staff, keys.open(row.text, place(case))) for row in rows]
