"""A report as a workbook: the numbers of staff, the counts of the service, what it is about."""

from __future__ import annotations

import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from admin.reports import wording
from admin.reports.as_csv import COLUMNS
from admin.reports.rows import CountedRow, counted_rows, entered_rows
from content.messages import mark, translate
from flows.reports.sheet import Sheet

WIDTHS = (20, 52, 60, 20, 16, 12, 14, 12, 12, 16, 40, 14, 20)
COUNT_WIDTHS = (20, 44, 14, 12, 70)
COUNT_COLUMNS = (
    mark("Indicator"),
    mark("Name"),
    mark("Number"),
    mark("Unit"),
    mark("Definition"),
)
HEAD = PatternFill("solid", fgColor="1D6A58")
HEAD_FONT = Font(bold=True, color="FFFFFF")
WRAPPED = Alignment(wrap_text=True, vertical="top")
NUMBER = "#,##0.##"

CHARTED = "answers"
"""The count that has a chart of its own beside it."""

Cell = str | int | float | None


def as_xlsx(sheet: Sheet, language: str) -> bytes:
    """The file. Numbers are numbers, and no text is a formula, whatever it begins with."""
    book = Workbook()
    first = book.active
    if not isinstance(first, Worksheet):
        raise TypeError("a new workbook has a worksheet")
    _entered(first, sheet, language)
    _counted(book.create_sheet(translate(language, mark("Counts of the service"))), sheet, language)
    _about(book.create_sheet(translate(language, mark("About this report"))), sheet, language)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _entered(page: Worksheet, sheet: Sheet, language: str) -> None:
    page.title = translate(language, mark("Targets and activities"))
    _head(page, COLUMNS, WIDTHS, language)
    for row in entered_rows(sheet, language):
        cells = (
            row.indicator,
            row.name,
            row.definition,
            row.section,
            row.goal,
            row.value,
            row.whole,
            row.result,
            row.unit,
            row.standing,
            row.note,
            row.by,
            row.at,
        )
        _write(page, cells)


def _counted(page: Worksheet, sheet: Sheet, language: str) -> None:
    _head(page, COUNT_COLUMNS, COUNT_WIDTHS, language)
    charted: list[int] = []
    for row in counted_rows(sheet, language):
        told: Cell = translate(language, wording.HIDDEN) if row.hidden else row.count
        _write(page, (row.indicator, row.name, told, row.unit, row.definition), bold=not row.depth)
        if _has_bar(row):
            charted.append(page.max_row)
    if charted:
        _chart(page, charted, language)


def _has_bar(row: CountedRow) -> bool:
    return row.indicator == CHARTED and row.depth == 1


def _chart(page: Worksheet, rows: list[int], language: str) -> None:
    chart = BarChart()
    chart.type, chart.legend = "bar", None
    chart.title = translate(language, mark("Questions answered, by group of topics"))
    chart.add_data(Reference(page, min_col=3, min_row=rows[0], max_row=rows[-1]))
    chart.set_categories(Reference(page, min_col=2, min_row=rows[0], max_row=rows[-1]))
    page.add_chart(chart, "G2")


def _about(page: Worksheet, sheet: Sheet, language: str) -> None:
    facts = (
        (mark("Report"), wording.period_name(sheet.period, sheet.year, language)),
        (mark("Site"), sheet.site_name.in_language(language)),
        (mark("Plan of"), f"{sheet.issuer}, {sheet.plan_years[0]}–{sheet.plan_years[1]}"),
        (mark("Sent to"), sheet.sent_to),
        (mark("State"), wording.state(sheet, language)),
        (mark("Counted up to"), f"{sheet.counted_to:%d/%m/%Y}" if sheet.counted_to else ""),
        (mark("Made by"), sheet.by),
        (mark("Made at"), wording.moment(sheet.at)),
        (mark("Remarks"), sheet.remarks),
        (mark("Hidden numbers"), translate(language, wording.WHY_HIDDEN)),
    )
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 28, 100
    for name, value in facts:
        _write(page, (translate(language, name), value))
        page.cell(page.max_row, 1).font = Font(bold=True)


def _head(page: Worksheet, columns: Iterable[str], widths: Iterable[int], language: str) -> None:
    _write(page, [translate(language, column) for column in columns])
    for cell in page[1]:
        cell.fill, cell.font = HEAD, HEAD_FONT
    for at, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(at)].width = width
    page.freeze_panes = "A2"


def _write(page: Worksheet, cells: Iterable[Cell], *, bold: bool = False) -> None:
    at = 1 if page.max_row == 1 and page.cell(1, 1).value is None else page.max_row + 1
    for column, value in enumerate(cells, start=1):
        cell = page.cell(at, column)
        if isinstance(value, str):
            cell.value = value
            cell.data_type = "s"  # else a text that begins with "=" would be a formula
        elif value is not None:
            cell.value = value
            cell.number_format = NUMBER
        cell.alignment = WRAPPED
        if bold:
            cell.font = Font(bold=True)
