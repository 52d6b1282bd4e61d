"""Sessions: how long they last, what the database knows of them."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import func, select

from admin import sessions
from admin.sessions import Beginning
from admin.tables import StaffSessionRow
from tests.admin.office import Office


@pytest.fixture
def office(each_office: Office) -> Office:
    return each_office


async def test_a_session_knows_its_person(office: Office) -> None:
    person = await office.hire("lan")
    key = await sessions.begin(office.store, person, office.clock())
    assert await sessions.find(office.store, key, office.clock()) == person


async def test_a_key_is_32_random_bytes_and_only_its_hash_is_stored(office: Office) -> None:
    person = await office.hire("lan")
    key = await sessions.begin(office.store, person, office.clock())
    async with office.store.transaction() as session:
        row = (await session.scalars(select(StaffSessionRow))).one()
    assert len(key) == 43
    assert row.key_hash == hashlib.sha256(key.encode()).hexdigest()
    assert await sessions.find(office.store, row.key_hash, office.clock()) is None


async def test_a_session_ends_after_thirty_quiet_minutes(office: Office) -> None:
    person = await office.hire("lan")
    key = await sessions.begin(office.store, person, office.clock())
    office.clock.forward(minutes=29, seconds=59)
    assert await sessions.find(office.store, key, office.clock())
    office.clock.forward(minutes=29, seconds=59)
    assert await sessions.find(office.store, key, office.clock())
    office.clock.forward(minutes=30)
    assert await sessions.find(office.store, key, office.clock()) is None


async def test_a_session_ends_after_twelve_hours_however_busy(office: Office) -> None:
    person = await office.hire("lan")
    key = await sessions.begin(office.store, person, office.clock())
    for _ in range(12 * 4 - 1):
        office.clock.forward(minutes=15)
        assert await sessions.find(office.store, key, office.clock())
    office.clock.forward(minutes=15)
    assert await sessions.find(office.store, key, office.clock()) is None


async def test_an_ended_session_is_not_found(office: Office) -> None:
    person = await office.hire("lan")
    key = await sessions.begin(office.store, person, office.clock())
    await sessions.end(office.store, key, office.clock())
    assert await sessions.find(office.store, key, office.clock()) is None


async def test_a_new_session_ends_the_one_the_browser_had(office: Office) -> None:
    person = await office.hire("lan")
    first = await sessions.begin(office.store, person, office.clock())
    second = await sessions.begin(office.store, person, office.clock(), Beginning(first))
    assert await sessions.find(office.store, first, office.clock()) is None
    assert await sessions.find(office.store, second, office.clock())


@pytest.mark.parametrize("key", ["", "x", "A" * 43, "A" * 42 + "\x00", "é" * 43, "A" * 100_000])
async def test_a_forged_key_opens_nothing(office: Office, key: str) -> None:
    await office.hire("lan")
    assert await sessions.find(office.store, key, office.clock()) is None


async def test_an_account_is_signed_in_at_ten_browsers_at_most(office: Office) -> None:
    person = await office.hire("lan")
    keys = []
    for _ in range(sessions.MOST_PER_PERSON + 1):
        keys.append(await sessions.begin(office.store, person, office.clock()))
        office.clock.forward(seconds=1)
    found = [await sessions.find(office.store, key, office.clock()) for key in keys]
    assert [one is not None for one in found] == [False] + [True] * sessions.MOST_PER_PERSON


async def test_outdated_sessions_are_cleared_at_the_next_sign_in(office: Office) -> None:
    lan, binh = await office.hire("lan"), await office.hire("binh")
    await sessions.begin(office.store, lan, office.clock())
    office.clock.forward(hours=1)
    await sessions.begin(office.store, binh, office.clock())
    async with office.store.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(StaffSessionRow)) == 1


def test_a_form_token_belongs_to_one_key_and_one_purpose() -> None:
    key, other = sessions.new_key(), sessions.new_key()
    assert sessions.form_token(key, "a") != sessions.form_token(other, "a")
    assert sessions.form_token(key, "a") != sessions.form_token(key, "b")
    assert key not in sessions.form_token(key, "a")
