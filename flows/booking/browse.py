"""The directory as a talk looks through it: needs, then areas, then places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote_plus

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from content.local import SITES, site
from flows.booking.areas import area_name, area_of, without_kind
from flows.booking.directory import MOST_PLACES, slug
from flows.booking.services import Service
from flows.booking.tables import PlaceRow

MOST_SHOWN = 8
"""Most places that one question offers."""

MAP = "https://www.openstreetmap.org/search?query={query}"
"""A map of the address. It is opened by the person; the service itself asks nobody."""

SPOT = "https://www.openstreetmap.org/?mlat={lat:.5f}&mlon={lon:.5f}#map=17/{lat:.5f}/{lon:.5f}"
"""A map of a place whose coordinates staff entered: five digits are a metre."""


async def open_places(session: AsyncSession, need: Service | None = None) -> list[PlaceRow]:
    """The open places, those of one service where it is named; real ones before demo ones."""
    found = await session.scalars(
        select(PlaceRow)
        .where(PlaceRow.open)
        .order_by(PlaceRow.demo, PlaceRow.name, PlaceRow.id)
        .limit(MOST_PLACES)
    )
    return [row for row in found if need is None or need in row.services]


def needs_of(places: Iterable[PlaceRow]) -> list[Service]:
    """The services that some place offers, in the order of Service."""
    offered = {service for place in places for service in place.services}
    return [service for service in Service if service in offered]


def in_province(places: Sequence[PlaceRow], province: str) -> list[PlaceRow]:
    """The places in a province of today, by its id now or before the mergers of 1/7/2025.

    Real ones come first, and among them those on the ground of an earlier province that was named.
    """
    wanted = area_of(province)
    found = [place for place in places if area_of(place.province) == wanted]
    before = {name for name in SITES if site(name).province == province}
    return sorted(
        found, key=lambda p: (bool(p.demo), p.province != province and p.site not in before)
    )


def in_commune(places: Sequence[PlaceRow], commune: str) -> list[PlaceRow]:
    """The places in a commune, by its name or id, whatever words follow the name."""
    wanted = f"{slug(without_kind(commune))}-"
    names = [(place, slug(without_kind(place.commune))) for place in places]
    return [place for place, name in names if name and wanted.startswith(f"{name}-")]


def areas_of(places: Iterable[PlaceRow], here: str) -> list[tuple[str, str]]:
    """The provinces (id, name) with places; those of the site that is served come first."""
    places = list(places)
    own = [place for place in places if place.site == here]
    others = [place for place in places if place.site != here]
    named = {
        (area := area_of(place.province)): area_name(area, place.province_name)
        for place in (*own, *others)
    }
    return list(named.items())


def communes_of(places: Iterable[PlaceRow]) -> list[str]:
    """The names of the communes with places, in order."""
    return sorted({place.commune for place in places})


def address_of(place: PlaceRow) -> str:
    """The whole address in one line."""
    parts = dict.fromkeys((place.address, place.commune, place.province_name))
    return ", ".join(part for part in parts if part)


def map_of(place: PlaceRow) -> str:
    """The address of a map of a place: of its coordinates, else of what stands in its address."""
    if place.latitude is None or place.longitude is None:
        return MAP.format(query=quote_plus(address_of(place)))
    return SPOT.format(lat=place.latitude, lon=place.longitude)


def shown(place: PlaceRow) -> dict[str, Any]:
    """What a talk may know of a place, plain JSON."""
    return {
        "id": place.id,
        "name": place.name,
        "commune": place.commune,
        "address": address_of(place),
        "map": None if place.demo else map_of(place),
        "phone": place.phone,
        "hours": place.hours,
        "access": place.access,
        "cost": place.cost,
        "demo": place.demo,
    }
