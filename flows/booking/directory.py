"""The directory as staff keep it: places and the people there."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from content.messages import mark
from flows.booking.errors import FaultyError, GoneError, StaleError
from flows.booking.services import Service
from flows.booking.tables import CounsellorRow, PlaceRow

MOST_ROWS = 2000
"""Most places that one import brings."""

MOST_PLACES = 500
"""Most places that one look at the directory holds."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Note = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


class Place(BaseModel):
    """A place as staff enter it. `services`: at least one; `phone`: digits, spaces and dots."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Line
    province: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
    commune: Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)] = ""
    address: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    services: Annotated[tuple[Service, ...], Field(min_length=1)]
    phone: (
        Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^\+?[\d. ]{3,19}$")]
        | None
    ) = None
    access: Note | None = None
    cost: Note | None = None


@dataclass(frozen=True)
class RowFault:
    """A row that was not taken: its number, as the sheet counts, and the columns at fault."""

    row: int
    columns: tuple[str, ...]


def slug(name: str) -> str:
    """A Vietnamese name as an id: "Lâm Đồng" is lam-dong."""
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = "".join(letter if letter.isalnum() else " " for letter in letters).split()
    return "-".join(words)


async def add_place(
    session: AsyncSession, place: Place, site: str, *, demo: bool = False
) -> PlaceRow:
    """Put a place into the directory, open."""
    row = PlaceRow(site=site, demo=demo, open=True, version=1, **_columns(place))
    session.add(row)
    await session.flush()
    return row


async def edit_place(
    session: AsyncSession, number: int, version: int, place: Place, *, is_open: bool
) -> PlaceRow:
    """Change a place. Raises GoneError, or StaleError where `version` is not the present one."""
    row = await place_at(session, number, version)
    for name, value in _columns(place).items():
        setattr(row, name, value)
    row.open = is_open
    row.version += 1
    await session.flush()
    return row


async def remove_place(session: AsyncSession, number: int, version: int) -> None:
    """Take a place out, with its hours and bookings. Raises GoneError or StaleError."""
    await session.delete(await place_at(session, number, version))
    await session.flush()


async def place_at(session: AsyncSession, number: int, version: int) -> PlaceRow:
    """The place, locked, at the version that staff saw. Raises GoneError or StaleError."""
    row = await session.get(PlaceRow, number, with_for_update=True, populate_existing=True)
    if row is None:
        raise GoneError(mark("That is not there any more."))
    if row.version != version:
        raise StaleError(mark("Somebody else changed it meanwhile. Please look again."))
    return row


async def places(session: AsyncSession, after: int = 0) -> Sequence[PlaceRow]:
    """The places with ids above `after`, in order of id."""
    found = await session.scalars(
        select(PlaceRow).where(PlaceRow.id > after).order_by(PlaceRow.id).limit(MOST_PLACES)
    )
    return found.all()


async def add_counsellor(session: AsyncSession, place: int, name: str) -> CounsellorRow:
    """Name somebody whom people come to see at a place. Raises FaultyError, GoneError."""
    if not 0 < len(name.strip()) <= 60:
        raise FaultyError(mark("A name has 1 to 60 characters."))
    if await session.get(PlaceRow, place) is None:
        raise GoneError(mark("That is not there any more."))
    row = CounsellorRow(place=place, name=name.strip(), open=True)
    session.add(row)
    await session.flush()
    return row


def read_rows(rows: Sequence[Mapping[str, Any]]) -> tuple[list[Place], list[RowFault]]:
    """Places from the rows of a sheet, numbered from 2 below its header; and what is wrong.

    Columns are Place's fields; empty cells count as not there; services are parted by commas.
    Raises FaultyError for more than MOST_ROWS.
    """
    if len(rows) > MOST_ROWS:
        raise FaultyError(mark("One import brings at most 2000 places."))
    found: list[Place] = []
    faults: list[RowFault] = []
    for number, row in enumerate(rows, start=2):
        cells = {name: value for name, value in row.items() if value not in (None, "")}
        services = cells.get("services")
        if isinstance(services, str):
            cells["services"] = [part.strip() for part in services.split(",") if part.strip()]
        if "phone" in cells:
            cells["phone"] = str(cells["phone"])
        try:
            found.append(Place.model_validate(cells))
        except ValidationError as error:
            named = dict.fromkeys(str(fault["loc"][0]) for fault in error.errors())
            faults.append(RowFault(number, tuple(named)))
    return found, faults


async def import_places(
    session: AsyncSession, rows: Sequence[Mapping[str, Any]], site: str
) -> list[RowFault]:
    """Put all rows into the directory, or none of them where a row is faulty."""
    found, faults = read_rows(rows)
    if not faults:
        for place in found:
            await add_place(session, place, site)
    return faults


def _columns(place: Place) -> dict[str, Any]:
    columns = place.model_dump(exclude={"services", "province"})
    return {
        **columns,
        "province": slug(place.province),
        "province_name": place.province,
        "services": [service.value for service in dict.fromkeys(place.services)],
    }
