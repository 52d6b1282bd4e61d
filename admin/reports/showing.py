"""A report as a page shows it, and the forms on it with what somebody typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from admin.audit import Subject
from admin.pages.guard import SignedIn, desk_of
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, language_of, show, today_in_vietnam
from admin.reports import charts, wording
from admin.roles import Page, may
from flows.reports import keeping
from flows.reports.errors import NoReportError
from flows.reports.keeping import Hand, State
from flows.reports.sheet import Line, Sheet
from flows.reports.tables import EditionRow, ReportRow
from flows.reports.terms import Term, term_of

BY_HTMX = "HX-Request"


@dataclass(frozen=True)
class Typed:
    """What somebody typed into one of the forms, and what is wrong with it."""

    form: str
    fields: Mapping[str, str]
    fault: str


@dataclass(frozen=True)
class Found:
    """A report as it is kept."""

    row: ReportRow
    sheet: Sheet
    stamp: int
    editions: tuple[EditionRow, ...]


def term_in(request: Request) -> Term:
    """The term that the address names. Raises Refusal."""
    names = request.path_params
    today = today_in_vietnam(desk_of(request).clock())
    term = term_of(names["site"], names["period"], names["year"], today)
    if term is None:
        raise Refusal(404)
    return term


def address(term: Term) -> str:
    """Where a report stands."""
    return f"{ROOT}/reports/{term.site}/{term.period.value}/{term.year}"


def about(term: Term) -> Subject:
    """The report as the subject of an entry in the audit record."""
    return Subject("report", f"{term.site}:{term.period.value}:{term.year}")


def hand_of(request: Request, signed_in: SignedIn) -> Hand:
    """Whoever is at the browser, now."""
    return Hand(signed_in.person.name, desk_of(request).clock())


def tidy(typed: str) -> str:
    """One line of what was typed, without what cannot be printed or kept."""
    return " ".join("".join(c if c.isprintable() else " " for c in typed).split())


def version_in(form: Mapping[str, str], name: str = "version") -> int:
    """The version that a form was made of. Raises Refusal."""
    written = form.get(name, "")
    if not (written.isascii() and written.isdecimal() and len(written) < 9):
        raise Refusal(400)
    return int(written)


async def look(session: AsyncSession, term: Term) -> Found:
    """The report of a term. Raises Refusal where it was not begun."""
    row = await keeping.find(session, term)
    if row is None:
        raise Refusal(404)
    try:
        sheet = await keeping.sheet_of(session, term)
    except NoReportError:  # deleted between the two looks
        raise Refusal(404) from None
    made = await keeping.editions(session, row.id)
    return Found(row, sheet, await keeping.stamp(session, row.id), tuple(made))


async def show_report(
    request: Request,
    signed_in: SignedIn,
    *,
    typed: Typed | None = None,
    notice: str = "",
    status: int = 200,
) -> Response:
    """The whole page, with what was typed and what is wrong with it."""
    term = term_in(request)
    async with desk_of(request).store.transaction() as session:
        found = await look(session, term)
    facts = _facts(request, signed_in, term, found)
    return show(request, "reports/report.html", status=status, typed=typed, notice=notice, **facts)


async def show_line(
    request: Request, signed_in: SignedIn, indicator: str, typed: Typed | None = None
) -> Response:
    """One line of the report and the foot of the page, to be put in the place of the old ones."""
    term = term_in(request)
    async with desk_of(request).store.transaction() as session:
        found = await look(session, term)
    line = next((line for line in found.sheet.lines if line.indicator == indicator), None)
    if line is None:
        raise Refusal(404)
    facts = _facts(request, signed_in, term, found) | {"is_new": typed is None, "swap": True}
    return show(request, "reports/saved.html", line=line, typed=typed, notice="", **facts)


def _facts(request: Request, signed_in: SignedIn, term: Term, found: Found) -> dict[str, Any]:
    language, today = language_of(request), today_in_vietnam(desk_of(request).clock())
    is_draft = found.row.state == State.DRAFT
    role = signed_in.person.role
    return {
        "page": Page.REPORTS,
        "address": address(term),
        "sheet": found.sheet,
        "row": found.row,
        "stamp": found.stamp,
        "editions": found.editions,
        "today": today,
        "days_left": _days_left(term, today),
        "is_draft": is_draft,
        "may_finish": may(role, Page.FINISH_REPORT),
        "words": wording,
        "charts": charts,
        "name": wording.period_name(term.period, term.year, language),
        "longest_note": keeping.LONGEST_NOTE,
        "longest_remarks": keeping.LONGEST_REMARKS,
        "longest_body": keeping.LONGEST_BODY,
        "value_of": _value_of,
        "is_new": False,
        "swap": False,
    }


def _days_left(term: Term, today: date) -> int | None:
    return (term.before - today).days if term.before else None


def _value_of(line: Line, name: str, typed: Typed | None) -> str:
    """What stands in a field of a line's form: what was typed, else what is kept."""
    if typed is not None and typed.form == line.indicator:
        return typed.fields.get(name, "")
    kept = getattr(line.entered, name) if line.entered else None
    return "" if kept is None else str(kept)
