"""The directory as staff keep it: its places."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from content.local import site_of
from content.messages import mark
from flows.booking.errors import FaultyError, GoneError, StaleError
from flows.booking.services import Service
from flows.booking.tables import PlaceRow

MOST_PLACES = 2000
"""Most places that the directory holds."""

MOST_WORDS = 8
"""Words of a search that are used."""

LONGEST_WORDS = 480

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Note = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


class Place(BaseModel):
    """A place as staff enter it. `services`: at least one; `phone`: digits, spaces and dots.

    `latitude` and `longitude` (degrees) stand together or not at all.
    """

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
    hours: Note | None = None
    access: Note | None = None
    cost: Note | None = None
    latitude: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)] | None = None

    @model_validator(mode="after")
    def _stands_somewhere_or_nowhere(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("latitude and longitude stand together")
        return self


class Shelf(StrEnum):
    """Which places a list shows."""

    OPEN = "open"
    CLOSED = "closed"
    DEMO = "demo"


@dataclass(frozen=True)
class Wanted:
    """What is looked for: words of name or address, a province's id, a service, a shelf."""

    words: str = ""
    province: str = ""
    service: Service | None = None
    shelf: Shelf | None = None


EVERY = Wanted()


def slug(name: str) -> str:
    """A Vietnamese name as an id: "Lâm Đồng" is lam-dong."""
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = "".join(letter if letter.isalnum() else " " for letter in letters).split()
    return "-".join(words)


def words_of(place: Place) -> str:
    """What a place is found and sorted by: its name and address without marks."""
    parts = (place.name, place.commune, place.province, place.address)
    return " ".join(filter(None, map(slug, parts)))[:LONGEST_WORDS]


async def add_place(
    session: AsyncSession, place: Place, site: str | None = None, *, demo: bool = False
) -> PlaceRow:
    """Put a place into the directory, open. Without `site` it belongs to its province's.

    Raises FaultyError where the directory is full.
    """
    if (await session.scalar(select(func.count(PlaceRow.id))) or 0) >= MOST_PLACES:
        raise FaultyError(mark("The directory is full: it holds 2000 places."))
    columns = _columns(place)
    if site is None:
        known = site_of(columns["province"])
        site = known.id if known else ""
    row = PlaceRow(site=site, demo=demo, open=True, version=1, **columns)
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


async def place_of(session: AsyncSession, number: int) -> PlaceRow:
    """The place, to look at. Raises GoneError."""
    row = await session.get(PlaceRow, number)
    if row is None:
        raise GoneError(mark("That is not there any more."))
    return row


async def places(
    session: AsyncSession,
    wanted: Wanted = EVERY,
    after: int = 0,
    most: int = MOST_PLACES,
) -> Sequence[PlaceRow]:
    """The places wanted, by name. `after`: the id of the last one of the page before.

    Where that one is gone meanwhile, the list begins again.
    """
    found = _filtered(select(PlaceRow), wanted)
    last = await session.get(PlaceRow, after) if after else None
    if last is not None:
        found = found.where(tuple_(PlaceRow.words, PlaceRow.id) > (last.words, last.id))
    if wanted.service is None:
        rows = await session.scalars(found.order_by(PlaceRow.words, PlaceRow.id).limit(most))
        return rows.all()
    # Services are a JSON list, which the two databases search in different ways: so here.
    rows = await session.scalars(found.order_by(PlaceRow.words, PlaceRow.id).limit(MOST_PLACES))
    return [row for row in rows if wanted.service in row.services][:most]


async def count(session: AsyncSession, wanted: Wanted = EVERY) -> int:
    """How many places there are, whatever service is wanted."""
    found: int | None = await session.scalar(_filtered(select(func.count(PlaceRow.id)), wanted))
    return found or 0


def _filtered(query: Select[Any], wanted: Wanted) -> Select[Any]:
    for word in filter(None, slug(wanted.words).split("-")[:MOST_WORDS]):
        query = query.where(PlaceRow.words.contains(word, autoescape=True))
    if wanted.province:
        query = query.where(PlaceRow.province == wanted.province)
    match wanted.shelf:
        case Shelf.OPEN:
            query = query.where(PlaceRow.open)
        case Shelf.CLOSED:
            query = query.where(PlaceRow.open.is_(False))
        case Shelf.DEMO:
            query = query.where(PlaceRow.demo)
    return query


def _columns(place: Place) -> dict[str, Any]:
    columns = place.model_dump(exclude={"services", "province"})
    return {
        **columns,
        "province": slug(place.province),
        "province_name": place.province,
        "services": [service.value for service in dict.fromkeys(place.services)],
        "words": words_of(place),
    }
