"""Places from a sheet: read, checked row by row, kept until somebody says yes; all or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import ValidationError
from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from content.messages import mark
from flows.booking.directory import Place, add_place, slug
from flows.booking.errors import FaultyError, GoneError
from flows.booking.tables import ImportRow, PlaceRow

MOST_ROWS = 2000
"""Most places that one import brings."""

WAITS = timedelta(hours=1)
"""How long a sheet that was read waits for a yes."""

THERE_ALREADY = mark("This place stands in the directory already.")
TWICE = mark("This place stands in the sheet twice.")


@dataclass(frozen=True)
class RowFault:
    """A row that was not taken: its number, as the sheet counts, and the columns at fault.

    `why`: a message where no column by itself is wrong.
    """

    row: int
    columns: tuple[str, ...]
    why: str = ""


def read_rows(rows: Mapping[int, Mapping[str, Any]]) -> tuple[dict[int, Place], list[RowFault]]:
    """Places from the rows of a sheet, by the sheet's own row numbers; and what is wrong.

    Columns are Place's fields; empty cells count as not there. Raises FaultyError for more than
    MOST_ROWS.
    """
    if len(rows) > MOST_ROWS:
        raise FaultyError(mark("One import brings at most 2000 places."))
    found: dict[int, Place] = {}
    faults: list[RowFault] = []
    for number, row in rows.items():
        cells = {name: value for name, value in row.items() if value not in (None, "")}
        if "phone" in cells:
            cells["phone"] = str(cells["phone"])
        try:
            found[number] = Place.model_validate(cells)
        except ValidationError as error:
            named = dict.fromkeys(
                str(fault["loc"][0]) if fault["loc"] else "latitude" for fault in error.errors()
            )
            faults.append(RowFault(number, tuple(named)))
    return found, faults


async def doubles(session: AsyncSession, found: Mapping[int, Place]) -> list[RowFault]:
    """The rows whose place is in the directory already, or stood in a row before."""
    known = await session.execute(select(PlaceRow.name, PlaceRow.province, PlaceRow.address))
    there = {_sameness(*place) for place in known}
    seen: set[tuple[str, str, str]] = set()
    faults = []
    for number, place in found.items():
        same = _sameness(place.name, place.province, place.address)
        if same in there or same in seen:
            why = THERE_ALREADY if same in there else TWICE
            faults.append(RowFault(number, ("name", "address"), why))
        seen.add(same)
    return faults


async def keep(
    session: AsyncSession, key: str, found: Iterable[Place], by: str, now: datetime
) -> None:
    """Let checked places wait for a yes, in place of whatever waited for the same person."""
    over = or_(ImportRow.by == by, ImportRow.made_at <= now - WAITS)
    await session.execute(delete(ImportRow).where(over))
    rows = [place.model_dump(mode="json") for place in found]
    session.add(ImportRow(key=key, by=by, made_at=now, rows=rows))
    await session.flush()


async def put_in(session: AsyncSession, key: str, by: str, now: datetime) -> Sequence[PlaceRow]:
    """Put the places that wait under `key` into the directory, all of them, once.

    Raises GoneError where nothing waits for this person, FaultyError where they do not fit any
    more: somebody entered one of them meanwhile, or the directory is full. Whatever is raised, the
    caller's transaction must not commit.
    """
    waits = await session.get(ImportRow, key, with_for_update=True)
    if waits is None or waits.by != by or waits.made_at <= now - WAITS:
        raise GoneError(mark("This sheet was put in already, or waited too long. Send it again."))
    found = [Place.model_validate(row) for row in waits.rows]
    if await doubles(session, dict(enumerate(found))):
        raise FaultyError(
            mark("Somebody entered one of these places meanwhile. Please send the sheet again.")
        )
    await session.delete(waits)
    return [await add_place(session, place) for place in found]


def _sameness(name: str, province: str, address: str) -> tuple[str, str, str]:
    return slug(name), slug(province), slug(address)
