"""What is kept of a screening: counts by day, and bands under a code for a week. Nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from content.home import HOME_ZONE
from flows import codes
from flows.counts.daily import Span
from flows.engine import Effect, World
from flows.screening.note import due_on, reaches
from flows.screening.tables import ScreeningCountRow, ScreeningResultRow
from store.crypto import SealError
from store.engine import Store
from store.insert import insert_once

ANY = "any"
"""Stands for all substances: the highest band of a person."""

INJECTING = "injecting"
"""Stands for injecting among the substances of a result."""

KEPT_DAYS = 7
AGAIN_DAYS = 90
"""After three months a screening may be done again: facts pack instruments §11."""

MOST_TRIES = 5
"""New codes tried before giving up, should one be taken."""

CODE = "screening_result.code"
RESULT = "screening_result.result"


class NoFreeCodeError(Exception):
    """Every code that was drawn is taken."""


async def count(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`screening_count`: add 1 to each band of `bands` (substance to band) for `age`, today.

    Returns the day, from which one screening again makes sense, and whether a note could come
    then (see flows.screening.note). A crash between counting and
    recording counts twice: a row that prevented it would be a row about a person.
    """
    today = world.now.astimezone(HOME_ZONE).date()
    async with world.store.transaction() as session:
        for substance, band in sorted(arguments["bands"].items()):
            await _add(session, today, str(arguments["age"]), substance, band)
    again = today + timedelta(AGAIN_DAYS)
    return {
        "day": today.isoformat(),
        "again": again.isoformat(),
        "reaches": reaches(world, due_on(again)),
    }


async def keep(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`screening_keep`: keep `result` for KEPT_DAYS; returns the code and the last day.

    A result kept twice after a crash is found by nobody and expires. Raises NoFreeCodeError.
    """
    expires_at = world.now + timedelta(days=KEPT_DAYS)
    packed = json.dumps(arguments["result"], sort_keys=True)
    for _ in range(MOST_TRIES):
        code = codes.make(world.random)
        mark = world.keys.index(code, CODE)
        async with world.store.transaction() as session:
            if await insert_once(
                session,
                ScreeningResultRow,
                mark=mark,
                result=world.keys.seal(packed, f"{RESULT}|{mark}"),
                expires_at=expires_at,
            ):
                last = expires_at.astimezone(HOME_ZONE).date()
                return {"code": code, "until": last.isoformat()}
    raise NoFreeCodeError


async def open_kept(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`screening_open`: the result of a typed `code`, None where there is none (any more)."""
    code = codes.read(str(arguments["code"]))
    if code is None:
        return {"result": None}
    mark = world.keys.index(code, CODE)
    async with world.store.transaction() as session:
        row = await session.get(ScreeningResultRow, mark)
        if row is None or row.expires_at <= world.now:
            return {"result": None}
        try:
            return {"result": json.loads(world.keys.open(row.result, f"{RESULT}|{mark}"))}
        except SealError:
            return {"result": None}


async def purge(store: Store, now: datetime) -> int:
    """Delete the results whose time is over; returns how many there were."""
    async with store.transaction() as session:
        gone = await session.scalars(
            delete(ScreeningResultRow)
            .where(ScreeningResultRow.expires_at <= now)
            .returning(ScreeningResultRow.mark)
        )
        return len(gone.all())


async def by_band(session: AsyncSession, span: Span) -> dict[str, int]:
    """How many screenings by the highest band of the person: true counts, for flows.counts."""
    found = await session.execute(
        select(ScreeningCountRow.band, func.sum(ScreeningCountRow.count))
        .where(
            ScreeningCountRow.day.between(span.first, span.last),
            ScreeningCountRow.substance == ANY,
        )
        .group_by(ScreeningCountRow.band)
    )
    return {band: int(count) for band, count in found}


async def _add(session: AsyncSession, day: date, age: str, substance: str, band: str) -> None:
    key = {"day": day, "age": age, "substance": substance, "band": band}
    await insert_once(session, ScreeningCountRow, **key, count=0)
    row = await session.get_one(
        ScreeningCountRow, (day, age, substance, band), with_for_update=True
    )
    row.count += 1


EFFECTS: Mapping[str, Effect] = MappingProxyType(
    {"screening_count": count, "screening_keep": keep, "screening_open": open_kept}
)
