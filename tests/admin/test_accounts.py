"""Accounts: names, one-time passwords, own passwords, the first administrator."""

from __future__ import annotations

import asyncio
import re
import unicodedata

import pytest
from sqlalchemy import select

from admin import accounts, passwords, proof, sessions
from admin.accounts import BadNameError, NameTakenError, NoAccountError
from admin.passwords import WeakPasswordError
from admin.proof import RefusedError
from admin.roles import Role
from admin.tables import StaffRow
from store.engine import Store
from tests.admin.office import OWN_PASSWORD, Office
from tests.support.talking import FakeClock

HERE = "203.0.113.7"


@pytest.fixture
def office(each_office: Office) -> Office:
    return each_office


async def test_a_one_time_password_is_four_groups_of_four_clear_letters(
    store: Store, clock: FakeClock
) -> None:
    password = await accounts.create(store, "lan.anh", Role.EDITOR, clock())
    assert re.fullmatch(r"([bcfghjkmnpqrstvxz2-9]{4}-){3}[bcfghjkmnpqrstvxz2-9]{4}", password)


def test_one_time_passwords_differ() -> None:
    assert len({passwords.one_time() for _ in range(100)}) == 100


def test_a_vietnamese_keyboard_cannot_turn_a_one_time_password_into_other_letters() -> None:
    assert not set(passwords.ALPHABET) & set("aeiouydw")


async def test_a_one_time_password_may_be_typed_without_dashes_and_with_capitals(
    store: Store, clock: FakeClock
) -> None:
    password = await accounts.create(store, "lan", Role.EDITOR, clock())
    typed = f" {password.replace('-', ' ').upper()} "
    assert (await proof.prove(store, "lan", typed, HERE, clock())).name == "lan"


async def test_an_own_password_is_taken_to_the_letter(office: Office) -> None:
    await office.hire("lan")
    with pytest.raises(RefusedError):
        await proof.prove(office.store, "lan", OWN_PASSWORD.upper(), HERE, office.clock())


async def test_an_own_password_may_come_in_any_unicode_form(office: Office) -> None:
    await office.hire("lan")
    apart = unicodedata.normalize("NFD", OWN_PASSWORD)
    assert await proof.prove(office.store, "lan", apart, HERE, office.clock())


async def test_only_the_hash_of_a_password_is_kept(store: Store, clock: FakeClock) -> None:
    password = await accounts.create(store, "lan", Role.EDITOR, clock())
    async with store.transaction() as session:
        row = (await session.scalars(select(StaffRow))).one()
    assert row.password.startswith("$argon2id$")
    assert password not in row.password


@pytest.mark.parametrize(
    "name",
    ["", "ab", "a" * 41, "có dấu", "a b c", "lan@anh", "lan/anh", "<b>lan", "lan\x00anh", "lаn"],
)
async def test_a_name_is_three_to_forty_letters_digits_dots_and_dashes(
    store: Store, clock: FakeClock, name: str
) -> None:
    with pytest.raises(BadNameError) as fault:
        await accounts.create(store, name, Role.EDITOR, clock())
    assert "3 đến 40 ký tự" in str(fault.value)


@pytest.mark.parametrize("name", ["lan", "a" * 40, "lan.anh_2-b", "..."])
async def test_a_sound_name_is_taken(store: Store, clock: FakeClock, name: str) -> None:
    await accounts.create(store, name, Role.ANALYST, clock())
    found = await accounts.look_up(store, name)
    assert found
    assert found[0].role is Role.ANALYST


async def test_a_name_is_given_once_however_it_is_written(store: Store, clock: FakeClock) -> None:
    await accounts.create(store, "lan", Role.EDITOR, clock())
    with pytest.raises(NameTakenError, match="Đã có tài khoản tên lan"):
        await accounts.create(store, " LAN ", Role.EDITOR, clock())


