"""Lines of a CSV file that a spreadsheet opens without running anything in it.

A cell that begins like a formula is run by spreadsheets when the file is opened; such a cell gets
an apostrophe in front (OWASP, CSV Injection). Commas in cells are quoted (RFC 4180).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

BYTE_ORDER_MARK = "\ufeff"
"""First in the file: without it, spreadsheets read Vietnamese letters wrongly."""

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def line(cells: Iterable[str]) -> str:
    """One line of the file, with its end."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(safe(cell) for cell in cells)
    return out.getvalue()


def safe(cell: str) -> str:
    """The cell as text, whatever it begins with."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_STARTS) else cell
