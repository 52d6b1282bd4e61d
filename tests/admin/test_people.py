"""Accounts as administrators change them, on the pages and below."""

from __future__ import annotations

import asyncio
import re

import httpx
import pytest
from sqlalchemy import select

from admin import accounts_changes, sessions
from admin.accounts import person_of
from admin.accounts_changes import LastAdministratorError, OwnAccountError
from admin.audit import CONSOLE
from admin.audit_actions import Action
from admin.audit_check import verify
from admin.errors import AccountError
from admin.roles import Role
from admin.tables import AuditRow, StaffRow
from tests.admin.office import OWN_PASSWORD, Browser, Office
from tests.admin.phone import set_up


@pytest.fixture
def office(each_office: Office) -> Office:
    return each_office


async def recorded(office: Office) -> list[tuple[str, str, dict[str, object]]]:
    async with office.store.transaction() as session:
        rows = await session.scalars(select(AuditRow).order_by(AuditRow.id))
        return [(row.staff_name, row.action, dict(row.details)) for row in rows]


async def at_work(office: Office) -> tuple[Browser, int]:
    """An administrator's browser, and the number of the account "lan"."""
    await office.hire("sep", Role.ADMINISTRATOR)
    lan = await office.hire("lan")
    return await office.browser_of("sep"), lan.id


async def send(browser: Browser, path: str, **fields: str) -> httpx.Response:
    return await browser.post(path, {"token": await browser.token("/security"), **fields})


async def test_someone_is_invited_with_a_password_that_is_shown_once(office: Office) -> None:
    browser, _ = await at_work(office)
    answer = await send(browser, "/people", name=" Binh ", role="counsellor")
    found = re.search(r'class="secret">([a-z0-9-]{19})<', answer.text)
    assert found
    assert answer.headers["cache-control"] == "no-store"
    assert found[1] not in (await browser.get("/people")).text
    assert (await office.browser().sign_in("binh", found[1])).status_code == 303
    assert (await office.person("binh")).role is Role.COUNSELLOR
    made = ("sep", "account.created", {"name": "binh", "role": "counsellor"})
    assert made in await recorded(office)
    assert found[1] not in str(await recorded(office))


@pytest.mark.parametrize(("name", "role"), [("lan", "editor"), ("x", "editor"), ("binh", "boss")])
async def test_an_invitation_that_will_not_do_is_sent_back(
    office: Office, name: str, role: str
) -> None:
    browser, _ = await at_work(office)
    assert (await send(browser, "/people", name=name, role=role)).status_code == 400


async def test_another_role_signs_out_at_once(office: Office) -> None:
    browser, lan = await at_work(office)
    hers = await office.browser_of("lan")
    answer = await send(browser, f"/people/{lan}/role", role="analyst")
    assert answer.headers["location"] == f"/staff/people/{lan}?notice=role"
    assert (await hers.get("/")).status_code == 303
    assert (await office.person("lan")).role is Role.ANALYST
    change = {"name": "lan", "before": "editor", "role": "analyst"}
    assert ("sep", "account.role_changed", change) in await recorded(office)


async def test_a_disabled_account_is_out_at_once_and_stays_out(office: Office) -> None:
    browser, lan = await at_work(office)
    hers = await office.browser_of("lan")
    await send(browser, f"/people/{lan}/state", state="disabled")
    assert (await hers.get("/")).status_code == 303
    assert (await office.browser().sign_in("lan", OWN_PASSWORD)).status_code == 403
    await send(browser, f"/people/{lan}/state", state="enabled")
    assert (await office.browser().sign_in("lan", OWN_PASSWORD)).status_code == 303
    actions = [action for _, action, _ in await recorded(office)]
    assert {"account.disabled", "account.enabled"} <= set(actions)


async def test_a_session_cannot_begin_on_an_account_that_was_just_disabled(
    office: Office,
) -> None:
    person = await office.hire("lan")
    await accounts_changes.disable(office.store, person.id, CONSOLE, office.clock())
    with pytest.raises(AccountError):
        await sessions.begin(office.store, person, office.clock())


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("role", {"role": "editor"}),
        ("state", {"state": "disabled"}),
        ("reset", {}),
        ("second-step", {}),
    ],
)
async def test_nobody_demotes_disables_or_resets_themself(
    office: Office, path: str, fields: dict[str, str]
) -> None:
    browser, _ = await at_work(office)
    await office.hire("hai", Role.ADMINISTRATOR)
    sep = await office.person("sep")
    assert (await send(browser, f"/people/{sep.id}/{path}", **fields)).status_code == 400
    assert await office.person("sep") == sep


async def test_the_last_administrator_stays_even_for_the_console(office: Office) -> None:
    sep = await office.hire("sep", Role.ADMINISTRATOR)
    hai = await office.hire("hai", Role.ADMINISTRATOR)
    store, now = office.store, office.clock()
    await accounts_changes.disable(store, hai.id, sep, now)
    with pytest.raises(LastAdministratorError):
        await accounts_changes.disable(store, sep.id, CONSOLE, now)
    with pytest.raises(LastAdministratorError):
        await accounts_changes.change_role(store, sep.id, Role.LEAD, CONSOLE, now)


