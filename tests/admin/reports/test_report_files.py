"""The files of a report hold what the page tells, read back by the programs that open them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from docx import Document
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from admin.reports.as_csv import as_csv
from admin.reports.as_docx import as_docx
from admin.reports.as_xlsx import as_xlsx
from admin.roles import Role
from content.local import Period
from flows.counts.hiding import Tally, hide
from flows.reports.sheet import Sheet, build
from flows.reports.tables import EntryRow, ReportRow
from flows.reports.terms import Term
from tests.admin.office import Office
from tests.admin.reports.test_report_pages import HERE, at_work, begun, enter, send

AT = datetime(2026, 6, 2, 3, tzinfo=UTC)
NOTE = '=HYPERLINK("x"), "trích", và; nữa'


def entry(indicator: str, value: int, whole: int | None = None, note: str = "") -> EntryRow:
    return EntryRow(
        indicator=indicator, value=value, whole=whole, note=note, at=AT, by="lan", version=1
    )


@pytest.fixture
def sheet() -> Sheet:
    """A draft with a share, a plain number, a note that looks like a formula, hidden counts."""
    bookings = {
        "counselling": Tally.plain({"came": 30, "missed": 7}),
        "jobs": Tally.plain({"came": 2, "missed": 9}),
        "loans": Tally.plain({"came": 8, "missed": 6}),
    }
    counted = {
        "answers": hide(Tally.plain({"law": 1200, "drug": 340, "treat": 3, "after": 0})),
        "bookings": hide(Tally.of(bookings)),
    }
    row = ReportRow(
        sent_to="Công an tỉnh",
        remarks="Việc tốt.\n\nKiến nghị thêm người.",
        counted={name: shown.model_dump(mode="json") for name, shown in counted.items()},
        counted_to=date(2026, 6, 1),
        changed_at=AT,
        changed_by="lan",
    )
    entries = [entry("staff_trained", 84, 100, NOTE), entry("models", 0), entry("jobs_found", 12)]
    return build(Term("binh-thuan", Period.HALF_YEAR, 2026), row, entries)


def csv_rows(file: bytes) -> list[dict[str, str]]:
    text = file.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def page_rows(page: Worksheet) -> Iterator[dict[str, object]]:
    head, *rows = page.iter_rows(values_only=True)
    for row in rows:
        yield dict(zip([str(cell) for cell in head], row, strict=True))


def test_the_plain_table_holds_every_number_and_no_formula(sheet: Sheet):
    rows = {row["Chỉ tiêu"]: row for row in csv_rows(as_csv(sheet, "vi"))}
    assert set(rows) >= {line.indicator for line in sheet.lines}
    trained = rows["staff_trained"]
    assert (trained["Số"], trained["Trên tổng"], trained["Kết quả"]) == ("84", "100", "84")
    assert trained["Ghi chú"] == f"'{NOTE}"
    assert trained["Đánh giá"] == "Đạt"
    assert rows["models"]["Kết quả"] == "0"
    assert rows["users_reached"]["Kết quả"] == ""
    told = {row["Tên"].strip(): row["Kết quả"] for row in csv_rows(as_csv(sheet, "vi"))}
    assert (told["Luật và mức phạt"], told["Cai và điều trị"]) == ("1200", "ẩn")


def test_the_workbook_holds_numbers_as_numbers_and_text_as_text(sheet: Sheet):
    book = load_workbook(io.BytesIO(as_xlsx(sheet, "vi")))
    entered, counted, about = book.worksheets
    rows = {row["Chỉ tiêu"]: row for row in page_rows(entered)}
    assert rows["staff_trained"]["Kết quả"] == 84
    assert rows["staff_trained"]["Ghi chú"] == NOTE
    assert rows["jobs_found"]["Số"] == 12
    assert all(cell.data_type != "f" for page in book.worksheets for row in page for cell in row)
    answers = [row for row in page_rows(counted) if row["Chỉ tiêu"] == "answers"]
    assert [row["Số"] for row in answers] == [1543, 1200, "ẩn", "ẩn"]
    facts = {row[0]: row[1] for row in about.iter_rows(values_only=True)}
    assert facts["Nhận xét"] == sheet.remarks
    assert facts["Trạng thái"] == "Bản nháp"
    assert len(counted._charts) == 1  # type: ignore[attr-defined]


def test_the_document_reads_as_a_report_and_names_nobody(sheet: Sheet):
    paper = Document(io.BytesIO(as_docx(sheet)))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    cells = [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]
    flat = "\n".join(" | ".join(row) for row in cells)
    assert text.startswith("DỰ THẢO")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in flat
    for part in ("BÁO CÁO", "6 tháng đầu năm 2026", "Kính gửi: Công an tỉnh", "Việc tốt."):
        assert part in text
    assert "trên 80% | 84% (84 / 100) | Đạt" in flat
    assert "Luật và mức phạt | 1.200" in flat.replace("  ", "")
    assert "ẩn" in flat
    assert "(Ký, ghi rõ họ tên, đóng dấu)" in flat
    assert "lan" not in flat.split()
    definitions = {row[0]: row[1] for row in cells if len(row) == 2}
    assert definitions["Cán bộ làm công tác cai nghiện, sau cai được tập huấn"].startswith("Mỗi")


def test_a_number_that_was_not_entered_is_told_to_be_missing(sheet: Sheet):
    paper = Document(io.BytesIO(as_docx(sheet)))
    rows = [[cell.text for cell in row.cells] for row in paper.tables[1].rows]
    assert sum(row[3] == "chưa có số" for row in rows) == len(sheet.targets) - 2


async def test_a_file_is_the_edition_that_was_asked_for_and_is_written_down(office: Office):
    office.clock.at = AT
    lead = await at_work(office, Role.LEAD)
    await begun(lead)
    await enter(lead, "models", value="2")
    await send(lead, f"{HERE}/state", {"version": "2", "state": "final"})
    await send(lead, f"{HERE}/state", {"version": "2", "state": "draft"})
    await enter(lead, "models", version=1, value="9")
    now = await send(lead, f"{HERE}/file", {"format": "csv"})
    then = await send(lead, f"{HERE}/file", {"format": "csv", "edition": "1"})
    assert now.headers["content-disposition"].endswith('-nhap.csv"')
    assert then.headers["content-disposition"].endswith('-2026-1.csv"')
    results = [
        {row["Chỉ tiêu"]: row["Kết quả"] for row in csv_rows(answer.content)}["models"]
        for answer in (now, then)
    ]
    assert results == ["9", "2"]
    for wanted in ("docx", "xlsx"):
        answer = await send(lead, f"{HERE}/file", {"format": wanted})
        assert answer.content.startswith(b"PK")
        assert answer.headers["cache-control"] == "no-store"
    for fields in ({"format": "pdf"}, {"format": "csv", "edition": "7"}):
        assert (await send(lead, f"{HERE}/file", fields)).status_code in (400, 404)
