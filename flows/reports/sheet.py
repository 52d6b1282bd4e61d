"""What a report tells: every number with its definition, target and source, ready to be shown.

A sheet holds its own words, so that an edition stays as it was when definitions change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from content.indicator import (
    Better,
    Indicator,
    activities,
    plan_indicators,
    service_indicators,
)
from content.local import Bound, Period, Site, Target
from content.schema import Bilingual, Strict
from flows.counts.hiding import Shown
from flows.reports.names import in_order, part_name
from flows.reports.tables import EntryRow, ReportRow
from flows.reports.terms import Term

Words = Bilingual[str]


class Entered(Strict):
    """A number of staff: `value`, of `whole` where it is a share. Both None: a note alone."""

    value: int | None
    whole: int | None
    note: str
    by: str
    at: datetime
    version: int


class Goal(Strict):
    """What the plan wants: `value` (and up to `to`), in the plan's own words."""

    bound: Bound
    value: float
    to: float | None
    year: int | None
    text: Words


class Line(Strict):
    """An indicator that staff enter. `section`: where the plan asks for it."""

    indicator: str
    text: Words
    definition: Words
    section: str
    is_share: bool
    is_cut: bool
    better: Better
    part: Words | None
    whole: Words | None
    counted_in: Words | None
    goal: Goal | None
    entered: Entered | None

    @property
    def result(self) -> float | None:
        """The number to be told: per cent for a share; None where there is none."""
        entered = self.entered
        if entered is None or entered.value is None:
            return None
        if not self.is_share:
            return entered.value
        if not entered.whole:
            return None
        of = entered.whole - entered.value if self.is_cut else entered.value
        return 100 * of / entered.whole

    @property
    def is_reached(self) -> bool | None:
        """Whether the goal is reached; None where there is no goal or no number."""
        if self.goal is None or self.result is None:
            return None
        if self.goal.bound is Bound.OVER:
            return self.result > self.goal.value
        if self.better is Better.LESS:
            return self.result <= self.goal.value
        return self.result >= self.goal.value


class Part(Strict):
    """A count of the service by its name; `count` is None where it is hidden."""

    name: Words
    count: int | None
    parts: tuple[Part, ...] = ()


class Counted(Strict):
    """An indicator that the service counts. `whole` is None where it was not counted yet."""

    indicator: str
    text: Words
    definition: Words
    counted_in: Words
    whole: Part | None
    hides: bool


class Sheet(Strict):
    """A whole report. `edition`: its number when it is final, else None."""

    site: str
    site_name: Words
    issuer: str
    plan: str
    plan_years: tuple[int, int]
    period: Period
    year: int
    first: date
    last: date
    before: date | None
    is_past_plan: bool
    sent_to: str
    remarks: str
    counted_to: date | None
    targets: tuple[Line, ...]
    activities: tuple[Line, ...]
    counted: tuple[Counted, ...]
    changes: tuple[Words, ...]
    edition: int | None = None
    at: datetime
    by: str

    @property
    def lines(self) -> tuple[Line, ...]:
        """Everything that staff enter."""
        return (*self.targets, *self.activities)

    @property
    def missing(self) -> tuple[Line, ...]:
        """What has no number yet."""
        return tuple(line for line in self.lines if line.result is None)


def asked(term: Term) -> Mapping[str, Indicator]:
    """What staff enter for a report, by id: first what has a target, then the activities."""
    targets = {goal.indicator: plan_indicators()[goal.indicator] for goal in _goals(term)}
    return {**targets, **{one.id: one for one in _activities(term.site)}}


def build(term: Term, row: ReportRow, entries: Iterable[EntryRow]) -> Sheet:
    """The sheet of a draft as it stands now."""
    place, by_id = term.place, {entry.indicator: entry for entry in entries}
    counted = {name: Shown.model_validate(shown) for name, shown in row.counted.items()}
    return Sheet(
        site=term.site,
        site_name=_words(place.name),
        issuer=place.issuer,
        plan=place.plan,
        plan_years=(place.first_year, place.last_year),
        period=term.period,
        year=term.year,
        first=term.span.first,
        last=term.span.last,
        before=term.before,
        is_past_plan=term.is_past_plan,
        sent_to=row.sent_to,
        remarks=row.remarks,
        counted_to=row.counted_to,
        targets=tuple(
            _line(plan_indicators()[goal.indicator], goal.section, goal, by_id)
            for goal in _goals(term)
        ),
        activities=tuple(
            _line(one, one.sections[term.site], None, by_id) for one in _activities(term.site)
        ),
        counted=tuple(_counted(one, counted) for one in service_indicators().values()),
        changes=tuple(_words(change.text) for change in place.changes),
        at=row.changed_at,
        by=row.changed_by,
    )


def _goals(term: Term) -> list[Target]:
    """The target of each indicator that holds in the term's year.

    It is the one to be reached next; past the last of them, that last one.
    """
    return [_goal_of(term.place, name, term.year) for name in _order(term.place)]


def _order(place: Site) -> list[str]:
    return list(dict.fromkeys(target.indicator for target in place.targets))


def _goal_of(place: Site, indicator: str, year: int) -> Target:
    own = [target for target in place.targets if target.indicator == indicator]
    own.sort(key=lambda target: target.year or place.last_year)
    return next((one for one in own if (one.year or place.last_year) >= year), own[-1])


def _activities(site: str) -> list[Indicator]:
    return [one for one in activities().values() if site in one.sections]


def _line(
    indicator: Indicator, section: str, goal: Target | None, entries: Mapping[str, EntryRow]
) -> Line:
    entry = entries.get(indicator.id)
    return Line(
        indicator=indicator.id,
        text=_words(indicator.text),
        definition=_words(indicator.definition),
        section=section,
        is_share=indicator.is_share,
        is_cut=indicator.cut,
        better=indicator.better,
        part=_words(indicator.part) if indicator.part else None,
        whole=_words(indicator.whole) if indicator.whole else None,
        counted_in=_words(indicator.counted_in) if indicator.counted_in else None,
        goal=_goal(goal) if goal else None,
        entered=_entered(entry) if entry else None,
    )


def _goal(target: Target) -> Goal:
    return Goal(
        bound=target.bound,
        value=target.value,
        to=target.to,
        year=target.year,
        text=_words(target.text),
    )


def _entered(entry: EntryRow) -> Entered:
    return Entered(
        value=entry.value,
        whole=entry.whole,
        note=entry.note,
        by=entry.by,
        at=entry.at,
        version=entry.version,
    )


def _counted(indicator: Indicator, counted: Mapping[str, Shown]) -> Counted:
    shown = counted.get(indicator.measure or "")
    return Counted(
        indicator=indicator.id,
        text=_words(indicator.text),
        definition=_words(indicator.definition),
        counted_in=_words(indicator.counted_in or indicator.text),
        whole=_part(shown, indicator.measure or "", ()) if shown else None,
        hides=bool(shown and shown.hides),
    )


def _part(shown: Shown, measure: str, at: tuple[str, ...]) -> Part:
    return Part(
        name=part_name(measure, at),
        count=shown.count,
        parts=tuple(
            _part(shown.parts[name], measure, (*at, name))
            for name in in_order(measure, len(at) + 1, shown.parts)
        ),
    )


def _words(text: Bilingual[str]) -> Words:
    return Words(vi=text.vi, en=text.en)
