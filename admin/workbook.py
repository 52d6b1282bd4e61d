"""Tables as XLSX files: read within limits, written so that nothing in them is run.

A workbook is a ZIP of XML. What comes from outside may be made to swell (a few kilobytes that
unpack to gigabytes) or to expand entities; both are refused before the file is opened.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from content.messages import mark

MOST_PACKED = 2 * 1024 * 1024
MOST_UNPACKED = 40 * 1024 * 1024
MOST_PARTS = 200
"""Files in the ZIP of a workbook."""

MOST_COLUMNS = 60
LONGEST_CELL = 2000
"""Characters of a cell that are read."""

WIDEST = 60
"""Characters that a column is wide at most."""

NOT_A_WORKBOOK = mark("This is not an XLSX file that can be read here. Please save it as .xlsx.")


class WorkbookError(Exception):
    """A file that cannot be read; the message is an English catalogue text."""


@dataclass(frozen=True)
class Sheet:
    """A table: a title, the heading, rows of cells."""

    title: str
    heading: Sequence[str]
    rows: Iterable[Sequence[object]]


def read(packed: bytes, most_rows: int) -> tuple[list[str], Mapping[int, list[Any]]]:
    """The first sheet: its heading, and its other rows by the number that the sheet gives them.

    Rows without any cell are left out, and cells beyond the heading. Raises WorkbookError, also
    for more than `most_rows`.
    """
    _require_harmless(packed)
    try:
        book = load_workbook(io.BytesIO(packed), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        lines = sheet.iter_rows(max_row=most_rows + 2, max_col=MOST_COLUMNS, values_only=True)
        cut = ((number, [_cut(cell) for cell in line]) for number, line in enumerate(lines, 1))
        rows = {
            number: cells for number, cells in cut if any(cell not in (None, "") for cell in cells)
        }
    # What openpyxl raises for a broken file is not told; whatever it is, the file is no table.
    except Exception as error:
        raise WorkbookError(NOT_A_WORKBOOK) from error
    if not rows:
        raise WorkbookError(mark("There is nothing in the first sheet of this file."))
    first = min(rows)
    heading = [str(cell or "") for cell in rows.pop(first)]
    while heading and not heading[-1]:
        heading.pop()
    if len(rows) > most_rows or any(number > most_rows + 1 for number in rows):
        raise WorkbookError(mark("This sheet has too many rows."))
    return heading, {number: cells[: len(heading)] for number, cells in rows.items()}


def write(sheets: Iterable[Sheet]) -> bytes:
    """A workbook. Every text is written as text, whatever it begins with."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        widths = [len(title) for title in sheet.heading]
        for number, row in enumerate((sheet.heading, *sheet.rows), start=1):
            for column, value in enumerate(row, start=1):
                _put(page, number, column, value)
                widths[column - 1] = max(widths[column - 1], len(str(value or "")))
        for cell in page[1]:
            cell.font = Font(bold=True)
        page.freeze_panes = "A2"
        for column, width in enumerate(widths, start=1):
            letter = get_column_letter(column)
            page.column_dimensions[letter].width = min(width, WIDEST) + 2
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _put(page: Worksheet, row: int, column: int, value: object) -> None:
    cell = page.cell(row, column)
    if value is None or value == "":
        return
    if isinstance(value, int | float) and not isinstance(value, bool):
        cell.value = value
        return
    cell.value = str(value)
    # openpyxl takes a text that begins with = for a formula; and a text that is saved as CSV from
    # the spreadsheet must not become one there either.
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _require_harmless(packed: bytes) -> None:
    if not packed or len(packed) > MOST_PACKED:
        raise WorkbookError(NOT_A_WORKBOOK)
    try:
        with ZipFile(io.BytesIO(packed)) as bundle:
            parts = bundle.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise WorkbookError(mark("This file is too big."))
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _require_no_entities(bundle.read(part))
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise WorkbookError(NOT_A_WORKBOOK) from error


def _require_no_entities(xml: bytes) -> None:
    # In another encoding than UTF-8 the words would not be found, so that is refused as well.
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or b"\x00" in xml:
        raise WorkbookError(NOT_A_WORKBOOK)


def _cut(cell: object) -> object:
    return cell[:LONGEST_CELL] if isinstance(cell, str) else cell
