"""Begin a report, enter numbers, count, write remarks, make it final, open it again.

All of it works inside the caller's transaction and tells by its errors what somebody else did.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from content.messages import mark
from flows.counts.daily import Span, day_of
from flows.counts.hiding import Shown
from flows.reach import tasks
from flows.reports.errors import FaultyEntryError, FinalError, NoReportError, StaleReportError
from flows.reports.measures import take
from flows.reports.sheet import Sheet, asked, build
from flows.reports.tables import EditionRow, EntryRow, ReportRow
from flows.reports.terms import Term
from store.insert import insert_once

MOST = 10_000_000
"""Largest number that is taken."""

LONGEST_REMARKS = 4000
LONGEST_NOTE = 300
LONGEST_BODY = 200
MOST_LISTED = 200
"""Most reports of one site that a list holds: a century of them."""

_NUMBER = re.compile(r"\d{1,3}(?:[. ]\d{3})+|\d{1,9}")
_STALE = mark(
    "Somebody else changed it meanwhile. Look at it again; nothing of yours is saved yet."
)


class State(StrEnum):
    """Where a report stands."""

    DRAFT = "draft"
    FINAL = "final"


@dataclass(frozen=True)
class Hand:
    """Who of staff does something, and when."""

    name: str
    now: datetime


@dataclass(frozen=True)
class Number:
    """What somebody typed for an indicator, read."""

    value: int | None
    whole: int | None = None
    note: str = ""


def read_number(typed: str) -> int | None:
    """A whole number as it is written here, "1.234" too; None for nothing.

    Raises FaultyEntryError.
    """
    typed = " ".join(typed.split())
    if not typed:
        return None
    digits = re.sub(r"[. ]", "", typed)
    if not (typed.isascii() and _NUMBER.fullmatch(typed)) or int(digits) > MOST:
        raise FaultyEntryError(
            mark("Please write a whole number from 0 to 10,000,000, as 84 or 1.234.")
        )
    return int(digits)


async def begin(session: AsyncSession, term: Term, hand: Hand) -> None:
    """Begin the draft of a term, with what the service counted; one that is there stays."""
    wanted = term.place.report(term.period)
    made = await insert_once(
        session,
        ReportRow,
        site=term.site,
        period=term.period.value,
        year=term.year,
        state=State.DRAFT,
        sent_to=wanted.sent_to if wanted else "",
        remarks="",
        counted={},
        counted_to=None,
        changed_at=hand.now,
        changed_by=hand.name,
        version=1,
    )
    if made is not None:
        await _count(session, await _get(session, term), term, hand)


async def find(session: AsyncSession, term: Term) -> ReportRow | None:
    """The report of a term, if it was begun."""
    found: ReportRow | None = await session.scalar(select(ReportRow).where(*_is(term)))
    return found


async def listed(session: AsyncSession, site: str) -> Sequence[ReportRow]:
    """The reports of a site, the latest first."""
    found = await session.scalars(
        select(ReportRow)
        .where(ReportRow.site == site)
        .order_by(ReportRow.year.desc(), ReportRow.period.desc())
        .limit(MOST_LISTED)
    )
    return found.all()


async def sheet_of(session: AsyncSession, term: Term) -> Sheet:
    """The report as it stands: the last edition of a final one, else the draft.

    Raises NoReportError.
    """
    row = await _get(session, term)
    if row.state == State.FINAL:
        last = (await editions(session, row.id))[0]
        return Sheet.model_validate(last.sheet)
    return build(term, row, await _entries(session, row.id))


async def stamp(session: AsyncSession, report: int) -> int:
    """A number that every change of a report raises: what a page was made of."""
    entered = await session.scalar(
        select(func.coalesce(func.sum(EntryRow.version), 0)).where(EntryRow.report == report)
    )
    own = await session.scalar(select(ReportRow.version).where(ReportRow.id == report))
    return int(entered or 0) + int(own or 0)


async def editions(session: AsyncSession, report: int) -> Sequence[EditionRow]:
    """Every edition of a report, the last first."""
    found = await session.scalars(
        select(EditionRow).where(EditionRow.report == report).order_by(EditionRow.number.desc())
    )
    return found.all()


async def enter(  # noqa: PLR0913, PLR0917 - what is entered, where, and what was seen
    session: AsyncSession,
    term: Term,
    indicator: str,
    number: Number,
    version: int,
    hand: Hand,
) -> EntryRow:
    """Write a number over the entry of `version` (0: there was none).

    Raises NoReportError, FinalError, FaultyEntryError and StaleReportError.
    """
    row = await _draft(session, term)
    one = asked(term).get(indicator)
    if one is None:
        raise NoReportError(mark("This report does not ask for that."))
    _check(number, is_share=one.is_share, is_cut=one.cut)
    entry = await session.get(EntryRow, (row.id, indicator), with_for_update=True)
    if version != (entry.version if entry else 0):
        raise StaleReportError(_STALE)
    if entry is None:
        entry = EntryRow(report=row.id, indicator=indicator, version=0)
        session.add(entry)
    entry.value, entry.whole, entry.note = number.value, number.whole, number.note
    entry.at, entry.by = hand.now, hand.name
    entry.version += 1
    await session.flush()
    return entry


async def write(  # noqa: PLR0913, PLR0917 - what is written, where, and what was seen
    session: AsyncSession, term: Term, sent_to: str, remarks: str, version: int, hand: Hand
) -> None:
    """Set whom a report goes to and its remarks. Raises as `enter` does."""
    row = await _draft(session, term, version)
    if len(remarks) > LONGEST_REMARKS or len(sent_to) > LONGEST_BODY:
        raise FaultyEntryError(mark("That is more text than the report takes."))
    row.sent_to, row.remarks = sent_to, remarks
    _changed(row, hand)


async def count_again(session: AsyncSession, term: Term, version: int, hand: Hand) -> None:
    """Take the service's own counts anew, up to yesterday. Raises as `enter` does."""
    row = await _draft(session, term, version)
    await _count(session, row, term, hand)
    _changed(row, hand)


