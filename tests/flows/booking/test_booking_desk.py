"""What staff do with bookings, and what people are told of it."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select

from flows.booking import KINDS, telling
from flows.booking.desk import (
    Told,
    ahead,
    at,
    cancel,
    close_day,
    concerned,
    counts,
    day_list,
    outcome,
    reopen_day,
)
from flows.booking.effects import cancel as cancel_in_talk
from flows.booking.effects import confirm, remind
from flows.booking.errors import GoneError, NotAllowedError, StaleError
from flows.booking.openings import free_times
from flows.booking.seats import State, by_code, hold
from flows.booking.services import Service
from flows.booking.tables import BookingRow
from flows.engine import Begin
from flows.reach.runner import Runner
from flows.reach.tables import ContactRow, NotificationRow, TaskRow
from store.engine import Store
from tests.support.booking import (
    KEYS,
    MONDAY,
    NEED,
    NOW,
    Walk,
    a_booking,
    a_place,
    booking,
)
from tests.support.reaching import FakeSender

DAY = MONDAY.date()
LATER = MONDAY + timedelta(hours=1)


async def reminded(store: Store, place: int, talk: str = "t", start=MONDAY) -> BookingRow:
    """A booking whose person agreed to be reminded in their talk."""
    row, _ = await a_booking(store, place, start, talk)
    walk = Walk(store, talk, f"address-{talk}")
    await remind(walk.world(), {"token": row.token, "on": True})
    return row


def runner(store: Store, sender: FakeSender) -> Runner:
    return Runner(store, KEYS, sender, KINDS)


async def state_of(store: Store, row: BookingRow) -> str | None:
    found = await booking(store, row.token)
    return found.state if found else None


async def mark(store: Store, row: BookingRow, state: State, version: int = 1, now=LATER) -> None:
    async with store.transaction() as session:
        await outcome(session, row.id, state, version, now)


async def test_a_day_list_holds_one_local_day_of_one_place(store: Store):
    place, other = await a_place(store), await a_place(store)
    first, _ = await a_booking(store, place, talk="a")
    second, _ = await a_booking(store, place, talk="e")
    await a_booking(store, other, talk="b")
    await a_booking(store, place, MONDAY + timedelta(days=1), talk="c")
    async with store.transaction() as session:
        assert [row.id for row in await day_list(session, place, DAY)] == [first.id, second.id]
        rest = await day_list(session, place, DAY, (first.start, first.id))
        assert [row.id for row in rest] == [second.id]


async def test_bookings_are_counted_by_place_and_by_where_they_stand(store: Store):
    place, other = await a_place(store), await a_place(store)
    first, _ = await a_booking(store, place, talk="a")
    await a_booking(store, place, talk="b")
    await a_booking(store, place, MONDAY + timedelta(days=1), talk="c")
    await mark(store, first, State.ARRIVED)
    async with store.transaction() as session:
        counted = await counts(session, (place, other), DAY)
        assert counted == {place: {State.ARRIVED: 1, State.BOOKED: 1}, other: {}}
        assert await ahead(session, place, NOW) == 2


async def test_whom_closing_a_day_would_concern_is_said_before(store: Store):
    place = await a_place(store)
    await reminded(store, place, "a")
    await a_booking(store, place, MONDAY + timedelta(minutes=30), talk="b")
    async with store.transaction() as session:
        before = await concerned(session, place, DAY, NOW)
        assert (before.people, before.reachable) == (2, 1)
        assert await concerned(session, place, DAY, NOW, Service.JOBS) == Told(0, 0)
        assert await close_day(session, place, DAY, NOW) == before


@pytest.mark.parametrize("state", [State.ARRIVED, State.DONE])
async def test_nobody_comes_before_the_day_but_they_may_come_early_on_it(
    store: Store, state: State
):
    row, _ = await a_booking(store, await a_place(store))
    with pytest.raises(NotAllowedError):
        await mark(store, row, state, now=MONDAY - timedelta(days=1))
    await mark(store, row, state, now=MONDAY - timedelta(hours=1))
    assert await state_of(store, row) == state


async def test_staff_cancel_for_somebody_who_calls(store: Store):
    row, _ = await a_booking(store, await a_place(store))
    async with store.transaction() as session:
        assert (await cancel(session, row.id, 1)).seat is None
    with pytest.raises(StaleError):
        async with store.transaction() as session:
            await cancel(session, row.id, 1)
    with pytest.raises(NotAllowedError):
        async with store.transaction() as session:
            await cancel(session, row.id, 2)


async def test_a_hold_is_no_booking_to_look_at(sqlite_store: Store):
    place = await a_place(sqlite_store)
    async with sqlite_store.transaction() as session:
        token = await hold(
            session, place=place, service=NEED, start=MONDAY, talk="x", now=NOW, random=Random(1)
        )
        held = await session.scalar(select(BookingRow.id).where(BookingRow.token == token))
        assert held
        with pytest.raises(GoneError):
            await at(session, held)


async def test_holds_and_cancelled_bookings_are_on_no_list(store: Store):
    place = await a_place(store)
    row, _ = await a_booking(store, place)
    async with store.transaction() as session:
        await hold(
            session, place=place, service=NEED, start=MONDAY, talk="x", now=NOW, random=Random(1)
        )
    await cancel_in_talk(Walk(store).world(), {"token": row.token})
    async with store.transaction() as session:
        assert await day_list(session, place, DAY) == []


async def test_staff_find_a_booking_by_the_code_said_aloud(store: Store):
    place = await a_place(store)
    row, code = await a_booking(store, place)
    async with store.transaction() as session:
        found = await by_code(session, KEYS, f" {code.lower().replace('-', '')} ")
        assert found is not None
        assert found.id == row.id
        assert await by_code(session, KEYS, "C7K2M-9QR") is None


@pytest.mark.parametrize("state", [State.ARRIVED, State.MISSED, State.DONE, State.REFERRED])
async def test_staff_say_how_a_booking_ended(sqlite_store: Store, state: State):
    row, _ = await a_booking(sqlite_store, await a_place(sqlite_store))
    await mark(sqlite_store, row, state)
    assert await state_of(sqlite_store, row) == state


async def test_an_outcome_by_somebody_who_saw_an_older_state_is_refused(store: Store):
    row, _ = await a_booking(store, await a_place(store))
    await mark(store, row, State.ARRIVED)
    with pytest.raises(StaleError):
        await mark(store, row, State.MISSED)
    assert await state_of(store, row) == State.ARRIVED


async def test_nobody_is_missed_before_their_time(sqlite_store: Store):
    row, _ = await a_booking(sqlite_store, await a_place(sqlite_store))
    with pytest.raises(NotAllowedError):
        await mark(sqlite_store, row, State.MISSED, now=MONDAY - timedelta(minutes=1))
    with pytest.raises(NotAllowedError):
        await mark(sqlite_store, row, State.HELD)
    with pytest.raises(GoneError):
        async with sqlite_store.transaction() as session:
            await outcome(session, 99, State.DONE, 1, LATER)


async def test_whoever_did_not_come_is_written_to_once_and_kindly(store: Store):
    row = await reminded(store, await a_place(store))
    sender = FakeSender()
    await mark(store, row, State.MISSED)
    await runner(store, sender).tick(LATER)
    await mark(store, row, State.ARRIVED, 2)
    await mark(store, row, State.MISSED, 3)
    await runner(store, sender).tick(LATER + timedelta(minutes=5))
    news = "You could not come on {day}; that is all right. You can choose another time."
    assert sender.sent == [("address-t", news)]


async def test_whoever_did_not_come_chooses_again_for_the_same_need(sqlite_store: Store):
    row = await reminded(sqlite_store, await a_place(sqlite_store))
    await mark(sqlite_store, row, State.MISSED)
    async with sqlite_store.transaction() as session:
        meant = await session.scalar(
            select(NotificationRow).where(NotificationRow.kind == telling.MISSED)
        )
        assert meant is not None
        (way,) = telling._missed(meant).ways  # type: ignore[arg-type]
    assert isinstance(way, Begin)
    assert way.given == {"need": NEED}


async def test_a_slip_of_the_pen_mended_in_time_is_not_told(store: Store):
    row = await reminded(store, await a_place(store))
    await mark(store, row, State.MISSED)
    await mark(store, row, State.ARRIVED, 2)
    sender = FakeSender()
    await runner(store, sender).tick(LATER)
    assert sender.sent == []


async def test_closing_a_day_tells_those_who_can_be_written_to_and_tasks_staff_with_the_rest(
    store: Store,
):
    place = await a_place(store)
    told = await reminded(store, place, "a")
    untold, _ = await a_booking(store, place, talk="b")
    async with store.transaction() as session:
        result = await close_day(session, place, DAY, NOW)
    assert (result.people, result.reachable) == (2, 1)
    assert {await state_of(store, told), await state_of(store, untold)} == {State.CLOSED}
    sender = FakeSender()
    await runner(store, sender).tick(NOW)
    assert [address for address, _ in sender.sent] == ["address-a"]
    async with store.transaction() as session:
        tasks = list(await session.scalars(select(TaskRow.subject)))
    assert tasks == [telling.subject(untold)]


async def test_closing_a_day_twice_tells_nobody_twice(store: Store):
    place = await a_place(store)
    await reminded(store, place)
    async with store.transaction() as session:
        await close_day(session, place, DAY, NOW)
    async with store.transaction() as session:
        assert (await close_day(session, place, DAY, NOW)).people == 0
    sender = FakeSender()
    await runner(store, sender).tick(NOW)
    assert len(sender.sent) == 1


async def test_a_closed_day_can_be_booked_by_nobody_until_it_is_open_again(store: Store):
    place = await a_place(store)
    async with store.transaction() as session:
        await close_day(session, place, DAY, NOW, Service.JOBS)
        assert await free_times(session, place, NEED, (DAY,), NOW)
        await close_day(session, place, DAY, NOW)
        assert not await free_times(session, place, NEED, (DAY,), NOW)
        await reopen_day(session, place, DAY)
        assert await free_times(session, place, NEED, (DAY,), NOW)


async def test_reminders_come_the_day_before_and_two_hours_before(store: Store):
    start = MONDAY + timedelta(hours=2)
    await reminded(store, await a_place(store), start=start)
    sender = FakeSender()
    for moment in (NOW, start - timedelta(days=1), start - timedelta(hours=2), start):
        await runner(store, sender).tick(moment)
    assert [text for _, text in sender.sent] == [
        "You have an appointment tomorrow at {time}.",
        "You have an appointment today at {time}.",
    ]


async def test_a_reminder_waits_for_the_end_of_the_quiet_hours(store: Store):
    await reminded(store, await a_place(store))
    sender = FakeSender()
    await runner(store, sender).tick(MONDAY - timedelta(days=1))
    early = MONDAY - timedelta(hours=2)
    await runner(store, sender).tick(early)
    assert len(sender.sent) == 1
    await runner(store, sender).tick(early + timedelta(hours=1))
    assert len(sender.sent) == 2


async def test_nobody_is_reminded_without_having_agreed(store: Store):
    await a_booking(store, await a_place(store))
    sender = FakeSender()
    await runner(store, sender).tick(MONDAY - timedelta(hours=1))
    assert sender.sent == []


async def test_the_way_to_a_person_goes_after_three_days_and_the_booking_after_ninety(store: Store):
    row = await reminded(store, await a_place(store))
    await confirm(Walk(store).world(), {"token": row.token})
    sender = FakeSender()
    await runner(store, sender).tick(row.end + telling.REACHED_FOR)
    async with store.transaction() as session:
        assert await session.scalar(select(ContactRow)) is None
    assert await booking(store, row.token) is not None
    await runner(store, sender).tick(row.end + telling.KEPT_FOR)
    assert await booking(store, row.token) is None
