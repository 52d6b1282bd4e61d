"""Days of check-ins, and by when somebody answers."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.home import HOME_ZONE
from flows.aftercare import advice, rules
from flows.aftercare.office import answered_by, is_open
from flows.aftercare.rhythm import day_after, first_day, is_phq2_due, midweek_day

DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))
SUNDAY = date(2026, 11, 22)


@given(DAYS, st.integers(0, 6))
def test_the_first_day_is_the_wanted_one_within_a_week(start: date, weekday: int):
    day = first_day(start, weekday)
    assert day.weekday() == weekday
    assert 1 <= (day - start).days <= 7


def year(start: date, weekday: int) -> list[date]:
    days = [first_day(start, weekday)]
    while (day := day_after(days[-1], start, weekday, days[-1])) is not None:
        days.append(day)
    return days


def test_weekly_for_twelve_weeks_then_every_second_then_every_fourth():
    gaps = [(later - day).days // 7 for day, later in zip(*_pairs(SUNDAY), strict=True)]
    assert gaps[:11] == [1] * 11
    assert set(gaps[12:19]) == {2}
    assert set(gaps[20:]) == {4}
    assert gaps == sorted(gaps)


def _pairs(start: date) -> tuple[list[date], list[date]]:
    days = year(start, 0)
    return days[:-1], days[1:]


@given(DAYS, st.integers(0, 6))
def test_a_year_of_check_ins_ends_after_about_52_weeks(start: date, weekday: int):
    days = year(start, weekday)
    assert 24 <= len(days) <= 30
    assert all(day.weekday() == weekday for day in days)
    assert 50 * 7 <= (days[-1] - start).days <= 57 * 7


def test_after_a_long_silence_the_next_day_is_still_to_come():
    today = SUNDAY + timedelta(days=40)
    day = day_after(first_day(SUNDAY, 0), SUNDAY, 0, today)
    assert day is not None
    assert today < day <= today + timedelta(days=14)


@pytest.mark.parametrize(("days", "due"), [(27, False), (28, True)])
def test_mood_questions_are_due_every_four_weeks(days: int, due: bool):
    assert is_phq2_due([SUNDAY], SUNDAY + timedelta(days=days)) == due
    assert is_phq2_due([], SUNDAY)


def test_the_midweek_check_is_three_days_after_a_check_in_for_ninety_days():
    assert midweek_day(date(2026, 12, 7), SUNDAY) == date(2026, 12, 3)
    last = SUNDAY + timedelta(days=90)
    assert midweek_day(last + timedelta(days=4), SUNDAY) == last
    assert midweek_day(last + timedelta(days=5), SUNDAY) is None
    assert midweek_day(SUNDAY + timedelta(days=1), SUNDAY) is None


def home(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=HOME_ZONE)


@pytest.mark.parametrize(
    ("day", "hour", "by"),
    [
        (date(2026, 12, 1), 9, date(2026, 12, 2)),
        (date(2026, 12, 1), 16, date(2026, 12, 2)),
        (date(2026, 12, 1), 17, date(2026, 12, 3)),
        (date(2026, 12, 4), 9, date(2026, 12, 7)),
        (date(2026, 12, 5), 9, date(2026, 12, 8)),
        (date(2026, 12, 31), 9, date(2027, 1, 4)),
    ],
)
def test_an_answer_is_promised_for_a_working_day(day: date, hour: int, by: date):
    assert answered_by(home(day, hour)) == home(by, 17)


@pytest.mark.parametrize(("hour", "is_so"), [(7, False), (8, True), (16, True), (17, False)])
def test_the_office_is_open_within_its_hours(hour: int, is_so: bool):
    assert is_open(home(date(2026, 12, 1), hour)) == is_so
    assert not is_open(home(date(2026, 12, 5), hour))


@given(DAYS, st.integers(0, 23))
def test_a_promise_lies_ahead_and_within_three_weeks(day: date, hour: int):
    now = home(day, hour)
    assert now < answered_by(now) < now + timedelta(days=21)


def test_every_rule_file_names_where_it_comes_from():
    for read in (
        rules.triage_rules,
        rules.rhythm_rules,
        rules.ladder_rules,
        rules.office_rules,
        rules.retention_rules,
    ):
        assert read().source


@pytest.mark.parametrize(
    ("answers", "praise", "tip"),
    [
        ({"support": "2-3", "craving": 7}, "support", "craving"),
        ({"support": "1", "confidence": 7, "craving": 6}, "confidence", "keep"),
        ({"confidence": 6, "craving": 3}, "calm", "keep"),
        ({"confidence": 4, "craving": 4, "exposure": "0"}, "distance", "confidence"),
        ({"craving": 5, "exposure": "2-3", "low_days": "0"}, "mood", "exposure"),
        ({"craving": 5, "low_days": "2-3"}, "honest", "mood"),
        ({"craving": 5, "down": "2", "interest": "0"}, "honest", "mood"),
        ({"craving": 5, "support": "0"}, "honest", "support"),
        ({"dose": "1", "craving": 9}, "honest", "dose"),
        ({}, "honest", "keep"),
    ],
)
def test_the_answer_praises_what_protected_and_helps_where_it_was_weakest(
    answers: dict[str, str | int | None], praise: str, tip: str
):
    assert (advice.praise(answers), advice.tip(answers)) == (praise, tip)
