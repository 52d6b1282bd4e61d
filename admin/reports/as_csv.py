"""A report as lines of a CSV file."""

from __future__ import annotations

from admin import spreadsheet
from admin.reports import wording
from admin.reports.rows import counted_rows, entered_rows
from content.messages import mark, translate
from flows.reports.sheet import Sheet

COLUMNS = (
    mark("Indicator"),
    mark("Name"),
    mark("Definition"),
    mark("Section of the plan"),
    mark("Target"),
    mark("Number"),
    mark("Of how many"),
    mark("Result"),
    mark("Unit"),
    mark("Standing"),
    mark("Note"),
    mark("Entered by"),
    mark("Entered at"),
)
"""The heading of the file."""

BY_SERVICE = mark("counted by the service")


def as_csv(sheet: Sheet, language: str) -> bytes:
    """The file, in UTF-8 with a byte order mark. A count that is hidden says so."""
    lines = [spreadsheet.line(translate(language, column) for column in COLUMNS)]
    for row in entered_rows(sheet, language):
        cells = (
            row.indicator,
            row.name,
            row.definition,
            row.section,
            row.goal,
            _plain(row.value),
            _plain(row.whole),
            _plain(row.result),
            row.unit,
            row.standing,
            row.note,
            row.by,
            row.at,
        )
        lines.append(spreadsheet.line(cells))
    for count in counted_rows(sheet, language):
        told = translate(language, wording.HIDDEN) if count.hidden else _plain(count.count)
        by = translate(language, BY_SERVICE)
        at = f"{sheet.counted_to:%d/%m/%Y}" if sheet.counted_to else ""
        own = (count.indicator, count.name, count.definition, "", "", told, "", told, count.unit)
        lines.append(spreadsheet.line((*own, "", "", by, at)))
    return (spreadsheet.BYTE_ORDER_MARK + "".join(lines)).encode()


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
