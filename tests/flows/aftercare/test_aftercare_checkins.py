"""Each check-in is judged and kept for itself: in a pause, twice in a minute, or said again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from flows.aftercare import decisions
from flows.aftercare.tables import CaseRow, CheckinRow
from flows.counts.daily import Kind
from flows.counts.tables import DailyCountRow
from flows.registry import EFFECTS
from store.engine import Store
from tests.support.reaching import states, tasks
from tests.support.walking import GREEN_WEEK, Walker, told

GREEN = {"hold": "light", "craving": 2, "confidence": 8, "safety": "no", "person": "no"}
RED = {**GREEN, "person": "today"}
AMBER = {**GREEN, "craving": 9}
FIRST_GREEN = [*GREEN_WEEK[:4], "0", "0", "no", "no"]
"""A good week with the mood questions, as at the first check-in."""

FIRST_RED = [*FIRST_GREEN[:6], "plan"]
SOON_RED = [*GREEN_WEEK[:6], "plan"]


@pytest.fixture
def somebody(store: Store) -> Walker:
    return Walker(store)


async def kept(store: Store) -> Sequence[tuple[str | None, list[str]]]:
    """Level and reasons of every check-in, in the order in which they were kept."""
    async with store.transaction() as session:
        rows = await session.scalars(select(CheckinRow).order_by(CheckinRow.id))
        return [(row.level, row.reasons) for row in rows]


async def done(store: Store) -> int:
    """How many check-ins are counted as done."""
    async with store.transaction() as session:
        rows = await session.scalars(
            select(DailyCountRow.count).where(
                DailyCountRow.kind == Kind.CHECKIN, DailyCountRow.topic == "done"
            )
        )
        return sum(rows)


async def next_on(store: Store) -> date | None:
    async with store.transaction() as session:
        found: date | None = await session.scalar(select(CaseRow.next_on))
        return found


async def save(somebody: Walker, key: str, answers: dict[str, Any]) -> dict[str, Any]:
    saved: dict[str, Any] = await EFFECTS["checkin_save"](
        somebody.world, {"key": key, "answers": answers}
    )
    return saved


async def test_in_a_pause_every_check_in_is_answered_with_its_own_verdict(
    store: Store, somebody: Walker
):
    await somebody.enrol()
    somebody.now += timedelta(days=7)
    await somebody.walk("my_support", ["pause", "28", "end"])
    await somebody.walk("checkin", FIRST_GREEN)
    assert (await tasks(store), somebody.cards) == ([], [])
    assert "Thứ Hai, 28/12" in somebody.heard
    assert "Mình hỏi thăm bạn lần tới" not in somebody.heard
    somebody.now += timedelta(days=1)
    await somebody.walk("checkin", SOON_RED)
    assert somebody.cards == ["crisis/suicide"]
    assert "Mình đã báo người đồng hành" in somebody.heard
    assert await kept(store) == [("green", []), ("red", ["plan"])]
    assert [facts["reasons"] for _, _, facts in await tasks(store)] == [["plan"]]


async def test_a_second_red_check_in_within_a_minute_calls_somebody(store: Store, somebody: Walker):
    await somebody.enrol()
    await somebody.walk("checkin", FIRST_GREEN)
    somebody.now += timedelta(seconds=20)
    await somebody.walk("checkin", SOON_RED)
    assert somebody.cards == ["crisis/suicide"]
    assert await kept(store) == [("green", []), ("red", ["plan"])]
    assert [facts["reasons"] for _, _, facts in await tasks(store)] == [["plan"]]


async def test_other_answers_under_one_key_are_another_check_in(store: Store, somebody: Walker):
    await somebody.enrol()
    levels = [(await save(somebody, "own:1", each))["level"] for each in (GREEN, AMBER, RED)]
    assert levels == ["green", "amber", "red"]
    assert [level for level, _ in await kept(store)] == levels
    assert await done(store) == 3
    assert len(await tasks(store)) == 2


async def test_the_same_answers_again_are_the_same_check_in(store: Store, somebody: Walker):
    await somebody.enrol()
    await save(somebody, "own:1", GREEN)
    first = await save(somebody, "own:1", RED)
    assert await save(somebody, "own:1", RED) == first
    assert [level for level, _ in await kept(store)] == ["green", "red"]
    assert await done(store) == 2
    assert len(await tasks(store)) == 1


async def test_a_red_check_in_that_a_crash_repeats_is_one_row_and_one_alert(
    store: Store, somebody: Walker
):
    somebody.crash = True
    await somebody.enrol()
    somebody.now += timedelta(days=7)
    await somebody.walk("checkin", FIRST_RED)
    assert await kept(store) == [("red", ["plan"])]
    assert len(await tasks(store)) == 1
    assert await done(store) == 1


async def test_a_check_in_on_its_day_is_the_planned_one_whatever_was_said_before(
    store: Store, somebody: Walker
):
    await somebody.enrol()
    somebody.now += timedelta(days=6)
    await somebody.walk("checkin", FIRST_GREEN)
    assert await next_on(store) == date(2026, 12, 7)
    await somebody.walk("my_support", ["day", "0", "19", "end"])
    assert await next_on(store) == date(2026, 11, 30)
    somebody.now += timedelta(days=1)
    await somebody.walk("checkin", GREEN_WEEK)
    assert await next_on(store) == date(2026, 12, 7)
    waiting = {key for kind, key, state in await states(store) if state == "waiting"}
    assert not [key for key in waiting if key.startswith("2026-11-30")]


async def test_who_needs_somebody_today_is_heard_before_the_card_and_given_no_tip(
    store: Store, somebody: Walker
):
    await somebody.enrol()
    await somebody.walk("checkin", [*FIRST_GREEN[:7], "today"])
    heard, called, _ = somebody.said[-3:]
    assert (heard.crisis, heard.softly) == ("crisis/suicide", True)
    assert "Mình nghe bạn" in told(heard.text)
    assert "Mình đã báo người đồng hành" in told(called.text)
    assert "Một việc nhỏ" not in somebody.heard


@pytest.mark.parametrize(("days", "level"), [("1", "amber"), ("4-7", "red")])
async def test_use_that_was_told_is_answered_with_the_danger_and_never_with_blame(
    store: Store, somebody: Walker, days: str, level: str
):
    async with store.transaction() as session:
        await decisions.record(
            session, decisions.ASK_ABOUT_USE, by="admin", note="demo", now=somebody.now
        )
    await somebody.enrol()
    await somebody.walk("checkin", [days, *FIRST_GREEN[1:]])
    assert somebody.cards == ["crisis/overdose"]
    assert "yếu chịu hơn" in somebody.heard
    assert "tái nghiện" not in somebody.heard
    assert [facts["level"] for _, _, facts in await tasks(store)] == [level]


async def test_a_very_hard_week_alone_is_no_reason_for_cheer(store: Store, somebody: Walker):
    await somebody.enrol()
    await somebody.walk("checkin", ["very", *FIRST_GREEN[1:]])
    assert [facts["reasons"] for _, _, facts in await tasks(store)] == [["hold_very"]]
    assert "nói thật" in somebody.heard
    assert "làm lại điều đã giúp" not in somebody.heard
    assert "người hỏi thăm bạn" in somebody.heard
