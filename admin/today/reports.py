"""The card of reports that the local plan asks for."""

from __future__ import annotations

from admin.pages.render import ROOT, day, today_in_vietnam
from admin.reports.showing import address
from admin.roles import REPORTERS
from admin.today.card import MOST_LINES, Asked, Card, Line, Look, Seen
from content.local import Period
from content.messages import mark, translate
from flows.reports.reminders import Due, due_reports

PERIODS = {
    Period.HALF_YEAR: mark("Half-year report"),
    Period.YEAR: mark("Yearly report"),
}


async def _reports(asked: Asked) -> Seen:
    today, site = today_in_vietnam(asked.now), asked.desk.installation.site
    async with asked.desk.store.transaction() as session:
        due = await due_reports(session, site, today)
    return Seen(len(due), [_line(asked, one) for one in due[:MOST_LINES]], f"{ROOT}/reports")


def _line(asked: Asked, due: Due) -> Line:
    under = translate(asked.language, mark("It was not begun yet."))
    if due.is_begun:
        missing = mark("{missing} of {asked} numbers are missing.")
        under = translate(asked.language, missing, missing=due.missing, asked=due.asked)
    return Line(
        words=translate(asked.language, PERIODS[due.term.period]),
        address=address(due.term) if due.is_begun else f"{ROOT}/reports",
        under=under,
        badge=translate(asked.language, mark("before {day}"), day=day(due.before)),
        look=Look.SOON if due.days > 0 else Look.NOW,
    )


REPORTS = Card("reports", mark("Reports due soon"), REPORTERS, _reports)
