"""What is kept of screenings: counts, sealed bands for a week, and nothing that names anybody."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from flows.counts.daily import Span
from flows.engine import World
from flows.screening import keeping, purge
from flows.screening.keeping import KEPT_DAYS, by_band, count, keep, open_kept
from flows.screening.tables import ScreeningCountRow, ScreeningResultRow
from store.crypto import Keyring
from store.engine import Store
from tests.support.reaching import AT, world

TODAY = date(2026, 11, 23)
RESULT = {"bands": {"alcohol": "high"}, "injecting": "never", "complete": True, "again": "x"}
BANDS = {"age": "18+", "bands": {"alcohol": "high", "any": "high"}}


def later(there: World, **units: float) -> World:
    return replace(there, now=there.now + timedelta(**units))


async def test_a_code_opens_what_was_kept_from_another_talk_and_channel(store: Store):
    kept = await keep(world(store), {"result": RESULT})
    assert kept["until"] == "2026-11-30"
    elsewhere = world(store, None, talk="another")
    typed = kept["code"].lower().replace("-", " ")
    assert await open_kept(elsewhere, {"code": typed}) == {"result": RESULT}


@pytest.mark.parametrize("typed", ["", "nonsense", "F6HT3-4P5GG", "x" * 1000])
async def test_a_wrong_code_opens_nothing(sqlite_store: Store, typed: str):
    await keep(world(sqlite_store), {"result": RESULT})
    assert await open_kept(world(sqlite_store), {"code": typed}) == {"result": None}


async def test_a_result_is_closed_after_a_week_and_then_purged(store: Store):
    there = world(store)
    kept = await keep(there, {"result": RESULT})
    almost = later(there, days=KEPT_DAYS, seconds=-1)
    assert (await open_kept(almost, kept))["result"] == RESULT
    assert await purge(store, almost.now) == 0
    over = later(there, days=KEPT_DAYS)
    assert (await open_kept(over, kept))["result"] is None
    assert await purge(store, over.now) == 1
    assert await purge(store, over.now) == 0


async def test_the_row_holds_neither_code_nor_readable_bands(store: Store):
    kept = await keep(world(store), {"result": RESULT})
    async with store.transaction() as session:
        row = (await session.scalars(select(ScreeningResultRow))).one()
    assert kept["code"] not in row.mark
    assert b"alcohol" not in row.result


async def test_without_the_key_a_code_opens_nothing(sqlite_store: Store):
    there = world(sqlite_store)
    kept = await keep(there, {"result": RESULT})
    stranger = replace(there, keys=Keyring.of(b"x" * 32))
    assert await open_kept(stranger, kept) == {"result": None}


async def test_a_taken_code_is_never_given_twice(sqlite_store: Store):
    one = await keep(world(sqlite_store), {"result": RESULT})
    # The same seed draws the same code first.
    other = await keep(world(sqlite_store), {"result": {**RESULT, "again": "y"}})
    assert one["code"] != other["code"]
    assert (await open_kept(world(sqlite_store), one))["result"]["again"] == "x"


async def test_codes_that_stay_taken_are_an_error(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(keeping.codes, "make", lambda _: "F6HT3-4P5GF")
    await keep(world(sqlite_store), {"result": RESULT})
    with pytest.raises(keeping.NoFreeCodeError):
        await keep(world(sqlite_store), {"result": RESULT})


async def test_counting_tells_the_local_day_and_three_months_on(store: Store):
    there = world(store, at=AT.replace(hour=18))
    counted = await count(there, BANDS)
    assert (counted["day"], counted["again"]) == ("2026-11-24", "2027-02-22")


async def test_screenings_at_the_same_moment_are_all_counted(store: Store):
    await asyncio.gather(*(count(world(store), BANDS) for _ in range(10)))
    async with store.transaction() as session:
        assert await by_band(session, Span(TODAY, TODAY)) == {"high": 10}
        days_after = Span(TODAY + timedelta(1), TODAY + timedelta(9))
        assert await by_band(session, days_after) == {}


async def test_a_count_holds_a_day_and_no_moment_talk_or_address(sqlite_store: Store):
    await count(world(sqlite_store), BANDS)
    async with sqlite_store.transaction() as session:
        rows = (await session.scalars(select(ScreeningCountRow))).all()
    columns = {column.name for column in ScreeningCountRow.__table__.columns}
    assert columns == {"day", "age", "substance", "band", "count"}
    assert [row.day for row in rows] == [TODAY, TODAY]
