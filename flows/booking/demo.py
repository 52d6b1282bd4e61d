"""Demo places: invented ones to try the service with, marked so wherever they show.

They hold no telephone number and only place names that the local plans hold; where a plan names no
commune it is called a sample too.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from content import demo as home
from content.local import SITES
from flows.booking.directory import Place, add_place
from flows.booking.hours import add_rule
from flows.booking.services import Service
from flows.booking.slots import Opening, Rule
from flows.booking.tables import DemoRow, PlaceRow
from store.engine import Store
from store.insert import insert_once

HOME = Path(home.__file__).parent


async def load(store: Store, site: str, now: datetime) -> int:
    """Put the demo places of a site into the directory, once; returns how many were put in.

    Raises KeyError for a site that is not known.
    """
    async with store.transaction() as session:
        return await _load(session, site, now)


async def load_into_empty(store: Store, site: str, now: datetime) -> int:
    """The same, only where no place was ever there: a real directory gets no demo by itself."""
    async with store.transaction() as session:
        if await session.scalar(select(PlaceRow.id).limit(1)) is not None:
            return 0
        if await session.scalar(select(DemoRow.site).limit(1)) is not None:
            return 0
        return await _load(session, site, now)


async def remove(store: Store) -> int:
    """Take every demo place out, with its bookings; returns how many there were."""
    async with store.transaction() as session:
        return await remove_in(session)


async def remove_in(session: AsyncSession) -> int:
    """The same, inside the caller's transaction."""
    gone = await session.scalars(delete(PlaceRow).where(PlaceRow.demo).returning(PlaceRow.id))
    return len(gone.all())


async def _load(session: AsyncSession, site: str, now: datetime) -> int:
    if site not in SITES:
        raise KeyError(site)
    there = select(PlaceRow.id).where(PlaceRow.demo, PlaceRow.site == site).limit(1)
    if await session.scalar(there) is not None:
        return 0
    await insert_once(session, DemoRow, site=site, loaded_at=now)
    raw: list[dict[str, Any]] = yaml.safe_load(
        (HOME / f"places-{site}.yml").read_text(encoding="utf-8")
    )
    for entry in raw:
        hours = entry.pop("hours")
        entry["hours"] = entry.pop("open")
        row = await add_place(session, Place.model_validate(entry), site, demo=True)
        for service, times in hours.items():
            for rule in _rules(times):
                await add_rule(session, row.id, Service(service), rule)
    return len(raw)


def _rules(times: dict[str, Any]) -> list[Rule]:
    """`{days: [0, 1], from: "08:00", to: "11:00", minutes: 30, seats: 2}` as rules."""
    opening = Opening(
        _minutes(times["from"]), _minutes(times["to"]), times["minutes"], times["seats"]
    )
    return [Rule(weekday, opening) for weekday in times["days"]]


def _minutes(written: str) -> int:
    hours, _, minutes = written.partition(":")
    return int(hours) * 60 + int(minutes)
