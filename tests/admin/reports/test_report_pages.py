"""The pages of reports: begin, enter, write, make final, open again; who may, and what is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import httpx
import pytest
from sqlalchemy import select

from admin.roles import Role
from admin.tables import AuditRow
from flows.reports.tables import EditionRow, EntryRow
from tests.admin.office import Browser, Office
from tests.flows.reports.writing import HALF, answered

HERE = "/reports/binh-thuan/half_year/2026"


@pytest.fixture
def office(each_office: Office) -> Office:
    each_office.clock.at = datetime(2026, 6, 2, 3, tzinfo=UTC)
    return each_office


async def at_work(office: Office, role: Role = Role.ANALYST, name: str = "lan") -> Browser:
    await office.hire(name, role)
    return await office.browser_of(name)


async def send(browser: Browser, path: str, fields: Mapping[str, str], **headers: str):
    token = await browser.token("/password")
    return await browser.post(path, {"token": token, **fields}, **headers)


async def begun(browser: Browser) -> httpx.Response:
    fields = {"site": "binh-thuan", "period": "half_year", "year": "2026"}
    return await send(browser, "/reports", fields)


async def enter(
    browser: Browser, indicator: str, version: int = 0, **fields: str
) -> httpx.Response:
    path = f"{HERE}/entries/{indicator}"
    return await send(browser, path, {"version": str(version), **fields})


async def actions(office: Office) -> list[tuple[str, str, str]]:
    async with office.store.transaction() as session:
        rows = await session.scalars(select(AuditRow).order_by(AuditRow.id))
        found = [row for row in rows if row.subject_kind == "report"]
        return [(row.action, row.staff_name, row.subject_id) for row in found]


async def test_a_report_is_begun_once_and_stands_in_the_list(office: Office) -> None:
    browser = await at_work(office)
    assert "còn 3 ngày" in (await browser.get("/reports")).text
    answer = await begun(browser)
    assert answer.headers["location"] == f"/staff{HERE}?notice=begun"
    assert (await begun(browser)).headers["location"] == f"/staff{HERE}"
    page = await browser.get("/reports")
    assert f'href="/staff{HERE}"' in page.text
    assert await actions(office) == [("report.begun", "lan", "binh-thuan:half_year:2026")]


@pytest.mark.parametrize(
    "path",
    [
        "/reports/hanoi/half_year/2026",
        "/reports/binh-thuan/week/2026",
        "/reports/binh-thuan/year/2031",
        "/reports/binh-thuan/year/2025",
        "/reports?site=hanoi",
    ],
)
async def test_a_report_that_is_not_there_is_not_found(office: Office, path: str) -> None:
    browser = await at_work(office)
    assert (await browser.get(path)).status_code == 404


async def test_a_number_is_kept_with_its_definition_target_and_who(office: Office) -> None:
    browser = await at_work(office)
    await begun(browser)
    answer = await enter(browser, "staff_trained", value="1.084", whole="1.200", note=" sổ  lớp ")
    assert answer.headers["location"] == f"/staff{HERE}?notice=entered#staff_trained"
    page = (await browser.get(HERE)).text
    assert "90,3%" in page
    assert "(1.084 / 1.200)" in page
    assert "mục tiêu: trên 80%" in page
    assert "lan nhập lúc 10:00, 02/06/2026" in page
    assert "Mỗi cán bộ tính một lần" in page
    async with office.store.transaction() as session:
        entry = await session.scalar(select(EntryRow))
    assert entry is not None
    assert (entry.note, entry.version) == ("sổ lớp", 1)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"value": "tám", "whole": "9"}, 400),
        ({"value": "8"}, 400),
        ({"value": "10", "whole": "9"}, 400),
        ({"value": "8", "whole": "9", "version": "4"}, 409),
    ],
)
async def test_what_cannot_be_saved_stays_on_the_form(
    office: Office, fields: dict[str, str], status: int
) -> None:
    browser = await at_work(office)
    await begun(browser)
    answer = await send(
        browser, f"{HERE}/entries/staff_trained", {"version": "0", "note": "giữ lại", **fields}
    )
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    assert 'value="giữ lại"' in answer.text
    assert f'value="{fields["value"]}"' in answer.text


async def test_two_who_enter_the_same_number_both_see_it(office: Office) -> None:
    lan, an = await at_work(office), await at_work(office, Role.LEAD, "binh")
    await begun(lan)
    await enter(lan, "models", value="2")
    late = await enter(an, "models", value="3")
    assert late.status_code == 409
    assert "Có người vừa sửa chỗ này" in late.text
    assert "2 mô hình · lan" in late.text
    assert (await enter(an, "models", version=1, value="3")).status_code == 303


async def test_with_htmx_only_the_line_and_the_foot_come_back(office: Office) -> None:
    browser = await at_work(office)
    await begun(browser)
    path = f"{HERE}/entries/models"
    saved = await send(browser, path, {"version": "0", "value": "2"}, HX_Request="true")
    assert saved.status_code == 200
    assert "<html" not in saved.text
    assert 'hx-swap-oob="true"' in saved.text
    assert "2 mô hình" in saved.text
    faulty = await send(browser, path, {"version": "1", "value": "hai"}, HX_Request="true")
    assert 'role="alert"' in faulty.text


async def test_remarks_are_kept_line_by_line(office: Office) -> None:
    browser = await at_work(office)
    await begun(browser)
    fields = {"version": "1", "sent_to": "Công an tỉnh", "remarks": "Một.\r\n\r\nHai.\x00"}
    answer = await send(browser, f"{HERE}/words", fields)
    assert answer.headers["location"] == f"/staff{HERE}?notice=words#words"
    assert "Một.\n\nHai." in (await browser.get(HERE)).text
    again = await send(browser, f"{HERE}/words", fields | {"remarks": "Ba."})
    assert again.status_code == 409
    assert "Ba." in again.text


async def test_counts_are_taken_anew_and_small_ones_stay_hidden(office: Office) -> None:
    browser = await at_work(office)
    await begun(browser)
    await answered(office.store, "law/use_penalty", 30)
    await answered(office.store, "drug/cannabis", 3)
    answer = await send(browser, f"{HERE}/counts", {"version": "1"})
    assert answer.headers["location"] == f"/staff{HERE}?notice=counts#counts"
    page = (await browser.get(HERE)).text
    assert "<strong>33</strong>" in page
    assert page.count(">ẩn<") == 2


async def test_a_lead_makes_it_final_and_opens_it_again(office: Office) -> None:
    analyst, lead = await at_work(office), await at_work(office, Role.LEAD, "binh")
    await begun(analyst)
    await enter(analyst, "models", value="2")
    page = (await lead.get(HERE)).text
    assert "Trưởng nhóm hoặc quản trị viên sẽ chốt" in (await analyst.get(HERE)).text
    refused = await send(analyst, f"{HERE}/state", {"version": "2", "state": "final"})
    assert refused.status_code == 403
    assert 'name="version" value="2"' in page
    stale = await send(lead, f"{HERE}/state", {"version": "1", "state": "final"})
    assert stale.status_code == 409
    done = await send(lead, f"{HERE}/state", {"version": "2", "state": "final"})
    assert done.headers["location"] == f"/staff{HERE}?notice=final#finish"
    assert (await enter(analyst, "models", version=1, value="3")).status_code == 409
    opened = await send(lead, f"{HERE}/state", {"version": "2", "state": "draft"})
    assert opened.headers["location"] == f"/staff{HERE}?notice=draft#finish"
    assert "Bản chốt lần 1" in (await lead.get(HERE)).text
    async with office.store.transaction() as session:
        assert len((await session.scalars(select(EditionRow))).all()) == 1
    assert [action for action, _, _ in await actions(office)] == [
        "report.begun",
        "report.entered",
        "report.finished",
        "report.reopened",
    ]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.COUNSELLOR, Role.SUPPORTER])
async def test_reports_are_closed_to_those_who_write_or_counsel(office: Office, role: Role) -> None:
    browser = await at_work(office, role)
    assert (await browser.get("/reports")).status_code == 403
    assert HALF.site not in (await browser.get("/")).text


async def test_the_page_of_a_final_report_has_no_form_to_enter(office: Office) -> None:
    lead = await at_work(office, Role.LEAD)
    await begun(lead)
    await send(lead, f"{HERE}/state", {"version": "1", "state": "final"})
    page = (await lead.get(HERE)).text
    assert "/entries/" not in page
    assert "Đã chốt, lần 1" in page
