"""The people whom others come to see at a place, by the names that the place uses."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from content.messages import mark
from flows.booking.directory import place_of
from flows.booking.errors import FaultyError, GoneError, StaleError
from flows.booking.tables import CounsellorRow

LONGEST_NAME = 60
MOST_COUNSELLORS = 100
"""Most people of one place."""


async def counsellors_of(session: AsyncSession, place: int) -> Sequence[CounsellorRow]:
    """The people of a place, those who are there first."""
    found = await session.scalars(
        select(CounsellorRow)
        .where(CounsellorRow.place == place)
        .order_by(CounsellorRow.open.desc(), CounsellorRow.name, CounsellorRow.id)
        .limit(MOST_COUNSELLORS)
    )
    return found.all()


async def add_counsellor(session: AsyncSession, place: int, name: str) -> CounsellorRow:
    """Name somebody whom people come to see at a place. Raises FaultyError, GoneError."""
    await place_of(session, place)
    if len(await counsellors_of(session, place)) >= MOST_COUNSELLORS:
        raise FaultyError(mark("A place has at most 100 counsellors."))
    row = CounsellorRow(place=place, name=_tidy(name), open=True, version=1)
    session.add(row)
    await session.flush()
    return row


async def edit_counsellor(  # noqa: PLR0913 - which one, at what version, and what is new
    session: AsyncSession, place: int, number: int, version: int, name: str, *, is_open: bool
) -> CounsellorRow:
    """Rename somebody, or say whether they are there. Who is not there has no free times.

    Raises FaultyError, GoneError or StaleError.
    """
    row = await session.get(CounsellorRow, number, with_for_update=True, populate_existing=True)
    if row is None or row.place != place:
        raise GoneError(mark("That is not there any more."))
    if row.version != version:
        raise StaleError(mark("Somebody else changed it meanwhile. Please look again."))
    row.name, row.open = _tidy(name), is_open
    row.version += 1
    await session.flush()
    return row


async def name_of(session: AsyncSession, number: int | None) -> str:
    """What somebody is called; empty for nobody."""
    row = await session.get(CounsellorRow, number) if number is not None else None
    return row.name if row else ""


def _tidy(name: str) -> str:
    tidy = " ".join(name.split())
    if not 0 < len(tidy) <= LONGEST_NAME:
        raise FaultyError(mark("A name has 1 to 60 characters."))
    return tidy
