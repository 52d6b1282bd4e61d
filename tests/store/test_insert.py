"""Rows come into the store in any number, on both databases, and twice is once."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from flows.reach.port import Intent, State, intend_all, withdraw
from flows.reach.tables import NotificationRow, TaskRow
from store.engine import Store
from store.insert import insert_all, insert_all_once, insert_once

AT = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)


def task(key: str, facts: object) -> dict[str, object]:
    return {
        "subject": "case:1",
        "kind": "alert",
        "key": key,
        "holder": "role:lead",
        "rung": 0,
        "facts": facts,
        "made_at": AT,
        "due": AT,
    }


async def test_many_rows_come_back_as_they_were_given(store: Store):
    facts = [{}, {"reasons": ["a", "b"]}, ["a", ["b"]], [], {"note": 'đ "{,}" \\ NULL'}]
    async with store.transaction() as session:
        await insert_all(session, TaskRow, [task(str(at), each) for at, each in enumerate(facts)])
    async with store.transaction() as session:
        rows = (await session.scalars(select(TaskRow).order_by(TaskRow.key))).all()
    assert [row.facts for row in rows] == facts
    assert {(row.due, row.closed_at) for row in rows} == {(AT, None)}


async def test_only_what_was_not_there_before_is_returned(store: Store):
    async with store.transaction() as session:
        first = await insert_all_once(session, TaskRow, [task("a", {})], TaskRow.key)
        then = await insert_all_once(session, TaskRow, [task("b", {}), task("a", {})], TaskRow.key)
        assert [list(rows) for rows in (first, then)] == [[("a",)], [("b",)]]
        assert await insert_once(session, TaskRow, **task("a", {})) is None
        assert await insert_once(session, TaskRow, **task("c", {})) is not None
        assert await insert_all_once(session, TaskRow, [], TaskRow.key) == ()


async def test_one_intent_meant_twice_at_once_is_one_intent(store: Store):
    twice = [Intent("case:1", "checkin", AT, "k", {"on": day}) for day in ("1", "2")]
    async with store.transaction() as session:
        await intend_all(session, twice)
        await withdraw(session, subject="case:1")
        await intend_all(session, twice)
        row = (await session.scalars(select(NotificationRow))).one()
    assert (row.state, row.data) == (State.WAITING, {"on": "2"})
