"""Calls: written down once, listed newest first, counted so that nobody can be picked out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from flows.hotline import calls, counts
from flows.hotline.calls import Call, FaultyCallError
from flows.hotline.rules import hotline_rules
from flows.hotline.tables import CallRow
from flows.hotline.words import FIELDS
from store.engine import Store

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
WORDS = {
    "caller": "family",
    "topic": "rehab",
    "need": "place",
    "outcome": "referred",
    "referral": "health_station",
}
CALL = Call(NOW - timedelta(hours=1), " Xã  A ", WORDS, "người nhà lo lắng")


async def add(store: Store, call: Call = CALL, once: str = "a" * 16) -> None:
    async with store.transaction() as session:
        await calls.add(session, call, by="lan", once=once, now=NOW)


async def test_a_call_is_written_down_once_with_its_note_sealed(store: Store):
    await add(store)
    await add(store)
    async with store.transaction() as session:
        (row,) = await session.scalars(select(CallRow))
        assert (row.commune, row.by) == ("Xã A", "lan")
        assert row.note
        assert "lo lắng".encode() not in row.note
        assert calls.note_of(session, row, NOW) == "người nhà lo lắng"


async def test_a_note_goes_after_its_time_and_the_call_stays(store: Store):
    await add(store)
    end = NOW + timedelta(days=hotline_rules().note_days)
    assert await calls.purge(store, end - timedelta(seconds=1)) == 0
    assert await calls.purge(store, end) == 1
    async with store.transaction() as session:
        row = await calls.get(session, 1)
        assert row
        assert (row.note, calls.note_of(session, row, NOW)) == (None, "")


@pytest.mark.parametrize(
    "call",
    [
        replace(CALL, at=NOW + timedelta(hours=1)),
        replace(CALL, at=NOW - timedelta(days=400)),
        replace(CALL, words={**WORDS, "topic": "gossip"}),
        replace(CALL, words={"topic": "rehab"}),
        replace(CALL, note="a" * (calls.LONGEST_NOTE + 1)),
        replace(CALL, commune="a" * (calls.LONGEST_COMMUNE + 1)),
    ],
    ids=["future", "long ago", "unknown word", "unanswered", "long note", "long commune"],
)
async def test_what_will_not_do_is_refused(store: Store, call: Call):
    with pytest.raises(FaultyCallError):
        await add(store, call)


async def test_a_long_list_goes_on_where_the_page_ended(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(calls, "PAGE", 2)
    monkeypatch.setattr(calls, "BATCH", 2)
    for number in range(5):
        at = NOW - timedelta(minutes=number // 2)
        await add(store, replace(CALL, at=at), once=f"{number:016x}")
    seen: list[int] = []
    after = None
    async with store.transaction() as session:
        while rows := (await calls.page(session, after))[: calls.PAGE]:
            seen += [row.id for row in rows]
            after = (rows[-1].at, rows[-1].id)
    today = date(2026, 11, 23)
    assert seen == [2, 1, 4, 3, 5]
    assert [row.id async for row in calls.every(store, today, today)] == seen


async def test_months_are_counted_by_the_clock_here_and_small_counts_are_held_back(store: Store):
    first = datetime(2026, 10, 31, 17, 30, tzinfo=UTC)  # half past midnight on 1 November
    for number in range(7):
        topic = "rehab" if number < 5 else "law"
        at = first - timedelta(hours=1) if number == 6 else first
        call = replace(CALL, at=at, words={**WORDS, "topic": topic})
        await add(store, call, once=f"{number:016x}")
    async with store.transaction() as session:
        october, november = await counts.by_month(
            session, "topic", date(2026, 10, 5), date(2026, 11, 22)
        )
    assert (october.first, october.total) == (date(2026, 10, 1), None)
    assert november.total == 6
    assert (november.parts["law"], november.parts["rehab"]) == (None, None)
    assert november.parts["family"] == 0


def test_every_field_has_a_name_for_each_of_its_words():
    for words, names in FIELDS.values():
        assert set(words) == set(names)


def test_the_latest_two_years_are_counted_at_most():
    months = counts.months_of(date(2020, 1, 1), date(2026, 11, 22))
    assert len(months) == counts.MOST_MONTHS
    assert months[-1] == date(2026, 11, 1)
