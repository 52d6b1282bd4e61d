"""The hotline log: a call in a form, its note read by few, counts held back, an export."""

from __future__ import annotations

import re

import httpx
import pytest
from sqlalchemy import select

from admin.roles import Role
from admin.tables import AuditRow
from tests.admin.inbox.people import send
from tests.admin.office import Browser, Office

CALL = {
    "day": "2026-11-23",
    "time": "00:30",
    "commune": "Xã A",
    "caller": "family",
    "topic": "rehab",
    "need": "place",
    "outcome": "referred",
    "referral": "health_station",
    "note": "người nhà rất lo",
}
PERIOD = {"since": "2026-11-01", "until": "2026-11-30"}


@pytest.fixture
async def counsellor(each_office: Office) -> Browser:
    await each_office.hire("lan", Role.COUNSELLOR)
    return await each_office.browser_of("lan")


async def write(browser: Browser, **more: str) -> httpx.Response:
    found = re.search(r'name="once" value="([0-9a-f]{16})"', (await browser.get("/hotline")).text)
    assert found
    return await send(browser, "/hotline", **{"once": found[1], **CALL, **more})


async def recorded(office: Office) -> list[tuple[str, str]]:
    async with office.store.transaction() as session:
        rows = await session.scalars(select(AuditRow).where(AuditRow.subject_kind == "call"))
        return [(row.action, str(row.details)) for row in rows]


async def test_a_call_stands_in_the_list_and_its_note_only_on_its_page(
    each_office: Office, counsellor: Browser
):
    assert (await write(counsellor)).headers["location"] == "/staff/hotline?notice=kept"
    page = (await counsellor.get("/hotline")).text
    assert "00:30, 23/11/2026" in page
    assert "Cai nghiện" in page
    assert CALL["note"] not in page
    assert CALL["note"] in (await counsellor.get("/hotline/1")).text
    actions = await recorded(each_office)
    assert [action for action, _ in actions] == ["call.logged", "call.opened"]
    assert CALL["note"] not in str(actions)


@pytest.mark.parametrize(
    "wrong", [{"topic": ""}, {"topic": "x"}, {"day": "2026-13-01"}, {"day": "2027-01-01"}]
)
async def test_what_will_not_do_stays_in_the_form(counsellor: Browser, wrong: dict[str, str]):
    answer = await write(counsellor, **wrong)
    assert answer.status_code == 400
    assert CALL["note"] in answer.text
    assert "Chưa ghi cuộc gọi nào" in answer.text


async def test_counts_below_five_are_not_shown(counsellor: Browser):
    await write(counsellor)
    page = (await counsellor.get("/hotline/counts")).text
    row = page.partition("11/2026")[2].partition("</tr>")[0]
    assert '<td class="number">–</td>' in row
    assert '<td class="number">1</td>' not in row
    for _ in range(4):
        await write(counsellor)
    row = (await counsellor.get("/hotline/counts?by=need")).text.partition("11/2026")[2]
    assert '<td class="number">5</td>' in row.partition("</tr>")[0]
    assert (await counsellor.get("/hotline/counts?by=name")).status_code == 404


async def test_an_export_holds_no_note_and_stands_in_the_record(
    each_office: Office, counsellor: Browser
):
    await write(counsellor, commune="=1+1")
    await each_office.hire("sep", Role.LEAD)
    answer = await send(await each_office.browser_of("sep"), "/hotline.csv", **PERIOD)
    assert answer.headers["content-type"].startswith("text/csv")
    assert "Cai nghiện" in answer.text
    assert "'=1+1" in answer.text
    assert CALL["note"] not in answer.text
    last = (await recorded(each_office))[-1]
    assert last == ("calls.exported", str(PERIOD))


@pytest.mark.parametrize("period", [{}, {"since": "2026-11-30", "until": "2026-11-01"}])
async def test_a_period_that_is_none_is_refused(each_office: Office, period: dict[str, str]):
    await each_office.hire("sep", Role.LEAD)
    answer = await send(await each_office.browser_of("sep"), "/hotline.csv", **period)
    assert answer.status_code == 400


async def test_a_call_that_is_not_there_is_not_found(counsellor: Browser):
    assert (await counsellor.get("/hotline/7")).status_code == 404
    assert (await counsellor.get("/hotline?after=zzz")).status_code == 400
