"""Everything as an Excel workbook (XLSX), and back.

Cells are written as text, marked so that a spreadsheet never takes one for a formula (quotePrefix),
and a formula in a file that comes back is a problem, not a value.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from pydantic import BaseModel

from content.catalogue import Catalogue
from content.exchange.parcel import (
    MOST_BYTES,
    MOST_RECORDS,
    Body,
    Parcel,
    Problem,
    Spot,
    UnreadableError,
)
from content.exchange.sheets import SHEETS, Cells, Row, parcel_of, rows_of
from content.messages import DEFAULT_LANGUAGE, mark, translate
from content.revisions.faults import Fault
from content.revisions.labels import label

MOST_UNPACKED = 60 * 1024 * 1024
"""Bytes that a workbook may have unpacked."""

MOST_ROWS = 20_000
"""Rows of a sheet that are read."""

HEADINGS = 2
"""Rows above the first record: the names of the columns for us, then for people."""

WIDTHS = {"id": 24, "topic": 24, "document": 24, "vi": 60, "en": 60}
WIDTH = 16

_NOT_OURS = mark("This is no Excel file (XLSX) of topics and documents.")
_BROKEN = (
    BadZipFile,
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    OSError,
    EOFError,
    SyntaxError,
    NotImplementedError,
    RuntimeError,
    zlib.error,
)
"""What openpyxl and what it stands on raise for files that are not what they say."""


def write(catalogue: Catalogue, language: str = DEFAULT_LANGUAGE) -> bytes:
    """The workbook of a catalogue. `language`: of the headings for people."""
    book = Workbook()
    book.remove(book.worksheets[0])
    rows = rows_of(_bodies(catalogue.topics.values()), _bodies(catalogue.documents.values()))
    for name, columns in SHEETS.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = sheet.cell(HEADINGS + 1, 2)
        for at, column in enumerate(columns, start=1):
            width = WIDTHS.get(column.rpartition("_")[2], WIDTH)
            sheet.column_dimensions[get_column_letter(at)].width = width
            sheet.cell(1, at, column).font = Font(bold=True)
            told = sheet.cell(2, at, _heading(column, language))
            told.fill = PatternFill("solid", fgColor="E9EEEC")
        for number, cells in enumerate(rows[name], start=HEADINGS + 1):
            for at, column in enumerate(columns, start=1):
                _put(sheet.cell(number, at), cells.get(column))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes) -> Parcel:
    """The records of a workbook. Raises UnreadableError."""
    if len(data) > MOST_BYTES:
        raise UnreadableError(mark("The file is too large."))
    problems: list[Problem] = []
    try:
        with ZipFile(BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
                raise UnreadableError(mark("The file is too large."))
        book = load_workbook(BytesIO(data), read_only=True)
        try:
            sheets = {
                name: _rows(book[name], name, problems)
                for name in SHEETS
                if name in book.sheetnames
            }
        finally:
            book.close()
    except _BROKEN:
        raise UnreadableError(_NOT_OURS) from None
    if not sheets or any(len(sheets.get(n, ())) > MOST_RECORDS for n in ("topics", "documents")):
        raise UnreadableError(_NOT_OURS)
    return parcel_of(sheets, problems)


def _put(cell: Any, value: str | None) -> None:  # noqa: ANN401 - openpyxl's cell
    if value is None:
        return
    cell.value = value
    # openpyxl takes a text that begins with "=" for a formula.
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _rows(sheet: Any, name: str, problems: list[Problem]) -> list[Row]:  # noqa: ANN401
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=MOST_ROWS + HEADINGS + 1)
    columns = [str(cell.value or "") for cell in next(rows, ())]
    while columns and not columns[-1]:
        columns.pop()
    unknown = [column for column in columns if column not in SHEETS[name]]
    if unknown:
        fault = Fault((), mark("There is no column {column}."), {"column": unknown[0][:60]})
        problems.append(Problem(Spot(name, 1), "", fault))
        return []
    found: list[Row] = []
    for number, row in enumerate(rows, start=2):
        if number > MOST_ROWS + HEADINGS:
            raise UnreadableError(mark("The file is too large."))
        if number > HEADINGS and (cells := _cells(row, columns, Spot(name, number), problems)):
            found.append((number, cells))
    return found


def _cells(row: Iterable[Any], columns: list[str], spot: Spot, problems: list[Problem]) -> Cells:
    cells: Cells = {}
    for column, cell in zip(columns, row, strict=False):
        if cell.data_type in ("f", "e"):
            fault = Fault(
                (), mark("{column} holds a formula. Type the text itself."), {"column": column}
            )
            problems.append(Problem(spot, "", fault))
        elif cell.value is not None and (text := _text(cell.value)):
            cells[column] = text
    return cells


def _text(value: object) -> str:
    """A cell as text. What a spreadsheet made of a date or a number is turned back."""
    match value:
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


def _heading(column: str, language: str) -> str:
    field, _, tongue = column.rpartition("_")
    if tongue in ("vi", "en"):
        return label((field, tongue) if field else (tongue,), language)
    known = {
        "topic": mark("Topic it belongs to"),
        "statement": mark("Number of the statement"),
        "list": mark("next_steps, unconfirmed, related or keywords"),
    }
    return translate(language, known[column]) if column in known else label((column,), language)


def _bodies(records: Iterable[BaseModel]) -> list[Body]:
    return [record.model_dump(mode="json", exclude_none=True) for record in records]