async def test_two_administrators_who_demote_each_other_leave_one(office: Office) -> None:
    sep = await office.hire("sep", Role.ADMINISTRATOR)
    hai = await office.hire("hai", Role.ADMINISTRATOR)
    ends = await asyncio.gather(
        accounts_changes.change_role(office.store, hai.id, Role.EDITOR, sep, office.clock()),
        accounts_changes.change_role(office.store, sep.id, Role.EDITOR, hai, office.clock()),
        return_exceptions=True,
    )
    assert sum(isinstance(end, LastAdministratorError) for end in ends) == 1
    async with office.store.transaction() as session:
        rows = await session.scalars(select(StaffRow))
        roles = [person_of(row).role for row in rows]
    assert sorted(roles) == [Role.ADMINISTRATOR, Role.EDITOR]


async def test_one_cannot_act_on_oneself_below_the_page_either(office: Office) -> None:
    sep = await office.hire("sep", Role.ADMINISTRATOR)
    with pytest.raises(OwnAccountError):
        await accounts_changes.disable(office.store, sep.id, sep, office.clock())


async def test_a_reset_on_the_page_gives_a_new_password(office: Office) -> None:
    browser, lan = await at_work(office)
    answer = await send(browser, f"/people/{lan}/reset")
    found = re.search(r'class="secret">([a-z0-9-]{19})<', answer.text)
    assert found
    assert (await office.browser().sign_in("lan", found[1])).status_code == 303


async def test_a_lost_second_step_is_removed(office: Office) -> None:
    browser, lan = await at_work(office)
    await set_up(office, "lan")
    assert "Mất điện thoại" in (await browser.get(f"/people/{lan}")).text
    await send(browser, f"/people/{lan}/second-step")
    assert not (await office.person("lan")).second_step
    assert ("sep", "second_step.removed", {"name": "lan"}) in await recorded(office)


async def test_a_device_is_signed_out_one_by_one_or_all(office: Office) -> None:
    browser, lan = await at_work(office)
    hers = []
    for _ in range(3):
        hers.append(await office.browser_of("lan"))
        office.clock.forward(seconds=1)
    newest = (await accounts_changes.devices(office.store, lan, office.clock()))[0]
    await send(browser, f"/people/{lan}/devices", device=newest.id)
    assert [(await one.get("/")).status_code for one in hers] == [200, 200, 303]
    await send(browser, f"/people/{lan}/devices", device="all")
    assert [(await one.get("/")).status_code for one in hers] == [303, 303, 303]
    actions = [action for _, action, _ in await recorded(office)]
    assert {Action.SESSION_REVOKED, Action.SESSIONS_REVOKED} <= set(actions)


async def test_one_signs_out_everywhere_else_and_stays(office: Office) -> None:
    await office.hire("lan")
    here, there = await office.browser_of("lan"), await office.browser_of("lan")
    shown = (await here.get("/security")).text
    assert shown.count("thiết bị này") == 1
    assert shown.count('name="device" value="') - shown.count('value="all"') == 1
    await send(here, "/security/devices", device="all")
    assert (await here.get("/")).status_code == 200
    assert (await there.get("/")).status_code == 303


async def test_nobody_signs_out_a_device_of_another_by_the_own_page(office: Office) -> None:
    browser, lan = await at_work(office)
    hers = await office.browser_of("lan")
    device = (await accounts_changes.devices(office.store, lan, office.clock()))[0]
    await send(browser, "/security/devices", device=device.id)
    assert (await hers.get("/")).status_code == 200
    await send(browser, "/security/devices", device="%" * 16)
    assert (await browser.get("/")).status_code == 200


@pytest.mark.parametrize("number", ["999", "2147483648", "99999999999999999999999"])
async def test_an_account_that_is_not_there_is_not_found(office: Office, number: str) -> None:
    browser, _ = await at_work(office)
    assert (await browser.get(f"/people/{number}")).status_code == 404
    for path in ("reset", "role", "state", "second-step"):
        fields = {"role": "editor", "state": "disabled"}
        assert (await send(browser, f"/people/{number}/{path}", **fields)).status_code == 404


async def test_a_day_at_the_door_is_written_down_whole(office: Office) -> None:
    await office.hire("lan")
    browser = await office.browser_of("lan")
    await browser.sign_out()
    for _ in range(5):
        await office.browser().sign_in("lan", "wrong")
    entries = [(name, action) for name, action, _ in await recorded(office)]
    assert entries == [
        ("(console)", "account.created"),
        ("lan", "password.changed"),
        ("lan", "sign_in.done"),
        ("lan", "sign_out.done"),
        ("(stranger)", "sign_in.locked"),
    ]
    assert (await verify(office.store)).broken is None
