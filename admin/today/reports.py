"""The card of reports that the local plan asks for."""

from __future__ import annotations

from datetime import date, timedelta

from admin.pages.render import day, today_in_vietnam
from admin.roles import Role
from admin.today.card import MOST_LINES, Asked, Card, Line, Look, Seen
from content.local import Period, site
from content.messages import mark, translate

REPORT_SOON = timedelta(days=30)
"""How long before its deadline a report is named."""

REPORTERS = frozenset({Role.ANALYST, Role.LEAD, Role.ADMINISTRATOR})

PERIODS = {
    Period.HALF_YEAR: mark("Half-year report"),
    Period.YEAR: mark("Yearly report"),
}


async def _reports(asked: Asked) -> Seen:
    today = today_in_vietnam(asked.now)
    due = sorted(
        (deadline, PERIODS[report.period])
        for report in site(asked.desk.installation.site).reports
        if report.before
        for deadline in _deadlines(report.before, today)
        if today <= deadline <= today + REPORT_SOON
    )
    lines = [
        Line(
            words=translate(asked.language, name),
            badge=translate(asked.language, mark("before {day}"), day=day(deadline)),
            look=Look.SOON,
        )
        for deadline, name in due[:MOST_LINES]
    ]
    return Seen(len(due), lines)


def _deadlines(before: str, today: date) -> tuple[date, ...]:
    """The deadline of this year and of the next; `before` is a month and a day, as 12-05."""
    month, number = (int(part) for part in before.split("-"))
    return tuple(date(year, month, number) for year in (today.year, today.year + 1))


REPORTS = Card("reports", mark("Reports due soon"), REPORTERS, _reports)
