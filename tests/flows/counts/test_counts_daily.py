"""Counts by day are added up, whoever adds."""

from __future__ import annotations

import asyncio
from datetime import date

from sqlalchemy import select

from flows.counts.daily import NOWHERE, Key, add, add_one
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
        await add_one(session, DAY, "quiz", "round")
    assert await rows(store) == {LAW: 7, QUIZ: 2}


async def test_those_who_count_at_once_lose_nothing(store: Store):
    async def count() -> None:
        async with store.transaction() as session:
            await add(session, {QUIZ: 1, LAW: 2})

    await asyncio.gather(*(count() for _ in range(8)))
    assert await rows(store) == {LAW: 16, QUIZ: 8}