async def finish(session: AsyncSession, term: Term, seen: int, hand: Hand) -> EditionRow:
    """Make a draft final: a new edition that never changes, and the reminder's task done.

    `seen`: the stamp of what was looked at. Raises NoReportError, FinalError, StaleReportError.
    """
    row = await _draft(session, term)
    if seen != await stamp(session, row.id):
        raise StaleReportError(_STALE)
    number = len(await editions(session, row.id)) + 1
    row.state = State.FINAL
    _changed(row, hand)
    sheet = build(term, row, await _entries(session, row.id))
    sheet = sheet.model_copy(update={"edition": number})
    made = EditionRow(
        report=row.id,
        number=number,
        at=hand.now,
        by=hand.name,
        sheet=sheet.model_dump(mode="json"),
        counted=row.counted,
    )
    session.add(made)
    for task in await tasks.open_about(session, term.subject):
        await tasks.close(session, task.id, hand.name, tasks.TaskOutcome.DONE, hand.now)
    await session.flush()
    return made


async def reopen(session: AsyncSession, term: Term, version: int, hand: Hand) -> None:
    """Go on with a final report as a draft; its editions stay. Raises as `finish` does."""
    row = await _get(session, term, for_update=True)
    if row.state != State.FINAL:
        raise FinalError(mark("This report is a draft already."))
    if row.version != version:
        raise StaleReportError(_STALE)
    row.state = State.DRAFT
    _changed(row, hand)
    await session.flush()


def _check(number: Number, *, is_share: bool, is_cut: bool) -> None:
    if len(number.note) > LONGEST_NOTE:
        raise FaultyEntryError(mark("That is more text than the report takes."))
    if not is_share:
        return
    if (number.value is None) != (number.whole is None):
        raise FaultyEntryError(mark("A share needs both numbers: how many, and of how many."))
    if number.value is None or number.whole is None:
        return
    if number.whole == 0 or (number.value > number.whole and not is_cut):
        raise FaultyEntryError(mark("The first number is a part of the second: it cannot be more."))


def _changed(row: ReportRow, hand: Hand) -> None:
    row.changed_by, row.changed_at = hand.name, hand.now
    row.version += 1


async def _count(session: AsyncSession, row: ReportRow, term: Term, hand: Hand) -> None:
    last = term.counted_to(day_of(hand.now))
    if last is None:
        return
    span = Span(term.span.first, last)
    taken = await take(session, span, await _published(session, term))
    row.counted = {name: shown.model_dump(mode="json") for name, shown in taken.items()}
    row.counted_to = last


async def _published(session: AsyncSession, term: Term) -> list[dict[str, Shown]]:
    """What editions of reports of this year tell already, whatever their site or period."""
    rows = await session.scalars(
        select(EditionRow.counted)
        .join(ReportRow, ReportRow.id == EditionRow.report)
        .where(ReportRow.year == term.year)
    )
    return [{name: Shown.model_validate(shown) for name, shown in row.items()} for row in rows]


def _is(term: Term) -> tuple[ColumnElement[bool], ...]:
    return (
        ReportRow.site == term.site,
        ReportRow.period == term.period.value,
        ReportRow.year == term.year,
    )


async def _get(session: AsyncSession, term: Term, *, for_update: bool = False) -> ReportRow:
    wanted = select(ReportRow).where(*_is(term)).execution_options(populate_existing=True)
    row: ReportRow | None = await session.scalar(wanted.with_for_update() if for_update else wanted)
    if row is None:
        raise NoReportError(mark("This report was not begun yet."))
    return row


async def _draft(session: AsyncSession, term: Term, version: int | None = None) -> ReportRow:
    row = await _get(session, term, for_update=True)
    if row.state != State.DRAFT:
        raise FinalError(mark("This report is final. Open it again to change something."))
    if version is not None and row.version != version:
        raise StaleReportError(_STALE)
    return row


async def _entries(session: AsyncSession, report: int) -> Sequence[EntryRow]:
    found = await session.scalars(select(EntryRow).where(EntryRow.report == report))
    return found.all()
