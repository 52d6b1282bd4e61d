"""Who is on duty, and what may be promised: pure, with holidays and nights."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.home import HOME_ZONE
from flows.handover import roster
from flows.handover.duty import LONGEST_LOOK, Roster, Shift
from flows.handover.states import FaultyError, NotOpenError
from store.engine import Store

WITHIN = timedelta(minutes=15)
EARLY, LATE = 7 * 60 + 30, 21 * 60
WEEK = [Shift("lan", weekday, EARLY, LATE, 1) for weekday in range(7)]


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=HOME_ZONE)


def test_at_one_in_the_morning_nobody_is_there_until_half_past_seven():
    promise = Roster(WEEK).promise(at(25, 1), WITHIN)
    assert promise
    assert (promise.now, promise.opens, promise.by) == (False, at(25, 7, 30), at(25, 7, 45))


def test_by_day_somebody_answers_within_the_time():
    promise = Roster(WEEK).promise(at(25, 14), WITHIN)
    assert promise
    assert (promise.now, promise.by) == (True, at(25, 14, 15))


def test_duty_that_ends_before_the_time_to_answer_is_no_promise():
    promise = Roster(WEEK).promise(at(25, 20, 50), WITHIN)
    assert promise
    assert (promise.now, promise.opens) == (False, at(26, 7, 30))


def test_somebody_who_takes_over_keeps_the_promise():
    relay = [*WEEK, Shift("binh", 2, LATE, 23 * 60, 1)]
    promise = Roster(relay).promise(at(25, 20, 50), WITHIN)
    assert promise
    assert promise.now


def test_on_a_public_holiday_nobody_is_there_unless_staff_say_so():
    holiday = at(2, 10, month=9)
    assert Roster(WEEK).on_duty(holiday) == []
    assert Roster(WEEK, {holiday.date(): True}).on_duty(holiday) == ["lan"]


def test_a_day_that_staff_close_is_closed():
    assert Roster(WEEK, {date(2026, 11, 25): False}).on_duty(at(25, 10)) == []


def test_an_empty_roster_promises_nothing():
    assert Roster([]).promise(at(25, 10), WITHIN) is None


def test_those_on_duty_are_called_in_their_order_each_once():
    shifts = [
        Shift("binh", 2, EARLY, LATE, 2),
        Shift("an", 2, EARLY, LATE, 1),
        Shift("an", 2, 600, 700, 3),
    ]
    assert Roster(shifts).on_duty(at(25, 10)) == ["an", "binh"]


SHIFTS = st.lists(
    st.builds(
        lambda staff, weekday, opens, length, rank: Shift(
            staff, weekday, opens, min(opens + length, 1440), rank
        ),
        st.sampled_from(["an", "binh", "lan"]),
        st.integers(0, 6),
        st.integers(0, 1439),
        st.integers(1, 720),
        st.integers(1, 9),
    ),
    max_size=6,
)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(  # noqa: DTZ001
    lambda naive: naive.replace(tzinfo=HOME_ZONE)
)


@given(SHIFTS, MOMENTS)
def test_a_promise_is_never_in_the_past_and_somebody_is_there_when_it_opens(
    shifts: list[Shift], now: datetime
):
    roster_now = Roster(shifts)
    promise = roster_now.promise(now, WITHIN)
    if promise is None:
        return
    assert now <= promise.opens <= promise.by
    assert promise.opens - now <= timedelta(days=LONGEST_LOOK)
    assert roster_now.on_duty(promise.opens)


async def test_two_who_change_the_roster_at_once_do_not_undo_each_other(store: Store):
    async with store.transaction() as session:
        await roster.add_shift(session, 0, WEEK[0])
    with pytest.raises(NotOpenError):
        async with store.transaction() as session:
            await roster.add_shift(session, 0, WEEK[1])
    async with store.transaction() as session:
        assert len(await roster.shift_rows(session)) == 1
        assert await roster.version(session) == 1


@pytest.mark.parametrize(
    "shift",
    [
        Shift("lan", 0, 600, 600, 1),
        Shift("lan", 0, 600, 1441, 1),
        Shift("lan", 7, 600, 700, 1),
        Shift("lan", 0, 600, 700, 0),
        Shift("lan", 0, LATE - 1, LATE, 1),
    ],
    ids=["empty", "past midnight", "eighth day", "no order", "twice"],
)
async def test_hours_that_cannot_be_are_refused(store: Store, shift: Shift):
    async with store.transaction() as session:
        await roster.add_shift(session, 0, WEEK[0])
    with pytest.raises(FaultyError):
        async with store.transaction() as session:
            await roster.add_shift(session, 1, shift)


async def test_a_day_can_be_given_back_to_the_calendar(store: Store):
    day = date(2026, 9, 2)
    async with store.transaction() as session:
        await roster.set_day(session, 0, day, kept=True, note="  trực lễ ")
        assert (await roster.read(session)).is_kept(day)
        await roster.set_day(session, 1, day, kept=None)
        assert not (await roster.read(session)).is_kept(day)