async def test_a_reset_gives_a_new_one_time_password_and_signs_out_everywhere(
    office: Office,
) -> None:
    person = await office.hire("lan")
    key = await sessions.begin(office.store, person, office.clock())
    password = await accounts.reset(office.store, "lan", office.clock())
    assert await sessions.find(office.store, key, office.clock()) is None
    with pytest.raises(RefusedError):
        await proof.prove(office.store, "lan", OWN_PASSWORD, HERE, office.clock())
    assert (await proof.prove(office.store, "lan", password, HERE, office.clock())).one_time


async def test_a_reset_unlocks(office: Office) -> None:
    await office.hire("lan")
    for _ in range(5):
        with pytest.raises(RefusedError):
            await proof.prove(office.store, "lan", "wrong", HERE, office.clock())
    password = await accounts.reset(office.store, "lan", office.clock())
    assert await proof.prove(office.store, "lan", password, HERE, office.clock())


async def test_an_unknown_account_cannot_be_reset(store: Store, clock: FakeClock) -> None:
    with pytest.raises(NoAccountError, match="Không có tài khoản nào tên lan"):
        await accounts.reset(store, "lan", clock())


async def test_the_first_administrator_is_made_when_there_is_no_account(
    store: Store, clock: FakeClock
) -> None:
    made = await accounts.ensure_first_administrator(store, clock())
    assert made
    name, password = made
    assert name == "quantri"
    person = await proof.prove(store, name, password, HERE, clock())
    assert person.role is Role.ADMINISTRATOR
    assert person.one_time


async def test_no_administrator_is_made_once_there_is_any_account(
    store: Store, clock: FakeClock
) -> None:
    await accounts.create(store, "lan", Role.EDITOR, clock())
    assert await accounts.ensure_first_administrator(store, clock()) is None


async def test_two_processes_that_start_together_make_one_first_administrator(
    store: Store, clock: FakeClock
) -> None:
    made = await asyncio.gather(
        *(accounts.ensure_first_administrator(store, clock()) for _ in range(3))
    )
    assert sum(one is not None for one in made) == 1


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("ngắn quá", "ít nhất 12"),
        ("            ", "ít nhất 12"),
        ("a" * 129, "dài nhất là 128"),
        ("nguyen.lan.anh", "tên tài khoản"),
        ("Nguyen.Lan.Anh", "tên tài khoản"),
        ("matkhau123456", "Nhiều người dùng"),
        ("MatKhau123456", "Nhiều người dùng"),
        ("zzzzzzzzzzzzzzz", "Nhiều người dùng"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(password: str, why: str) -> None:
    with pytest.raises(WeakPasswordError, match=why):
        passwords.check_new(password, "nguyen.lan.anh")


@pytest.mark.parametrize("password", ["mười hai chữ", "đ" * 11 + "a", "x1" * 64])
def test_a_password_of_twelve_characters_or_more_will_do(password: str) -> None:
    passwords.check_new(password, "lan")


def test_every_common_password_in_the_list_is_long_enough_to_matter() -> None:
    listed = passwords._COMMON
    assert len(listed) > 50
    assert all(len(word) >= passwords.SHORTEST and word == word.casefold() for word in listed)


async def test_the_present_password_cannot_be_chosen_again(office: Office) -> None:
    person = await office.hire("lan")
    with pytest.raises(accounts.SamePasswordError):
        await accounts.choose_password(office.store, person, OWN_PASSWORD, office.clock())


async def test_a_choice_does_not_undo_a_reset_that_came_between(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = await office.hire("lan")
    reset: list[str] = []

    hashed = passwords.hashed

    async def hashed_after_a_reset(password: str) -> str:
        monkeypatch.setattr(passwords, "hashed", hashed)
        reset.append(await accounts.reset(office.store, "lan", office.clock()))
        return await hashed(password)

    monkeypatch.setattr(passwords, "hashed", hashed_after_a_reset)
    with pytest.raises(accounts.ChangedMeanwhileError):
        await accounts.choose_password(office.store, person, "một mật khẩu khác", office.clock())
    assert await proof.prove(office.store, "lan", reset[0], HERE, office.clock())
