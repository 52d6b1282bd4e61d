"""Documents on their pages, export and import, the report, a newer edition."""

from __future__ import annotations

from io import BytesIO

import httpx
import pytest
from openpyxl import load_workbook

from content.exchange.parcel import MOST_BYTES
from content.shipping import import_files
from tests.admin.content.desk import Room, fields_in, open_room
from tests.admin.office import Browser, Office
from tests.content.writing import NOW, SMALL, changed, library, topic

DOCUMENT = "/documents/nd-1"
EXCHANGE = "/topics/exchange"


@pytest.fixture
async def room(office: Office) -> Room:
    return await open_room(office)


async def upload(browser: Browser, data: bytes, **more: str) -> httpx.Response:
    token = await browser.token(EXCHANGE)
    return await browser.client.post(
        "/topics/import",
        data={"token": token} | more,
        files={"file": ("noi-dung.xlsx", data)},
        headers={"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    )


async def export(browser: Browser, form: str) -> bytes:
    token = await browser.token(EXCHANGE)
    answer = await browser.post(EXCHANGE, {"token": token, "form": form})
    assert "attachment" in answer.headers["content-disposition"]
    return answer.content


async def test_replacing_a_document_shows_what_rests_on_it_and_opens_tasks(room: Room):
    binh = await room.browser("binh")
    page = await binh.get(DOCUMENT)
    assert "Mức phạt" in page.text
    answer = await binh.post(DOCUMENT, fields_in(page) | {"replaced_by": "nd-2"})
    assert "doubted" in answer.headers["location"]
    await room.refresh()
    assert "cần kiểm tra lại" in (await binh.get(DOCUMENT)).text
    an = await room.browser("anh")
    assert "Nguồn đã bị thay thế" in (await an.get("/topics?state=doubted")).text
    shown = (await an.get("/topics/law/fine")).text
    assert "đã bị thay thế hoặc hết hiệu lực" in shown


async def test_an_editor_reads_documents_and_adds_new_ones(room: Room):
    an = await room.browser("anh")
    page = await an.get(DOCUMENT)
    assert "chỉ người duyệt hoặc quản trị được sửa" in page.text
    fields = {
        "token": await an.token("/documents/new"),
        "version": "0",
        "id": "nd-3",
        "kind": "decree",
        "title.vi": "Nghị định ba",
        "checked_on": "2026-11-22",
        "confidence": "certain",
    }
    refused = await an.post("/documents/new", fields | {"id": "ND 3"})
    assert refused.status_code == 400
    assert "Nghị định ba" in refused.text
    answer = await an.post("/documents/new", fields)
    assert answer.headers["location"].endswith("/documents/nd-3?notice=added")


async def test_two_who_change_one_document_are_told(room: Room):
    binh, dung = await room.browser("binh"), await room.browser("dung")
    first, second = fields_in(await binh.get(DOCUMENT)), fields_in(await dung.get(DOCUMENT))
    await binh.post(DOCUMENT, first | {"number": "1"})
    answer = await dung.post(DOCUMENT, second | {"number": "2"})
    assert answer.status_code == 409
    assert fields_in(answer)["number"] == "2"
    assert (await dung.post(DOCUMENT, fields_in(answer))).status_code == 303


@pytest.mark.parametrize("form", ["xlsx", "yaml"])
async def test_what_was_exported_comes_back_as_nothing_new(room: Room, form: str):
    an = await room.browser("anh")
    answer = await upload(an, await export(an, form))
    assert "Đã nhận: 0 nội dung" in answer.text
    assert "5 mục không đổi" in answer.text


async def test_a_changed_workbook_becomes_drafts_and_a_faulty_one_is_told_row_by_row(room: Room):
    an = await room.browser("anh")
    book = load_workbook(BytesIO(await export(an, "xlsx")))
    book["topics"]["B3"] = "Tiêu đề khác"
    out = BytesIO()
    book.save(out)
    assert "Đã nhận: 1 nội dung" in (await upload(an, out.getvalue())).text
    assert fields_in(await an.get("/topics/law/fine/edit"))["title.vi"] == "Tiêu đề khác"
    book["topics"]["E4"] = "mai"
    out = BytesIO()
    book.save(out)
    answer = await upload(an, out.getvalue())
    assert answer.status_code == 400
    assert "Trang tính topics, dòng 4: treat/where: Rà soát ngày" in answer.text


async def test_an_upload_that_is_too_large_or_no_file_of_ours_is_refused(room: Room):
    an = await room.browser("anh")
    assert (await upload(an, b"x" * (MOST_BYTES + 20_000))).status_code == 413
    assert (await upload(an, b"PK and more")).status_code == 400
    assert (await upload(an, b"")).status_code == 400
    assert (await upload(an, b"topics: []", token="0" * 64)).status_code == 403
    sent = {"token": await an.token(EXCHANGE)}
    assert (await an.post("/topics/import", sent)).status_code == 415


async def test_the_report_names_reasons_and_filters_by_them(room: Room):
    em = await room.browser("hoa")
    page = (await em.get("/topics/report")).text
    assert "Chưa có phần nói thêm" in page
    assert "Ở đâu" not in (await em.get("/topics/report?why=old_check")).text
    assert (await em.get("/topics/report?why=mood")).status_code == 400


async def test_a_newer_edition_waits_until_staff_decide(room: Room):
    an = await room.browser("anh")
    await room.edit(an, "/topics/law/fine/edit", short__vi="Lời của mình.")
    newer = changed(topic(), title={"vi": "Từ tệp", "en": "Fine"})
    shipped = library(*SMALL.documents.values(), *(SMALL.topics | {newer.id: newer}).values())
    await import_files(room.office.store, shipped, NOW)
    page = await an.get("/topics/law/fine")
    assert "Có bản mới đi kèm phần mềm" in page.text
    token = await an.token("/topics/law/fine")
    answer = await an.post("/topics/law/fine/newer", {"token": token, "do": "take"})
    assert answer.status_code == 303
    kept = fields_in(await an.get("/topics/law/fine/edit"))
    assert (kept["title.vi"], kept["short.vi"]) == ("Từ tệp", "Lời của mình.")
    again = await an.post("/topics/law/fine/newer", {"token": token, "do": "leave"})
    assert again.status_code == 409
