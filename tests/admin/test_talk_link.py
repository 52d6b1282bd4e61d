"""Staff have notices sent to a talk of theirs with a one-time code, and only while they work."""

from __future__ import annotations

import re

from admin import accounts_changes, on_duty
from admin.audit import CONSOLE
from admin.roles import Role
from flows.reach import contacts
from store.engine import Store
from tests.admin.office import OWN_PASSWORD, Office
from tests.support.walking import Walker


async def linked(office: Office, name: str) -> Walker:
    """Link a talk as a member of staff would."""
    browser = await office.browser_of(name)
    fields = {
        "token": await browser.token("/security"),
        "password": OWN_PASSWORD,
        "action": "talk",
    }
    answer = await browser.post("/security", fields)
    found = re.search(r"[2-9A-Z]{5}-[2-9A-Z]{5}", answer.text)
    assert answer.status_code == 200
    assert found, answer.text
    talk = Walker(office.store, "77", office.clock(), talk=name)
    await talk.walk("enrol", code=found[0])
    return talk


async def reached(store: Store, name: str) -> bool:
    async with store.transaction() as session:
        return await contacts.best(session, f"staff:{name}") is not None


async def test_a_code_of_the_page_links_a_talk(office: Office):
    await office.hire("lan", Role.SUPPORTER)
    await linked(office, "lan")
    assert await reached(office.store, "lan")


async def test_a_code_is_only_made_after_the_password(office: Office):
    await office.hire("lan", Role.SUPPORTER)
    browser = await office.browser_of("lan")
    token = await browser.token("/security")
    answer = await browser.post(
        "/security", {"token": token, "password": "not this one", "action": "talk"}
    )
    assert not re.search(r"[2-9A-Z]{5}-[2-9A-Z]{5}", answer.text)


async def test_a_disabled_account_is_told_no_more_and_is_on_no_roster(office: Office):
    lan = await office.hire("lan", Role.LEAD)
    await office.hire("tuan", Role.COUNSELLOR)
    await linked(office, "lan")
    async with office.store.transaction() as session:
        assert await on_duty.on_duty(session, "lead") == ["lan"]
    await accounts_changes.disable(office.store, lan.id, CONSOLE, office.clock())
    async with office.store.transaction() as session:
        assert await on_duty.on_duty(session, "lead") == []
    assert not await reached(office.store, "lan")
