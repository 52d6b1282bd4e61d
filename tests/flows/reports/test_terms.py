"""Which reports there are, which days they cover, when they are due."""

from __future__ import annotations

from datetime import date

import pytest

from content.indicator import activities
from content.local import SITES, Period, site
from flows.counts.daily import Span
from flows.reports.terms import Term, term_of

TODAY = date(2026, 6, 2)


@pytest.mark.parametrize(
    ("name", "period", "before"),
    [
        ("binh-thuan", Period.HALF_YEAR, date(2026, 6, 5)),
        ("binh-thuan", Period.YEAR, date(2026, 12, 5)),
        ("quang-ngai", Period.HALF_YEAR, date(2026, 5, 31)),
        ("quang-ngai", Period.YEAR, date(2026, 11, 30)),
        ("lai-chau", Period.HALF_YEAR, None),
        ("ha-nam", Period.YEAR, None),
    ],
)
def test_each_plan_has_its_own_day_or_none(name: str, period: Period, before: date | None):
    assert Term(name, period, 2026).before == before


def test_a_report_covers_its_six_months_or_its_year():
    year = Span(date(2026, 1, 1), date(2026, 12, 31))
    assert Term("ha-nam", Period.YEAR, 2026).span == year
    assert Term("ha-nam", Period.HALF_YEAR, 2026).span.last == date(2026, 6, 30)


def test_only_whole_days_are_counted():
    term = Term("ha-nam", Period.HALF_YEAR, 2026)
    assert term.counted_to(TODAY) == date(2026, 6, 1)
    assert term.counted_to(date(2026, 9, 1)) == date(2026, 6, 30)
    assert term.counted_to(date(2026, 1, 1)) is None


def test_a_year_after_the_plan_is_marked():
    assert Term("ha-nam", Period.YEAR, 2021).is_past_plan
    assert not Term("binh-thuan", Period.YEAR, 2025).is_past_plan


@pytest.mark.parametrize(
    "words",
    [("hanoi", "year", "2026"), ("ha-nam", "week", "2026"), ("ha-nam", "year", "2027"),
     ("ha-nam", "year", "2013"), ("ha-nam", "year", "²026"), ("ha-nam", "year", "20260")],
)  # fmt: skip
def test_words_that_name_no_report_are_none(words: tuple[str, str, str]):
    assert term_of(*words, TODAY) is None
    assert term_of("ha-nam", "year", "2026", TODAY) == Term("ha-nam", Period.YEAR, 2026)


def test_every_activity_says_where_a_known_plan_asks_for_it():
    for activity in activities().values():
        assert activity.sections
        assert set(activity.sections) <= set(SITES)
        assert all(section.startswith("mục ") for section in activity.sections.values())


@pytest.mark.parametrize("name", SITES)
def test_no_activity_repeats_a_target_of_its_plan(name: str):
    targets = {target.indicator for target in site(name).targets}
    assert not targets & set(activities())
