"""Free times are worked out from rules, changed days and holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from content.home import HOME_ZONE
from flows.booking.holidays import is_holiday
from flows.booking.slots import (
    HORIZON,
    MOST_SEATS,
    NOTICE,
    Change,
    Opening,
    Rule,
    days_ahead,
    free_slots,
    slots_on,
)

MONDAY = date(2026, 11, 30)
MORNING = Opening(8 * 60, 10 * 60, 30, 2)


def never(_: date) -> bool:
    return False


def times(day: date, rules: list[Rule], changes: list[Change] | None = None) -> list[str]:
    return [f"{slot.start:%H:%M}" for slot in slots_on(day, rules, changes or [], never)]


def test_a_rule_gives_the_times_of_its_weekday_and_no_other():
    rules = [Rule(0, MORNING)]
    assert times(MONDAY, rules) == ["08:00", "08:30", "09:00", "09:30"]
    assert times(MONDAY + timedelta(days=1), rules) == []


def test_an_appointment_that_does_not_end_before_closing_is_not_offered():
    assert times(MONDAY, [Rule(0, Opening(480, 555, 30, 1))]) == ["08:00", "08:30"]


def test_a_rule_holds_from_its_first_to_its_last_day():
    rules = [Rule(0, MORNING, first=MONDAY, last=MONDAY)]
    assert times(MONDAY, rules)
    assert not times(MONDAY - timedelta(days=7), rules)
    assert not times(MONDAY + timedelta(days=7), rules)


def test_a_closed_day_has_no_times_whatever_else_is_said_of_it():
    assert times(MONDAY, [Rule(0, MORNING)], [Change(MONDAY)]) == []
    assert times(MONDAY, [], [Change(MONDAY, MORNING), Change(MONDAY)]) == []


def test_hours_of_a_single_day_replace_the_rules():
    changed = [Change(MONDAY, Opening(840, 900, 30, 1))]
    assert times(MONDAY, [Rule(0, MORNING)], changed) == ["14:00", "14:30"]


def test_a_holiday_is_closed_unless_the_day_has_hours_of_its_own():
    def always(_: date) -> bool:
        return True

    assert slots_on(MONDAY, [Rule(0, MORNING)], [], always) == ()
    assert slots_on(MONDAY, [Rule(0, MORNING)], [Change(MONDAY, MORNING)], always) != ()


def test_counsellors_with_the_same_hours_add_up_and_each_seat_knows_whose_it_is():
    rules = [
        Rule(0, Opening(480, 540, 30, 1, counsellor=7)),
        Rule(0, Opening(480, 540, 30, 2, counsellor=9)),
    ]
    assert [slot.seats for slot in slots_on(MONDAY, rules, [], never)] == [(7, 9, 9)] * 2


def test_the_holidays_of_the_country_are_known():
    assert is_holiday(date(2027, 1, 1))
    assert is_holiday(date(2026, 9, 2))
    assert not is_holiday(date(2026, 11, 30))


openings = st.builds(
    Opening,
    opens=st.integers(0, 1000),
    closes=st.integers(1, 1440),
    minutes=st.integers(5, 180),
    seats=st.integers(1, 20),
)
rules = st.lists(st.builds(Rule, weekday=st.integers(0, 6), opening=openings), max_size=8)
days = st.dates(date(2026, 1, 1), date(2030, 1, 1))


@given(days, rules)
def test_slots_lie_within_an_opening_in_order_each_once(day: date, listed: list[Rule]):
    slots = slots_on(day, listed, [], never)
    assert [(s.start, s.end) for s in slots] == sorted({(s.start, s.end) for s in slots})
    for slot in slots:
        assert slot.start.astimezone(HOME_ZONE).date() == day
        begins = slot.start.hour * 60 + slot.start.minute
        length = int((slot.end - slot.start).total_seconds()) // 60
        inside = [
            rule.opening
            for rule in listed
            if rule.holds_on(day)
            and rule.opening.opens <= begins
            and begins + length <= rule.opening.closes
        ]
        assert inside
        assert len(slot.seats) <= min(sum(opening.seats for opening in inside), MOST_SEATS)


@given(days, rules, st.integers(0, 1440), st.randoms(use_true_random=False))
def test_what_is_free_begins_late_enough_and_has_a_seat_that_nobody_took(
    day: date, listed: list[Rule], minute: int, random
):
    now = datetime(day.year, day.month, day.day, tzinfo=HOME_ZONE) + timedelta(minutes=minute)
    slots = slots_on(day, listed, [], never)
    taken = {
        slot.start: {n for n in range(1, len(slot.seats) + 1) if random.random() < 0.6}
        for slot in slots
    }
    free = free_slots(slots, taken, now)
    for slot in slots:
        has_seat = len(taken[slot.start]) < len(slot.seats)
        if not any(other.start == slot.start and other != slot for other in slots):
            assert (slot in free) == (has_seat and slot.start >= now + NOTICE)


def test_people_book_up_to_four_weeks_ahead_counted_in_local_days():
    days_then = days_ahead(datetime(2026, 11, 22, 18, tzinfo=UTC))
    assert days_then[0] == date(2026, 11, 23)
    assert len(days_then) == HORIZON
