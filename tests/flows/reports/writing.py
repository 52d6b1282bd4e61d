"""A report to try things on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from content.local import Period
from flows.counts.daily import Key, add
from flows.reports import keeping
from flows.reports.keeping import Hand, Number
from flows.reports.sheet import Sheet
from flows.reports.terms import Term
from store.engine import Store

NOW = datetime(2026, 6, 2, 3, tzinfo=UTC)
"""10:00 in Viet Nam, three days before half-year reports of Bình Thuận are due."""

HALF = Term("binh-thuan", Period.HALF_YEAR, 2026)
YEAR = Term("binh-thuan", Period.YEAR, 2026)


def hand(name: str = "lan", later: timedelta = timedelta(0)) -> Hand:
    return Hand(name, NOW + later)


async def answered(store: Store, topic: str, count: int, day: datetime = NOW) -> None:
    """So many answers about a topic the day before."""
    key = Key(day.date() - timedelta(days=1), "web", "answer", topic)
    async with store.transaction() as session:
        await add(session, {key: count})


async def begun(store: Store, term: Term = HALF) -> Sheet:
    async with store.transaction() as session:
        await keeping.begin(session, term, hand())
        return await keeping.sheet_of(session, term)


async def entered(
    store: Store, indicator: str, number: Number, version: int = 0, term: Term = HALF
) -> None:
    async with store.transaction() as session:
        await keeping.enter(session, term, indicator, number, version, hand())


async def finished(store: Store, term: Term = HALF) -> Sheet:
    async with store.transaction() as session:
        row = await keeping.find(session, term)
        assert row is not None
        seen = await keeping.stamp(session, row.id)
        await keeping.finish(session, term, seen, hand("an"))
        return await keeping.sheet_of(session, term)
