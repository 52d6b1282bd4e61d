"""The pages of campaigns: write, preview, a second person approves, stop; who may."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import httpx
import pytest
from sqlalchemy import select

from admin.roles import Role
from admin.tables import AuditRow
from flows.campaigns.tables import CampaignRow
from tests.admin.office import Browser, Office

WRITTEN = {
    "name": "Tết",
    "vi": "Lịch nghỉ Tết.\r\n\r\nNơi tư vấn vẫn mở.",
    "en": "",
    "reads": "treat/where",
    "topic": "treat",
    "place": "",
    "send_at": "2026-06-02T20:00",
    "per_minute": "30",
}


@pytest.fixture
def office(each_office: Office) -> Office:
    each_office.clock.at = datetime(2026, 6, 2, 3, tzinfo=UTC)
    return each_office


async def at_work(office: Office, name: str = "lan", role: Role = Role.EDITOR) -> Browser:
    await office.hire(name, role)
    return await office.browser_of(name)


async def send(browser: Browser, path: str, fields: Mapping[str, str]) -> httpx.Response:
    return await browser.post(path, {"token": await browser.token("/password"), **fields})


async def row_of(office: Office) -> CampaignRow:
    async with office.store.transaction() as session:
        row = await session.scalar(select(CampaignRow))
    assert row is not None
    return row


async def test_a_campaign_is_written_previewed_and_approved_by_another(office: Office) -> None:
    lan, binh = await at_work(office), await at_work(office, "binh", Role.REVIEWER)
    written = await send(lan, "/campaigns", WRITTEN)
    assert written.headers["location"] == "/staff/campaigns/1?notice=written"
    page = (await lan.get("/campaigns/1")).text
    assert "Nơi tư vấn vẫn mở." in page
    assert "Có tin mới mà bạn đã nhờ mình báo" in page
    assert "Dưới 5 người" in page
    await send(lan, "/campaigns/1/review", {"version": "1"})
    assert (await send(lan, "/campaigns/1/approval", {"version": "2"})).status_code == 403
    assert "Duyệt</button>" in (await binh.get("/campaigns/1")).text
    done = await send(binh, "/campaigns/1/approval", {"version": "2"})
    assert done.headers["location"] == "/staff/campaigns/1?notice=approved"
    row = await row_of(office)
    assert (row.state, row.approved_by) == ("approved", "binh")
    assert row.send_at == datetime(2026, 6, 2, 13, tzinfo=UTC)
    async with office.store.transaction() as session:
        acts = await session.scalars(select(AuditRow.action).where(AuditRow.staff_name == "binh"))
        assert "campaign.approved" in acts.all()


async def test_whoever_wrote_it_cannot_approve_it_even_as_a_lead(office: Office) -> None:
    lead = await at_work(office, role=Role.LEAD)
    office.clock.forward(seconds=1)
    await send(lead, "/campaigns", WRITTEN)
    await send(lead, "/campaigns/1/review", {"version": "1"})
    assert "Duyệt</button>" not in (await lead.get("/campaigns/1")).text
    assert (await send(lead, "/campaigns/1/approval", {"version": "2"})).status_code == 409


@pytest.mark.parametrize(
    "change",
    [{"vi": ""}, {"send_at": "mai"}, {"per_minute": "9999"}, {"reads": "law/none"},
     {"place": "hanoi"}],
)  # fmt: skip
async def test_what_will_not_do_stays_on_the_form(office: Office, change: dict[str, str]) -> None:
    browser = await at_work(office)
    answer = await send(browser, "/campaigns", WRITTEN | change)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert 'value="Tết"' in answer.text


async def test_two_who_change_a_draft_do_not_overwrite_each_other(office: Office) -> None:
    lan, binh = await at_work(office), await at_work(office, "binh")
    await send(lan, "/campaigns", WRITTEN)
    first = await send(lan, "/campaigns/1", WRITTEN | {"version": "1", "vi": "Một."})
    late = await send(binh, "/campaigns/1", WRITTEN | {"version": "1", "vi": "Hai."})
    assert (first.status_code, late.status_code) == (303, 409)
    assert "Hai.</textarea>" in late.text
    assert (await row_of(office)).vi == "Một."


async def test_an_approved_campaign_can_be_stopped(office: Office) -> None:
    lan, binh = await at_work(office), await at_work(office, "binh", Role.REVIEWER)
    await send(lan, "/campaigns", WRITTEN)
    await send(lan, "/campaigns/1/review", {"version": "1"})
    await send(binh, "/campaigns/1/approval", {"version": "2"})
    stopped = await send(lan, "/campaigns/1/stop", {"version": "3"})
    assert stopped.headers["location"] == "/staff/campaigns/1?notice=stopped"
    assert "Đã dừng" in (await lan.get("/campaigns")).text
    assert (await lan.get("/campaigns/1")).status_code == 200


@pytest.mark.parametrize("path", ["/campaigns/7", "/campaigns?before=x"])
async def test_what_is_not_there_is_refused(office: Office, path: str) -> None:
    browser = await at_work(office)
    assert (await browser.get(path)).status_code in (400, 404)
    assert (await browser.get("/campaigns/new")).status_code == 200


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.SUPPORTER, Role.ANALYST])
async def test_campaigns_are_closed_to_those_who_do_not_write(office: Office, role: Role) -> None:
    browser = await at_work(office, role=role)
    assert (await browser.get("/campaigns")).status_code == 403
