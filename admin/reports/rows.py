"""A report as plain rows, for the files that are tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from admin.reports import wording
from content.messages import translate
from flows.reports.sheet import Counted, Line, Part, Sheet

INDENT = "  "


@dataclass(frozen=True)
class EnteredRow:
    """A line of staff's numbers. `result` is per cent for a share; None where it is not entered."""

    indicator: str
    name: str
    definition: str
    section: str
    goal: str
    value: int | None
    whole: int | None
    result: float | None
    unit: str
    standing: str
    note: str
    by: str
    at: str


@dataclass(frozen=True)
class CountedRow:
    """A count of the service. `depth`: 0 for the whole; `count` None where it is `hidden`."""

    indicator: str
    name: str
    definition: str
    depth: int
    count: int | None
    hidden: bool
    unit: str


def entered_rows(sheet: Sheet, language: str) -> Iterator[EnteredRow]:
    """Targets first, then activities."""
    for line in sheet.lines:
        yield _entered(line, language)


def counted_rows(sheet: Sheet, language: str) -> Iterator[CountedRow]:
    """Each count, followed by its parts; those of nobody are left out."""
    for counted in sheet.counted:
        if counted.whole is not None:
            yield from _counted(counted, counted.whole, language, 0)


def _entered(line: Line, language: str) -> EnteredRow:
    entered, standing = line.entered, wording.standing(line)
    unit = line.counted_in.in_language(language) if line.counted_in else "%"
    return EnteredRow(
        indicator=line.indicator,
        name=line.text.in_language(language),
        definition=line.definition.in_language(language),
        section=line.section,
        goal=wording.goal(line, language),
        value=entered.value if entered else None,
        whole=entered.whole if entered else None,
        result=round(line.result, 1) if line.result is not None else None,
        unit=unit,
        standing=translate(language, standing) if standing else "",
        note=entered.note if entered else "",
        by=entered.by if entered else "",
        at=wording.moment(entered.at) if entered else "",
    )


def _counted(counted: Counted, part: Part, language: str, depth: int) -> Iterator[CountedRow]:
    name = counted.text if not depth else part.name
    yield CountedRow(
        indicator=counted.indicator,
        name=INDENT * depth + name.in_language(language),
        definition=counted.definition.in_language(language) if not depth else "",
        depth=depth,
        count=part.count,
        hidden=part.count is None,
        unit=counted.counted_in.in_language(language),
    )
    for inner in part.parts:
        if inner.count != 0:
            yield from _counted(counted, inner, language, depth + 1)
