"""Places from and to XLSX files."""

from __future__ import annotations

import io
import re
import zipfile

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from admin import workbook
from admin.pages import upload
from admin.places import sheet
from admin.roles import Role
from admin.workbook import Sheet, WorkbookError
from flows.booking.directory import add_place, places
from flows.booking.tables import PlaceRow
from tests.admin.office import Browser, Office
from tests.support.booking import a_place, place

HEADING = ["Tên địa điểm", "Tỉnh, thành phố", "Địa chỉ", "Dịch vụ", "Điện thoại"]
ROW = ["Nơi A", "Lai Châu", "1 đường Thử", "Tư vấn; Xét nghiệm HIV, viêm gan", "115"]


@pytest.fixture
def office(each_office: Office) -> Office:
    return each_office


def file_of(*rows: list[object], heading: list[str] = HEADING) -> bytes:
    book = Workbook()
    page = book.active
    assert page
    for row in (heading, *rows):
        page.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


async def lead(office: Office) -> Browser:
    await office.hire("lan", Role.LEAD)
    return await office.browser_of("lan")


async def send_file(browser: Browser, packed: bytes) -> httpx.Response:
    return await browser.client.post(
        "/places/import",
        data={"token": await browser.token("/security")},
        files={"file": ("noi.xlsx", packed)},
        headers={"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    )


async def say_yes(browser: Browser, page: str) -> httpx.Response:
    key = re.search(r'name="key" value="([0-9a-f]{32})"', page)
    assert key
    return await browser.post(
        "/places/import/yes", {"token": await browser.token("/security"), "key": key[1]}
    )


async def all_names(office: Office) -> list[str]:
    async with office.store.transaction() as session:
        return list(await session.scalars(select(PlaceRow.name).order_by(PlaceRow.name)))


async def test_a_sheet_is_shown_first_and_goes_in_after_a_yes(office: Office) -> None:
    browser = await lead(office)
    shown = await send_file(browser, file_of(ROW, ["Nơi B", *ROW[1:]]))
    assert "Thế này đúng chưa? 2 địa điểm" in shown.text
    assert await all_names(office) == []
    assert (await say_yes(browser, shown.text)).status_code == 303
    assert await all_names(office) == ["Nơi A", "Nơi B"]
    again = await say_yes(browser, shown.text)
    assert again.status_code == 404
    assert await all_names(office) == ["Nơi A", "Nơi B"]


async def test_every_fault_is_told_by_the_row_of_the_sheet_and_nothing_goes_in(
    office: Office,
) -> None:
    await a_place(office.store, name="Nơi A", province="Lai Châu")
    rows = [
        ROW,
        ["", "Lai Châu", "2 đường Thử", "Tư vấn", ""],
        [],
        ["Nơi C", "Atlantis", "3 đường Thử", "Khiêu vũ", "x"],
        ["Nơi D", "Lai Châu", "4 đường Thử", "Tư vấn", ""],
        ["Nơi D", "lai chau", "4 Đường Thử", "Tư vấn", ""],
    ]
    answer = await send_file(await lead(office), file_of(*rows))
    assert answer.status_code == 400
    text = re.sub(r"<[^>]*>", " ", answer.text)
    for words in ("Dòng 2", "đã có trong danh bạ", "Dòng 3", "Dòng 5", "Dòng 7", "hai lần"):
        assert words in text
    assert "Dòng 6" not in text
    assert await all_names(office) == ["Nơi A"]


async def test_the_template_is_read_as_it_is_given_and_says_what_columns_take(
    office: Office,
) -> None:
    browser = await lead(office)
    packed = (await browser.get("/places/template.xlsx")).content
    book = load_workbook(io.BytesIO(packed))
    assert "Hồ Chí Minh" in [row[0] for row in book.worksheets[1].values]
    heading = [str(cell) for cell in next(iter(book.worksheets[0].values))]
    row = dict.fromkeys(heading, None) | dict(zip(HEADING, ROW, strict=True))
    answer = await send_file(browser, file_of(list(row.values()), heading=heading))
    assert "Thế này đúng chưa? 1 địa điểm" in answer.text
    assert (await send_file(browser, packed)).status_code == 400


async def test_what_is_exported_can_be_read_again_and_runs_nothing(office: Office) -> None:
    evil = '=HYPERLINK("http://x")'
    async with office.store.transaction() as session:
        await add_place(
            session,
            place(name=evil, phone="+84 252 000", latitude=10.93, longitude=108.1, commune="@x"),
        )
        before = [row.words for row in await places(session)]
    await a_place(office.store, demo=True, name="Mẫu")
    browser = await lead(office)
    token = await browser.token("/security")
    packed = (await browser.post("/places/export.xlsx", {"token": token})).content
    page = load_workbook(io.BytesIO(packed)).worksheets[0]
    assert {cell.data_type for row in page.iter_rows(min_row=2) for cell in row} <= {"s", "n"}
    assert page["A2"].value == evil
    assert page["A2"].quotePrefix
    assert page.max_row == 2
    async with office.store.transaction() as session:
        for row in await places(session):
            await session.delete(row)
    shown = await send_file(browser, packed)
    await say_yes(browser, shown.text)
    async with office.store.transaction() as session:
        (row,) = await places(session)
        assert [row.words] == before
        assert (row.phone, row.latitude, row.longitude) == ("+84 252 000", 10.93, 108.1)


async def test_another_persons_yes_puts_nothing_in(office: Office) -> None:
    shown = await send_file(await lead(office), file_of(ROW))
    await office.hire("binh", Role.ADMINISTRATOR)
    assert (await say_yes(await office.browser_of("binh"), shown.text)).status_code == 404
    assert await all_names(office) == []


async def test_a_file_that_is_too_long_is_not_read(office: Office) -> None:
    long = file_of(ROW) + bytes(upload.MOST_BYTES)
    assert (await send_file(await lead(office), long)).status_code == 413


async def test_a_form_without_a_file_or_of_another_kind_is_refused(office: Office) -> None:
    browser = await lead(office)
    token = await browser.token("/security")
    assert (await browser.post("/places/import", {"token": token})).status_code == 415
    assert (await send_file(browser, b"")).status_code == 400
    own = {"Sec-Fetch-Site": "cross-site"}
    files = {"file": ("x.xlsx", file_of(ROW))}
    data = {"token": token}
    answer = await browser.client.post("/places/import", data=data, files=files, headers=own)
    assert answer.status_code == 403


def test_a_file_that_swells_or_expands_entities_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(WorkbookError):
        workbook.read(packed.getvalue(), 10)
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 1000)
    with pytest.raises(WorkbookError):
        workbook.read(file_of(ROW), 10)


def test_more_rows_than_are_taken_are_said_to_be_too_many() -> None:
    assert len(workbook.read(file_of(ROW, ROW), 2)[1]) == 2
    with pytest.raises(WorkbookError):
        workbook.read(file_of(ROW, ROW, ROW), 2)


def test_a_sheet_without_the_columns_of_the_template_is_refused() -> None:
    with pytest.raises(WorkbookError):
        sheet.read(file_of(ROW, heading=["a", "b", "c", "d", "e"]))


@given(st.binary(max_size=200))
def test_bytes_that_are_no_workbook_are_refused(packed: bytes) -> None:
    with pytest.raises(WorkbookError):
        workbook.read(packed, 10)


LETTERS = st.characters(min_codepoint=32, exclude_categories=["Cs", "Cn"])


@settings(max_examples=20)
@given(st.text(LETTERS, min_size=1, max_size=40))
def test_every_text_comes_back_as_it_was_written(text: str) -> None:
    packed = workbook.write((Sheet("a", ("x",), ((text,),)),))
    heading, rows = workbook.read(packed, 10)
    assert heading == ["x"]
    assert rows == {2: [text]}
