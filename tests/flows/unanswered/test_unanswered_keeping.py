"""Unanswered questions: kept for a month, bounded, tied to nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import import_module
from random import Random

import pytest
from sqlalchemy import select

from flows import unanswered
from flows.unanswered import KEPT_DAYS, Question, keep
from flows.unanswered.keep import LONGEST, Why
from flows.unanswered.tables import UnansweredRow
from store.engine import Store

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)


def question(text: str, at: datetime = NOW) -> Question:
    return Question(text, "law/vape", 0.426, Why.UNSURE, at)


async def put(store: Store, *questions: Question) -> None:
    await keep(store, questions, Random(7))


async def texts(store: Store) -> set[str]:
    async with store.transaction() as session:
        return {one.text for one in await unanswered.newest(session, 100)}


async def test_a_question_is_kept_with_its_day_and_nothing_finer(store: Store):
    await put(store, question("hút pod có sao không"))
    async with store.transaction() as session:
        (row,) = (await session.execute(select(UnansweredRow.__table__))).all()
    assert row.day.isoformat() == "2026-11-23"
    assert (row.predicted, row.confidence, row.why) == ("law/vape", 43, "unsure")
    assert set(row._mapping) == {"id", "day", "text", "predicted", "confidence", "why"}


async def test_the_order_of_ids_tells_nothing_of_the_order_of_questions(store: Store):
    await put(store, *(question(f"câu {letter}") for letter in "abcdefgh"))
    async with store.transaction() as session:
        found = list(await session.scalars(select(UnansweredRow.text).order_by(UnansweredRow.id)))
    assert found != sorted(found)


async def test_a_story_is_not_kept(store: Store):
    assert await keep(store, [question("a" * (LONGEST + 1)), question("")], Random(1)) == 0
    assert await texts(store) == set()


async def test_after_a_month_a_question_is_gone(store: Store):
    await put(store, question("cũ", NOW - timedelta(days=KEPT_DAYS)), question("mới"))
    assert await unanswered.purge(store, NOW - timedelta(days=1)) == 0
    assert await unanswered.purge(store, NOW) == 1
    assert await texts(store) == {"mới"}


async def test_the_oldest_beyond_the_limit_go(store: Store, monkeypatch: pytest.MonkeyPatch):
    # The package's `keep` is the function; its module is found by name only.
    monkeypatch.setattr(import_module("flows.unanswered.keep"), "MOST_KEPT", 3)
    days = [NOW - timedelta(days=age) for age in range(6)]
    await put(store, *(question(f"câu {age}", at) for age, at in enumerate(days)))
    assert await unanswered.purge(store, NOW) == 3
    assert await texts(store) == {"câu 0", "câu 1", "câu 2"}


async def test_what_two_people_decide_at_once_is_decided_once(store: Store):
    await put(store, question("một"), question("hai"))
    async with store.transaction() as session:
        ids = [one.id for one in await unanswered.newest(session, 10)]
    async with store.transaction() as session:
        assert len(await unanswered.take(session, ids)) == 2
    async with store.transaction() as session:
        assert await unanswered.take(session, ids) == []
        assert await unanswered.count(session) == 0
