"""The audit page: filter, pages of entries, export, the line on the chain."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from admin import audit_reading, spreadsheet
from admin.audit import Outsider, Subject, record
from admin.audit_actions import Action
from admin.audit_reading import Wanted
from admin.roles import Role
from content.home import HOME_ZONE
from tests.admin.office import Browser, Office


async def at_work(office: Office) -> Browser:
    await office.hire("sep", Role.ADMINISTRATOR)
    return await office.browser_of("sep")


async def write(office: Office, count: int, name: str = "lan") -> None:
    for number in range(count):
        async with office.store.transaction() as session:
            actor, about = Outsider(name), Subject("topic", f"t{number}")
            await record(session, actor, Action.ROLE_CHANGED, about, {}, office.clock())


async def test_the_page_tells_in_words_who_did_what(office: Office) -> None:
    browser = await at_work(office)
    page = (await browser.get("/audit")).text
    assert "Cả 3 mục vẫn đúng" in page
    assert "Dòng lệnh trên máy chủ" in page
    assert "Lập tài khoản" in page
    assert "Quản trị" in page


async def test_a_tampered_record_is_told_on_the_page(office: Office) -> None:
    browser = await at_work(office)
    async with office.store.transaction() as session:
        await session.execute(text("DROP TRIGGER admin_audit_no_update"))
        await session.execute(text("UPDATE admin_audit SET staff_name = 'lan' WHERE id = 2"))
    page = (await browser.get("/audit")).text
    assert "Mục 2 không còn đúng" in page
    assert 'role="alert"' in page


async def test_pages_follow_each_other_without_gap_or_double(office: Office) -> None:
    await write(office, audit_reading.PAGE * 2 + 5)
    seen: list[int] = []
    before = None
    while True:
        shown = await audit_reading.page(office.store, Wanted(), HOME_ZONE, before)
        seen += [entry.id for entry in shown.entries]
        if shown.older is None:
            break
        before = shown.older
    assert seen == list(range(audit_reading.PAGE * 2 + 5, 0, -1))


async def test_the_filter_finds_by_person_action_and_day_in_vietnam(office: Office) -> None:
    # The clock stands at 18:00 UTC on the 22nd, which is the 23rd in Vietnam.
    await write(office, 2)
    office.clock.forward(days=2)
    await write(office, 3, "binh")
    store = office.store

    async def count(query: str) -> int:
        page = await browser.get(f"/audit?{query}")
        assert page.status_code == 200
        return page.text.count('class="number"')

    await write(office, 0)
    browser = await at_work(office)
    assert await count("who=lan") == 2
    assert await count("action=account.role_changed") == 5
    assert await count("since=2026-11-23&until=2026-11-23") == 2
    assert await count("until=2026-11-22") == 0
    assert await count("who=binh&since=2026-11-24&until=2026-11-25") == 3
    assert len((await audit_reading.page(store, Wanted(who="lan"), HOME_ZONE)).entries) == 2


@pytest.mark.parametrize(
    "query",
    [
        "action=no.such",
        "since=yesterday",
        "until=2026-13-01",
        "since=0001-01-01",
        "until=9999-12-31",
        "before=-1",
        "before=9999999999",
        "before=x",
        "who=" + "x" * 41,
        "who=%00",
    ],
)
async def test_a_filter_that_makes_no_sense_is_refused(office: Office, query: str) -> None:
    browser = await at_work(office)
    assert (await browser.get(f"/audit?{query}")).status_code == 400


async def test_an_export_holds_what_was_found_and_is_written_down(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_reading, "BATCH", 20)
    await write(office, 60)
    await write(office, 1, "=cmd()")
    browser = await at_work(office)
    token = await browser.token("/audit")
    answer = await browser.post("/audit.csv", {"token": token, "action": "account.role_changed"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text.startswith(spreadsheet.BYTE_ORDER_MARK)
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert len(rows) == 1 + 61
    assert [row[0] for row in rows[1:]] == [str(number) for number in range(61, 0, -1)]
    assert rows[1][2] == "'=cmd()"
    assert "Xuất nhật ký" in (await browser.get("/audit")).text


@given(cell=st.text())
def test_no_cell_begins_like_a_formula(cell: str) -> None:
    safe = spreadsheet.safe(cell)
    assert safe.lstrip(" ")[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n"}
    assert safe.removeprefix("'") == cell or safe == cell


@given(cells=st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=5))
def test_a_line_is_read_back_as_the_cells_it_was_made_of(cells: list[str]) -> None:
    read = list(csv.reader(io.StringIO(spreadsheet.line(cells), newline="")))
    assert read == [[spreadsheet.safe(cell) for cell in cells]]
