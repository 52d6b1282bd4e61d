"""The roster page: leads change it, counsellors see it, two do not undo each other."""

from __future__ import annotations

import re

import httpx
import pytest

from admin.roles import Role
from tests.admin.inbox.people import send
from tests.admin.office import Browser, Office

HOURS = {"staff": "lan", "opens": "07:30", "closes": "17:00", "rank": "1", "version": "0"}


@pytest.fixture
async def lead(each_office: Office) -> Browser:
    await each_office.hire("sep", Role.LEAD)
    await each_office.hire("lan", Role.COUNSELLOR)
    return await each_office.browser_of("sep")


async def add(browser: Browser, **more: str) -> httpx.Response:
    return await send(browser, "/duty/shifts", **{**HOURS, "day-0": "1", **more})


async def test_hours_stand_on_every_chosen_day_and_can_be_taken_out(lead: Browser):
    await add(lead, **{"day-4": "1"})
    page = (await lead.get("/duty")).text
    assert page.count("07:30–17:00</b>") == 2
    await send(lead, "/duty/shifts/1/remove", version="2")
    assert (await lead.get("/duty")).text.count("07:30–17:00</b>") == 1


async def test_duty_until_midnight_is_written_as_null_oclock(lead: Browser):
    await add(lead, closes="00:00")
    assert "07:30–24:00" in (await lead.get("/duty")).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"staff": "nobody"},
        {"staff": ""},
        {"opens": "8"},
        {"opens": "25:00"},
        {"closes": "06:00"},
        {"rank": "0"},
        {"version": "7"},
    ],
    ids=["stranger", "nobody", "no minutes", "no such hour", "backwards", "no order", "stale"],
)
async def test_what_cannot_be_is_refused_and_stays_in_the_form(
    lead: Browser, wrong: dict[str, str]
):
    answer = await add(lead, **wrong)
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text
    assert "–17:00</b>" not in answer.text


async def test_at_least_one_day_is_chosen(lead: Browser):
    assert (await send(lead, "/duty/shifts", **HOURS)).status_code == 409


async def test_a_holiday_can_be_kept_and_given_back(lead: Browser):
    day = {"day": "2026-11-24", "note": "trực lễ"}
    assert "24/11/2026" in (await lead.get("/duty")).text
    await send(lead, "/duty/days", state="kept", version="0", **day)
    page = (await lead.get("/duty")).text
    assert re.search(r"24/11/2026</b> vẫn trực <small>trực lễ", page)
    await send(lead, "/duty/days", state="calendar", version="1", **day)
    assert "vẫn trực <small>" not in (await lead.get("/duty")).text


@pytest.mark.parametrize("day", ["", "x", "1899-01-01"])
async def test_a_day_that_is_none_is_refused(lead: Browser, day: str):
    assert (await send(lead, "/duty/days", state="kept", version="0", day=day)).status_code == 409


async def test_a_counsellor_sees_the_roster_without_its_forms(each_office: Office, lead: Browser):
    await add(lead)
    page = (await (await each_office.browser_of("lan")).get("/duty")).text
    assert "07:30–17:00" in page
    assert "/duty/shifts" not in page
