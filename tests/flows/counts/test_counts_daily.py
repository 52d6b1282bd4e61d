"""Counts by day are added up, whoever adds."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime

from sqlalchemy import select

from flows.counts.daily import NOWHERE, Key, Kind, Span, add, add_one, day_of, sums
from flows.counts.tables import DailyCountRow
from store.engine import Store

DAY = date(2026, 5, 4)
LAW = Key(DAY, "web", "answer", "law/use_penalty")
QUIZ = Key(DAY, NOWHERE, "quiz", "round")


async def rows(store: Store) -> dict[Key, int]:
    async with store.transaction() as session:
        found = await session.scalars(select(DailyCountRow))
        return {Key(row.day, row.channel, row.kind, row.topic): row.count for row in found}


async def test_what_is_counted_again_is_added(store: Store):
    async with store.transaction() as session:
        await add(session, {LAW: 3, QUIZ: 1})
    async with store.transaction() as session:
        await add(session, {LAW: 4})
        await add_one(session, DAY, Kind.QUIZ, "round")
    assert await rows(store) == {LAW: 7, QUIZ: 2}


async def test_those_who_count_at_once_lose_nothing(store: Store):
    async def count() -> None:
        async with store.transaction() as session:
            await add(session, {QUIZ: 1, LAW: 2})

    await asyncio.gather(*(count() for _ in range(8)))
    assert await rows(store) == {LAW: 16, QUIZ: 8}


async def test_sums_hold_the_days_of_their_span_over_all_channels(store: Store):
    async with store.transaction() as session:
        await add(session, {LAW: 3, LAW._replace(channel="telegram"): 2, QUIZ: 1})
        await add(session, {LAW._replace(day=date(2026, 5, day)): 100 for day in (3, 6)})
        span = Span(DAY, date(2026, 5, 5))
        assert await sums(session, "answer", span) == {LAW.topic: 5}
        assert await sums(session, "answer", Span(date(2025, 1, 1), date(2025, 12, 31))) == {}


async def test_what_was_counted_too_much_is_taken_back(sqlite_store: Store):
    async with sqlite_store.transaction() as session:
        await add_one(session, DAY, Kind.CHECKIN, "missed")
        await add_one(session, DAY, Kind.CHECKIN, "missed", -1)
        assert await sums(session, Kind.CHECKIN, Span(DAY, DAY)) == {"missed": 0}


def test_a_day_is_that_of_the_wall_in_viet_nam():
    assert day_of(datetime(2026, 5, 3, 17, 30, tzinfo=UTC)) == DAY
