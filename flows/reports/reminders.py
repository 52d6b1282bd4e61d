"""Which reports are due soon, and a task for staff before the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from content.home import HOME_ZONE
from content.local import Period
from flows.counts.daily import day_of
from flows.reach import tasks
from flows.reach.port import Intent, Notification, Timer, each_done, intend_all
from flows.reports.keeping import State, find, sheet_of
from flows.reports.terms import Term, with_deadline

KIND = "report_due"
HOLDER = "role:analyst"
"""Who has the task; whoever may open reports can do it."""

REMIND = timedelta(days=14)
"""How long before the day staff get a task."""

SHOWN = timedelta(days=30)
"""How long before the day it stands among what is due, and how long after it, until it is final."""

HOUR = time(8)


@dataclass(frozen=True)
class Due:
    """A report that is due: to be sent before `before`, `days` from today (below 1: too late).

    `missing` of `asked` numbers are not entered; `is_begun`: there is a draft.
    """

    term: Term
    before: date
    days: int
    is_begun: bool
    missing: int
    asked: int


async def due_reports(session: AsyncSession, site: str, today: date) -> Sequence[Due]:
    """The reports of a site that are due about now and not final, the most urgent first."""
    found = []
    for term, before in with_deadline(site, range(today.year - 1, today.year + 2)):
        if not before - SHOWN <= today <= before + SHOWN:
            continue
        row = await find(session, term)
        if row is not None and row.state == State.FINAL:
            continue
        sheet = await sheet_of(session, term) if row is not None else None
        found.append(
            Due(
                term,
                before,
                (before - today).days,
                row is not None,
                len(sheet.missing) if sheet else 0,
                len(sheet.lines) if sheet else 0,
            )
        )
    return sorted(found, key=lambda due: due.before)


async def begin(session: AsyncSession, site: str, now: datetime) -> None:
    """Mean to remind of the coming reports of a site. Call at every start: twice is once."""
    today = day_of(now)
    await intend_all(
        session,
        [
            Intent(
                term.subject,
                KIND,
                datetime.combine(before - REMIND, HOUR, HOME_ZONE),
                before.isoformat(),
                {"site": site, "period": term.period.value, "year": term.year},
            )
            for term, before in with_deadline(site, range(today.year, today.year + 2))
            if before > today
        ],
    )


async def _remind(session: AsyncSession, seen: Notification, now: datetime) -> None:
    term = Term(str(seen.data["site"]), Period(seen.data["period"]), int(seen.data["year"]))
    row = await find(session, term)
    if term.before is not None and (row is None or row.state != State.FINAL):
        await tasks.open_task(
            session,
            subject=term.subject,
            kind=KIND,
            key=seen.key,
            holder=HOLDER,
            due=datetime.combine(term.before, time(0), HOME_ZONE),
            now=now,
            facts=dict(seen.data),
        )
    await begin(session, term.site, now)


KINDS = (Timer(KIND, each_done(_remind)),)
