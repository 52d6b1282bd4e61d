"""The second step: set up with the password, asked for at sign-ins, each code good once."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from admin import accounts, recovery, second_step, totp
from admin.accounts_changes import devices
from admin.audit_actions import Action
from admin.roles import Role
from admin.second_step import Proof
from admin.tables import AuditRow, RecoveryRow, StaffRow
from tests.admin.office import OWN_PASSWORD, Office
from tests.admin.phone import Phone, give, half_way, secret_in, set_up


@pytest.fixture
def office(each_office: Office) -> Office:
    return each_office


async def recorded(office: Office) -> list[str]:
    async with office.store.transaction() as session:
        return list(await session.scalars(select(AuditRow.action).order_by(AuditRow.id)))


async def test_the_second_step_is_set_up_on_the_page(office: Office) -> None:
    await office.hire("lan")
    browser = await office.browser_of("lan")
    token = await browser.token("/security")
    start = {"token": token, "action": "start"}
    wrong = await browser.post("/security", {**start, "password": "wrong"})
    assert wrong.status_code == 403
    assert (await browser.get("/security/set-up")).headers["location"] == "/staff/security"
    answer = await browser.post("/security", {**start, "password": OWN_PASSWORD})
    assert answer.headers["location"] == "/staff/security/set-up"
    page = await browser.get("/security/set-up")
    assert "<svg" in page.text
    assert "style=" not in page.text
    phone = Phone(office, secret_in(page))
    later = await browser.post("/security/set-up", {"token": token, "code": phone.code(-5)})
    assert later.status_code == 400
    assert not (await office.person("lan")).second_step
    done = await browser.post("/security/set-up", {"token": token, "code": phone.code()})
    assert done.status_code == 200
    assert done.text.count("<li>") >= recovery.CODES
    assert (await office.person("lan")).second_step
    assert Action.SECOND_STEP_ON in await recorded(office)


async def test_a_sign_in_asks_for_the_code_and_opens_nothing_before(office: Office) -> None:
    await office.hire("lan")
    phone, _ = await set_up(office, "lan")
    browser = await half_way(office, "lan")
    for path in ("/", "/topics", "/password", "/security"):
        assert (await browser.get(path)).headers["location"] == "/staff/code"
    before = dict(browser.cookies)
    answer = await give(browser, phone.code())
    assert answer.headers["location"] == "/staff/"
    assert (await browser.get("/")).status_code == 200
    assert dict(browser.cookies) != before


async def test_a_code_is_good_once(office: Office) -> None:
    await office.hire("lan")
    phone, _ = await set_up(office, "lan")
    code = phone.code()
    assert (await give(await half_way(office, "lan"), code)).status_code == 303
    assert (await give(await half_way(office, "lan"), code)).status_code == 403
    office.clock.forward(seconds=30)
    assert (await give(await half_way(office, "lan"), code)).status_code == 403
    assert (await give(await half_way(office, "lan"), phone.code())).status_code == 303


async def test_a_code_given_twice_at_the_same_time_is_taken_once(office: Office) -> None:
    person = await office.hire("lan")
    phone, codes = await set_up(office, "lan")
    for typed in (phone.code(), codes[0]):
        proofs = await asyncio.gather(
            *(second_step.check(office.store, person, typed, office.clock()) for _ in range(4))
        )
        assert sum(one is not None for one in proofs) == 1


@pytest.mark.parametrize(("steps", "fits"), [(-2, False), (-1, True), (0, True), (1, True)])
async def test_codes_of_one_half_minute_before_and_after_are_taken(
    office: Office, steps: int, fits: bool
) -> None:
    person = await office.hire("lan")
    phone, _ = await set_up(office, "lan")
    office.clock.forward(minutes=5)
    proof = await second_step.check(office.store, person, phone.code(steps), office.clock())
    assert (proof is Proof.CODE) is fits


async def test_the_code_may_be_typed_in_two_groups(office: Office) -> None:
    person = await office.hire("lan")
    phone, _ = await set_up(office, "lan")
    code = phone.code()
    typed = f" {code[:3]} {code[3:]} "
    assert await second_step.check(office.store, person, typed, office.clock()) is Proof.CODE


async def test_a_recovery_code_opens_once_and_is_written_down(office: Office) -> None:
    await office.hire("lan")
    _, codes = await set_up(office, "lan")
    assert len(set(codes)) == recovery.CODES
    typed = codes[3].upper().replace("-", " ")
    assert (await give(await half_way(office, "lan"), typed)).status_code == 303
    assert (await give(await half_way(office, "lan"), typed)).status_code == 403
    standing = await second_step.standing(office.store, await office.person("lan"))
    assert standing.recovery_left == recovery.CODES - 1
    assert Action.RECOVERY_USED in await recorded(office)


async def test_wrong_codes_lock_like_wrong_passwords_and_passwords_do_not_lift_that(
    office: Office,
) -> None:
    await office.hire("lan")
    phone, _ = await set_up(office, "lan")
    for _ in range(4):
        assert (await give(await half_way(office, "lan"), "000000")).status_code == 403
    browser = await half_way(office, "lan")
    assert (await give(browser, "000000")).status_code == 403
    assert (await recorded(office))[-1] == Action.SIGN_IN_LOCKED
    assert (await give(browser, phone.code())).status_code == 403
    assert (await office.browser().sign_in("lan", OWN_PASSWORD)).status_code == 403
    office.clock.forward(minutes=16)
    assert (await give(await half_way(office, "lan"), phone.code())).status_code == 303


async def test_a_right_password_on_the_last_try_still_leads_to_the_code(office: Office) -> None:
    await office.hire("lan")
    phone, _ = await set_up(office, "lan")
    for _ in range(4):
        await office.browser().sign_in("lan", "wrong")
    assert (await give(await half_way(office, "lan"), phone.code())).status_code == 303


async def test_half_a_sign_in_ends_after_ten_minutes(office: Office) -> None:
    await office.hire("lan")
    phone, _ = await set_up(office, "lan")
    browser = await half_way(office, "lan")
    token = await browser.token("/code")
    office.clock.forward(minutes=10)
    answer = await browser.post("/code", {"token": token, "code": phone.code()})
    assert answer.headers["location"] == "/staff/sign-in?notice=ended"


async def test_half_a_sign_in_is_no_device_that_is_signed_in(office: Office) -> None:
    person = await office.hire("lan")
    await set_up(office, "lan")
    await half_way(office, "lan")
    assert await devices(office.store, person.id, office.clock()) == []


async def test_neither_key_nor_recovery_codes_can_be_read_in_the_database(office: Office) -> None:
    person = await office.hire("lan")
    await second_step.start(office.store, person)
    secret = await second_step.pending(office.store, person)
    assert secret
    code = Phone(office, secret).code()
    codes = await second_step.confirm(office.store, person, code, office.clock())
    async with office.store.transaction() as session:
        row = (await session.scalars(select(StaffRow))).one()
        digests = list(await session.scalars(select(RecoveryRow.digest)))
    assert row.code_secret
    assert secret.encode() not in row.code_secret
    assert not {code.replace("-", "") for code in codes} & set(digests)
    assert all(len(digest) == 64 for digest in digests)


async def test_another_phone_replaces_the_first_only_when_it_is_confirmed(office: Office) -> None:
    person = await office.hire("sep", Role.ADMINISTRATOR)
    old, codes = await set_up(office, "sep")
    await second_step.start(office.store, person)
    now = office.clock()
    assert await second_step.check(office.store, person, old.code(), now) is Proof.CODE
    new, _ = await set_up(office, "sep")
    assert await second_step.check(office.store, person, old.code(), office.clock()) is None
    assert await second_step.check(office.store, person, codes[0], office.clock()) is None
    assert await second_step.check(office.store, person, new.code(), office.clock())


async def test_it_is_turned_off_only_where_the_role_does_not_need_it(office: Office) -> None:
    await office.hire("lan", Role.EDITOR)
    await office.hire("sep", Role.ADMINISTRATOR)
    for name in ("lan", "sep"):
        await set_up(office, name)
        person = await office.person(name)
        if name == "lan":
            await second_step.turn_off(office.store, person, office.clock())
        else:
            with pytest.raises(second_step.NeededError):
                await second_step.turn_off(office.store, person, office.clock())
        assert (await office.person(name)).second_step is (name == "sep")
    assert Action.SECOND_STEP_OFF in await recorded(office)


async def test_new_recovery_codes_end_the_old_ones(office: Office) -> None:
    person = await office.hire("lan")
    _, old = await set_up(office, "lan")
    new = await second_step.renew_recovery(office.store, person, office.clock())
    assert await second_step.check(office.store, person, old[0], office.clock()) is None
    assert await second_step.check(office.store, person, new[0], office.clock())


async def test_a_one_time_password_is_good_for_seventy_two_hours(office: Office) -> None:
    password = await accounts.create(office.store, "lan", Role.EDITOR, office.clock())
    office.clock.forward(hours=71, minutes=59)
    assert (await office.browser().sign_in("lan", password)).status_code == 303
    office.clock.forward(minutes=1)
    assert (await office.browser().sign_in("lan", password)).status_code == 403
    again = await accounts.reset(office.store, "lan", office.clock())
    assert (await office.browser().sign_in("lan", again)).status_code == 303


async def test_the_first_administrators_password_waits_for_them(office: Office) -> None:
    made = await accounts.ensure_first_administrator(office.store, office.clock())
    assert made
    office.clock.forward(days=40)
    assert (await office.browser().sign_in(*made)).status_code == 303


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "１２３４５６"])
def test_what_is_not_six_plain_digits_is_no_code(typed: str) -> None:
    assert totp.as_code(typed) is None
