"""The audit record: one chain, in the transaction of what it tells, that shows every change."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from admin import audit_check
from admin.audit import CONSOLE, Detail, Outsider, Subject, hash_of, record
from admin.audit_actions import ACTION_NAMES, Action
from admin.audit_check import verify
from admin.tables import AuditRow
from store.crypto import Keyring
from store.engine import NoKeyringError, Store
from tests.admin.office import KEYRING
from tests.support.talking import FakeClock

ABOUT = Subject("topic", "law/fine")


async def write(store: Store, clock: FakeClock, count: int = 1, **details: Detail) -> None:
    for _ in range(count):
        async with store.transaction() as session:
            await record(session, CONSOLE, Action.ROLE_CHANGED, ABOUT, details, clock())
        clock.forward(minutes=1)


async def open_to_change(store: Store) -> None:
    """What someone does first who owns the database and wants to change the record."""
    async with store.transaction() as session:
        for verb in ("update", "delete"):
            on = "" if store.engine.dialect.name == "sqlite" else " ON admin_audit"
            await session.execute(text(f"DROP TRIGGER admin_audit_no_{verb}{on}"))


async def run(store: Store, statement: str) -> None:
    async with store.transaction() as session:
        await session.execute(text(statement))


async def test_an_untouched_record_holds(store: Store, clock: FakeClock) -> None:
    assert (await verify(store)).broken is None
    await write(store, clock, 5, role="lead", left=3, known=True, nothing=None)
    chain = await verify(store)
    assert (chain.entries, chain.checked, chain.broken) == (5, 5, None)
    async with store.transaction() as session:
        rows = list(await session.scalars(select(AuditRow).order_by(AuditRow.id)))
    assert [row.id for row in rows] == [1, 2, 3, 4, 5]
    assert [row.previous for row in rows[1:]] == [row.hash for row in rows[:-1]]
    assert chain.head == rows[-1].hash


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE admin_audit SET staff_name = 'binh' WHERE id = 3",
        "UPDATE admin_audit SET action = 'account.enabled' WHERE id = 3",
        "UPDATE admin_audit SET subject_id = 'law/other' WHERE id = 3",
        'UPDATE admin_audit SET details = \'{"role": "editor"}\' WHERE id = 3',
        "UPDATE admin_audit SET at = (SELECT at FROM admin_audit WHERE id = 1) WHERE id = 3",
        "UPDATE admin_audit SET staff = 7 WHERE id = 3",
        "DELETE FROM admin_audit WHERE id = 3",
        "UPDATE admin_audit SET id = 30 WHERE id = 3",
        "UPDATE admin_audit SET previous = 'f' || substr(previous, 2) WHERE id = 3",
    ],
)
async def test_a_changed_or_missing_entry_is_found(
    store: Store, clock: FakeClock, change: str
) -> None:
    await write(store, clock, 5, role="lead")
    await open_to_change(store)
    await run(store, change)
    assert (await verify(store)).broken == 3


async def test_an_entry_made_without_the_key_is_found(store: Store, clock: FakeClock) -> None:
    await write(store, clock, 3)
    forger = Keyring.of(b"x" * 32)
    async with store.transaction() as session:
        last = await session.scalar(select(AuditRow).where(AuditRow.id == 3))
        assert last
        forged: dict[str, Any] = {
            "id": 4,
            "at": clock(),
            "staff": None,
            "staff_name": "lan",
            "action": "account.created",
            "subject_kind": "account",
            "subject_id": "1",
            "details": {},
            "previous": last.hash,
        }
        session.add(AuditRow(**forged, hash=hash_of(forger, forged)))
    assert (await verify(store)).broken == 4


@pytest.mark.parametrize(
    "change", ["UPDATE admin_audit SET staff_name = 'x'", "DELETE FROM admin_audit"]
)
async def test_the_database_itself_refuses_to_change_or_remove_an_entry(
    store: Store, clock: FakeClock, change: str
) -> None:
    await write(store, clock)
    with pytest.raises(DBAPIError, match="append-only"):
        await run(store, change)
    assert (await verify(store)).entries == 1


async def test_what_does_not_happen_is_not_written_down(store: Store, clock: FakeClock) -> None:
    with pytest.raises(RuntimeError):
        async with store.transaction() as session:
            await record(session, CONSOLE, Action.ROLE_CHANGED, ABOUT, {}, clock())
            raise RuntimeError
    await write(store, clock)
    chain = await verify(store)
    assert (chain.entries, chain.broken) == (1, None)


async def test_entries_written_at_the_same_time_make_one_chain(
    store: Store, clock: FakeClock
) -> None:
    await asyncio.gather(*(write(store, clock) for _ in range(20)))
    chain = await verify(store)
    assert (chain.entries, chain.broken) == (20, None)


async def test_two_entries_of_one_transaction_follow_each_other(
    store: Store, clock: FakeClock
) -> None:
    async with store.transaction() as session:
        for _ in range(2):
            await record(session, CONSOLE, Action.ROLE_CHANGED, ABOUT, {}, clock())
    assert (await verify(store)).broken is None


async def test_a_check_holds_only_a_batch_and_sees_what_lies_in_the_last(
    sqlite_store: Store, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = sqlite_store
    monkeypatch.setattr(audit_check, "BATCH", 3)
    await write(store, clock, 10)
    assert (await verify(store)).broken is None
    await open_to_change(store)
    await run(store, "DELETE FROM admin_audit WHERE id = 7")
    assert (await verify(store)).broken == 7


async def test_a_check_of_the_newest_looks_at_these_alone(
    sqlite_store: Store, clock: FakeClock
) -> None:
    store = sqlite_store
    await write(store, clock, 10)
    await open_to_change(store)
    await run(store, "UPDATE admin_audit SET staff_name = 'x' WHERE id = 4")
    chain = await verify(store, newest=6)
    assert (chain.entries, chain.checked, chain.broken) == (10, 6, None)
    assert (await verify(store, newest=7)).broken == 4
    await run(store, "DELETE FROM admin_audit WHERE id = 4")
    assert (await verify(store, newest=6)).broken == 4


@pytest.mark.parametrize(
    "details", [{"text": "x" * 201}, {f"d{number}": number for number in range(13)}]
)
async def test_details_are_few_and_short(
    sqlite_store: Store, clock: FakeClock, details: dict[str, Detail]
) -> None:
    with pytest.raises(ValueError, match="few and short"):
        async with sqlite_store.transaction() as session:
            await record(session, CONSOLE, Action.ROLE_CHANGED, ABOUT, details, clock())


async def test_a_store_without_keys_writes_nothing_down(
    sqlite_store: Store, clock: FakeClock
) -> None:
    keyless = Store(str(sqlite_store.engine.url))
    with pytest.raises(NoKeyringError):
        async with keyless.transaction() as session:
            await record(session, CONSOLE, Action.ROLE_CHANGED, ABOUT, {}, clock())
    await keyless.close()
    async with sqlite_store.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(AuditRow)) == 0


@settings(max_examples=30)
@given(
    name=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40),
    value=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=200),
)
async def test_any_text_comes_back_as_it_was_signed(
    sqlite_store: Store, clock: FakeClock, name: str, value: str
) -> None:
    async with sqlite_store.transaction() as session:
        actor = Outsider(name)
        await record(session, actor, Action.SIGNED_IN, ABOUT, {"value": value}, clock())
    assert (await verify(sqlite_store)).broken is None


def test_two_entries_that_differ_only_in_what_belongs_to_which_field_differ_in_hash(
    clock: FakeClock,
) -> None:
    def entry(name: str, action: str) -> dict[str, Any]:
        return {"at": clock(), "staff_name": name, "action": action}

    assert hash_of(KEYRING, entry("a", "bc")) != hash_of(KEYRING, entry("ab", "c"))


def test_every_action_has_a_name_for_people_and_an_id_with_a_dot() -> None:
    assert set(ACTION_NAMES) == set(Action)
    assert all("." in action and len(action) <= 60 for action in Action)
