"""Intents are written once, with what they rest on, and can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from flows.reach import contacts
from flows.reach.port import Address, State, forget, intend, withdraw
from flows.reach.tables import AttemptRow, ContactRow, NotificationRow
from store.engine import Store
from tests.support.reaching import AT, KEYS, states, world


async def test_the_same_intent_is_written_once_and_its_first_due_time_stays(store: Store):
    for late in range(3):
        async with store.transaction() as session:
            due = AT + timedelta(days=late)
            await intend(session, subject="booking:1", kind="eve", due=due, key="a", to="booking:1")
    async with store.transaction() as session:
        rows = list(await session.scalars(select(NotificationRow)))
    assert [(row.due, row.ready_at, row.state) for row in rows] == [(AT, AT, State.WAITING)]


async def test_an_intent_of_a_transaction_that_fails_was_never_there(store: Store):
    with pytest.raises(RuntimeError):
        async with store.transaction() as session:
            await intend(session, subject="booking:1", kind="eve", due=AT, key="a")
            raise RuntimeError
    assert await states(store) == []


async def test_taking_back_one_kind_leaves_the_others_and_what_is_settled(store: Store):
    async with store.transaction() as session:
        for kind in ("eve", "hour", "told"):
            await intend(session, subject="booking:1", kind=kind, due=AT, key="a")
        await intend(session, subject="booking:2", kind="eve", due=AT, key="a")
        told = await session.scalar(select(NotificationRow).where(NotificationRow.kind == "told"))
        assert told is not None
        told.state = State.SENT
    async with store.transaction() as session:
        await withdraw(session, subject="booking:1", kind="eve")
        await withdraw(session, subject="booking:1", kind="told")
    assert await states(store) == [
        ("eve", "a", State.WITHDRAWN),
        ("hour", "a", State.WAITING),
        ("told", "a", State.SENT),
        ("eve", "a", State.WAITING),
    ]


async def test_what_was_taken_back_can_be_meant_anew(store: Store):
    later = AT + timedelta(days=7)
    async with store.transaction() as session:
        await intend(session, subject="booking:1", kind="eve", due=AT, key="a")
        await withdraw(session, subject="booking:1")
        await intend(session, subject="booking:1", kind="eve", due=later, key="a")
    async with store.transaction() as session:
        rows = list(await session.scalars(select(NotificationRow)))
    assert [(row.due, row.ready_at, row.state) for row in rows] == [(later, later, State.WAITING)]


async def test_forgetting_a_subject_leaves_nothing_of_it(store: Store):
    async with store.transaction() as session:
        await intend(session, subject="booking:1", kind="eve", due=AT, key="a")
        await session.flush()
        row = await session.scalar(select(NotificationRow.id))
        assert row is not None
        session.add(
            AttemptRow(notification=row, number=1, channel="telegram", at=AT, outcome="sent")
        )
    async with store.transaction() as session:
        await forget(session, subject="booking:1")
    async with store.transaction() as session:
        assert await session.scalar(select(AttemptRow.id)) is None
    assert await states(store) == []


async def test_an_address_is_kept_sealed_and_opens_for_sending(store: Store):
    async with store.transaction() as session:
        await contacts.keep(session, world(store), "case:1")
        found = await contacts.best(session, "case:1")
        assert found is not None
        assert b"4711" not in found.address
        assert contacts.open_address(KEYS, found) == Address("telegram", "4711", "vi")


async def test_a_talk_finds_its_owners_of_a_sort(store: Store):
    async with store.transaction() as session:
        await contacts.keep(session, world(store), "case:1")
        await contacts.keep(session, world(store, at=AT + timedelta(days=1)), "case:2")
        await contacts.keep(session, world(store), "booking:1")
        assert await contacts.owners(session, world(store), "case") == ["case:2", "case:1"]
        assert await contacts.owners(session, world(store, "another"), "case") == []
        assert await contacts.owners(session, world(store, None), "case") == []


async def test_a_talk_without_an_address_is_found_by_its_name(store: Store):
    async with store.transaction() as session:
        await contacts.keep(session, world(store, None), "case:1")
        assert await contacts.owners(session, world(store, None), "case") == ["case:1"]


async def test_keeping_a_contact_twice_notes_only_that_it_was_heard(store: Store):
    later = AT + timedelta(hours=5)
    async with store.transaction() as session:
        await contacts.keep(session, world(store), "case:1")
        await contacts.keep(session, world(store, at=later), "case:1")
        rows = list(await session.scalars(select(ContactRow)))
    assert [row.heard_at for row in rows] == [later]


async def test_a_lost_contact_is_reached_again_once_it_was_heard_again(store: Store):
    async with store.transaction() as session:
        await contacts.keep(session, world(store), "case:1")
        contact = await contacts.best(session, "case:1")
        assert contact is not None
        await contacts.lose(session, contact.id, AT - timedelta(seconds=1))
        assert await contacts.best(session, "case:1") is not None
        await contacts.lose(session, contact.id, AT)
        assert await contacts.best(session, "case:1") is None
        await contacts.keep(session, world(store), "case:1")
        assert await contacts.best(session, "case:1") is not None


async def test_moving_leaves_one_contact(store: Store):
    async with store.transaction() as session:
        await contacts.keep(session, world(store), "case:1")
        await contacts.move(session, world(store, "new"), "case:1")
        assert await contacts.owners(session, world(store), "case") == []
        assert await contacts.owners(session, world(store, "new"), "case") == ["case:1"]
