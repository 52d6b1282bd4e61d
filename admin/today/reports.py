"""The card of reports that are due about now."""

from __future__ import annotations

from admin.pages.render import ROOT, day, today_in_vietnam
from admin.reports import wording
from admin.reports.showing import address
from admin.roles import MAY, Page
from admin.today.card import MOST_LINES, Asked, Card, Line, Look, Seen
from content.messages import mark, translate
from flows.reports.reminders import Due, due_reports

LIST = f"{ROOT}/reports"


async def _reports(asked: Asked) -> Seen:
    today = today_in_vietnam(asked.now)
    async with asked.desk.store.transaction() as session:
        due = await due_reports(session, asked.desk.installation.site, today)
    return Seen(len(due), [_line(one, asked.language) for one in due[:MOST_LINES]], LIST)


def _line(due: Due, language: str) -> Line:
    under = ""
    if due.is_begun and due.missing:
        words = mark("{count} numbers are still missing")
        under = translate(language, words, count=due.missing)
    elif not due.is_begun:
        under = translate(language, mark("not begun yet"))
    return Line(
        words=translate(language, wording.NAMES[due.term.period], year=due.term.year),
        address=address(due.term) if due.is_begun else LIST,
        under=under,
        badge=translate(language, mark("before {day}"), day=day(due.before)),
        look=Look.NOW if due.days < 1 else Look.SOON,
    )


REPORTS = Card("reports", mark("Reports due soon"), MAY[Page.REPORTS], _reports)
