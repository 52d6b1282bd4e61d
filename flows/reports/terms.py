"""Which report is meant: a site, a period and a year; its days and when it is due. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from content.local import SITES, Period, Site, site
from flows.counts.daily import Span

FIRST_YEAR = 2014
"""The first year of the oldest plan."""

ENDS = {Period.HALF_YEAR: (6, 30), Period.YEAR: (12, 31)}
"""Month and day on which a period ends. The plans name no days; half a year is its first six
months here, and a report is of what is known when it is made."""


@dataclass(frozen=True)
class Term:
    """One report of one site."""

    site: str
    period: Period
    year: int

    @property
    def place(self) -> Site:
        """The profile of the site."""
        return site(self.site)

    @property
    def span(self) -> Span:
        """The days that it covers."""
        return Span(date(self.year, 1, 1), date(self.year, *ENDS[self.period]))

    @property
    def before(self) -> date | None:
        """The day before which it is to be sent, where the plan prints one."""
        wanted = self.place.report(self.period)
        if wanted is None or wanted.before is None:
            return None
        month, day = wanted.before.split("-")
        return date(self.year, int(month), int(day))

    @property
    def is_past_plan(self) -> bool:
        """Whether the plan had ended by then, so that its targets only serve to compare."""
        return self.year > self.place.last_year

    @property
    def subject(self) -> str:
        """The name of the report among the subjects of tasks."""
        return f"report:{self.site}:{self.period.value}:{self.year}"

    def counted_to(self, today: date) -> date | None:
        """The last whole day of it before `today`; None where it has not begun."""
        last = min(self.span.last, today - timedelta(days=1))
        return last if last >= self.span.first else None


def term_of(site_id: str, period: str, year: str, today: date) -> Term | None:
    """The term of words in an address; None where they name none."""
    if site_id not in SITES or period not in set(Period):
        return None
    if not (year.isascii() and year.isdecimal() and len(year) == 4):
        return None
    if not FIRST_YEAR <= int(year) <= today.year:
        return None
    return Term(site_id, Period(period), int(year))


def with_deadline(site_id: str, years: range) -> Iterator[tuple[Term, date]]:
    """The reports of a site that have a day to be sent by, with that day."""
    for year in years:
        for period in Period:
            term = Term(site_id, period, year)
            before = term.before
            if before is not None:
                yield term, before
