"""A week as staff see it, bookings by telephone, notes without numbers."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select

from flows.booking import notes, phone
from flows.booking.desk import close_day
from flows.booking.errors import FaultyError
from flows.booking.holidays import ahead
from flows.booking.hours import add_rule, open_on, remove_rule, rules_of
from flows.booking.seats import HOLD, State, by_code, hold
from flows.booking.services import Service
from flows.booking.slots import Opening, Rule
from flows.booking.tables import BookingRow, NoteRow
from flows.booking.week import Day, days_of, monday_of
from store.engine import Store
from tests.support.booking import KEYS, MONDAY, NEED, NOW, a_booking, a_place

DAY = MONDAY.date()
ONCE = "0123456789abcdef" * 2


async def week(store: Store, place: int, now=NOW, first: date = DAY) -> list[Day]:
    async with store.transaction() as session:
        return list(await days_of(session, place, first, now))


async def by_phone(store: Store, place: int, once: str = ONCE, start=MONDAY):
    async with store.transaction() as session:
        return await phone.book(
            session, place=place, service=NEED, start=start, once=once, now=NOW, keys=KEYS
        )


async def test_a_week_tells_of_every_time_who_can_come_and_who_will(store: Store):
    place, other = await a_place(store), await a_place(store)
    await a_booking(store, place, talk="a")
    await a_booking(store, place, talk="b")
    await a_booking(store, other, talk="c")
    await a_booking(store, place, MONDAY + timedelta(days=6, minutes=30), talk="d")
    days = await week(store, place)
    assert [day.date for day in days] == [DAY + timedelta(days=n) for n in range(7)]
    assert [(hour.seats, hour.booked, hour.free) for hour in days[0].hours[:2]] == [
        (2, 2, 0),
        (2, 0, 2),
    ]
    assert [(day.booked, day.free) for day in days] == [(2, 10), *[(0, 12)] * 5, (1, 11)]


async def test_a_held_seat_is_not_free_until_its_time_is_over(store: Store):
    place = await a_place(store)
    async with store.transaction() as session:
        await hold(
            session, place=place, service=NEED, start=MONDAY, talk="x", now=NOW, random=Random(1)
        )
    first = (await week(store, place))[0].hours[0]
    assert (first.held, first.booked, first.free) == (1, 0, 1)
    later = (await week(store, place, NOW + HOLD))[0].hours[0]
    assert (later.held, later.free) == (0, 2)


async def test_who_booked_before_the_hours_changed_still_stands_in_the_week(store: Store):
    place = await a_place(store)
    await a_booking(store, place)
    async with store.transaction() as session:
        monday = (await rules_of(session, place))[0]
        await remove_rule(session, monday.id, monday.version)
    (only,) = (await week(store, place))[0].hours
    assert (only.seats, only.booked, only.free) == (0, 1, 0)
    assert only.end - only.start == timedelta(minutes=30)


async def test_a_week_says_what_is_closed_and_what_is_a_holiday(store: Store):
    place = await a_place(store)
    new_year = date(2027, 1, 1)
    async with store.transaction() as session:
        await add_rule(session, place, Service.JOBS, Rule(0, Opening(480, 540, 30, 1)))
        await close_day(session, place, DAY, NOW, Service.JOBS)
        await close_day(session, place, DAY + timedelta(days=1), NOW)
        await open_on(session, place, NEED, new_year, Opening(480, 540, 30, 1))
    days = await week(store, place)
    assert (days[0].closed, days[0].closed_for) == (False, (Service.JOBS,))
    assert {hour.service for hour in days[0].hours} == {NEED}
    assert (days[1].closed, days[1].hours) == (True, ())
    friday = (await week(store, place, first=monday_of(new_year)))[4]
    assert (friday.holiday, friday.free) == (True, 2)


def test_holidays_ahead_are_named_in_both_languages():
    (first,) = ahead(date(2026, 12, 25), 10, "en")
    assert first == (date(2027, 1, 1), "New Year's Day")
    assert ahead(date(2026, 12, 25), 10, "vi")[0][1].startswith("Tết Dương")


async def test_a_booking_by_telephone_has_a_code_and_no_way_to_its_person(store: Store):
    made = await by_phone(store, await a_place(store))
    assert made
    row, code = made
    assert (row.state, row.talk, row.agreed_at) == (State.BOOKED, None, None)
    async with store.transaction() as session:
        found = await by_code(session, KEYS, code.lower())
        assert found
        assert found.id == row.id


async def test_a_form_that_is_sent_twice_books_once_with_one_code(store: Store):
    place = await a_place(store)
    first, again = await by_phone(store, place), await by_phone(store, place)
    assert first
    assert again
    assert (first[0].id, first[1]) == (again[0].id, again[1])
    other = await by_phone(store, place, "f" * 32)
    assert other
    assert other[1] != first[1]
    assert await by_phone(store, place, "e" * 32) is None


async def test_a_note_is_sealed_and_goes_with_its_booking(store: Store):
    place = await a_place(store, name="Nơi A")
    row, _ = await a_booking(store, place)
    async with store.transaction() as session:
        await notes.write(session, row, by="lan", now=NOW, keys=KEYS, text=" cần  xe lăn ")
        await notes.write(
            session, row, by="lan", now=NOW, keys=KEYS, state=State.REFERRED, to=place
        )
    async with store.transaction() as session:
        stored = list(await session.scalars(select(NoteRow.text).order_by(NoteRow.id)))
        assert b"xe" not in (stored[0] or b"")
        told = await notes.of(session, row, KEYS)
        assert [(note.text, note.state, note.to) for note in told] == [
            ("cần xe lăn", None, ""),
            ("", State.REFERRED, "Nơi A"),
        ]
        await session.delete(await session.get(BookingRow, row.id))
        await session.flush()
        assert await session.scalar(select(NoteRow.id)) is None


@pytest.mark.parametrize(
    "text", ["gọi 0912 345 678", "an@example.vn", "079.123.456.789", "x" * 301, "", "  "]
)
async def test_a_note_with_a_number_too_long_or_empty_is_refused(sqlite_store: Store, text: str):
    row, _ = await a_booking(sqlite_store, await a_place(sqlite_store))
    async with sqlite_store.transaction() as session:
        with pytest.raises(FaultyError):
            await notes.write(session, row, by="lan", now=NOW, keys=KEYS, text=text)


async def test_a_note_may_tell_days_and_hours(sqlite_store: Store):
    row, _ = await a_booking(sqlite_store, await a_place(sqlite_store))
    async with sqlite_store.transaction() as session:
        text = "hẹn lại 8:30 ngày 30/11/2026, tầng 2 phòng 204"
        await notes.write(session, row, by="lan", now=NOW, keys=KEYS, text=text)
