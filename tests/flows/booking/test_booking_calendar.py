"""A calendar file tells an hour and an address, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from icalendar import Calendar

from flows.booking.calendar import file_of, path_of
from flows.booking.desk import close_day
from flows.booking.seats import by_token, move
from flows.booking.tables import BookingRow
from store.engine import Store
from tests.support.booking import MONDAY, NOW, a_booking, a_place

WORDS = (
    "methadone",
    "hiv",
    "cai",
    "nghiện",
    "ma tu",
    "tư vấn",
    "counsel",
    "phòng khám",
    "đồng hành",
)


async def event(store: Store, row: BookingRow, language: str = "vi"):
    async with store.transaction() as session:
        file = await file_of(session, row.token, language, NOW)
    assert file is not None
    calendar = Calendar.from_ical(file)
    (only,) = calendar.walk("VEVENT")
    return file, only


@pytest.mark.parametrize(("language", "title"), [("vi", "Lịch hẹn"), ("en", "Appointment")])
async def test_the_file_holds_the_hour_and_the_address(store: Store, language: str, title: str):
    place = await a_place(store, name="Phòng khám Methadone")
    row, code = await a_booking(store, place)
    file, found = await event(store, row, language)
    assert found.decoded("dtstart") == MONDAY
    assert found.decoded("dtend") == MONDAY + timedelta(minutes=30)
    assert str(found["summary"]) == title
    assert str(found["location"]) == "1 đường Thử, Lâm Đồng"
    text = file.decode().lower()
    assert not [word for word in (*WORDS, code.lower()) if word in text]


async def test_a_moved_appointment_replaces_the_one_in_the_calendar(store: Store):
    place = await a_place(store)
    row, _ = await a_booking(store, place)
    _, before = await event(store, row)
    async with store.transaction() as session:
        mine = await by_token(session, row.token)
        assert mine is not None
        await move(session, mine, MONDAY + timedelta(hours=1), NOW)
    _, after = await event(store, row)
    assert after["uid"] == before["uid"]
    assert int(after["sequence"]) > int(before["sequence"])


async def test_an_appointment_on_a_closed_day_leaves_the_calendar(store: Store):
    place = await a_place(store)
    row, _ = await a_booking(store, place)
    async with store.transaction() as session:
        await close_day(session, place, MONDAY.date(), NOW)
    _, found = await event(store, row)
    assert str(found["status"]) == "CANCELLED"
    assert not found.walk("VALARM")


async def test_a_token_that_nobody_was_given_opens_nothing(store: Store):
    async with store.transaction() as session:
        assert await file_of(session, "0" * 32, "vi", NOW) is None
    assert path_of("abc") == "/api/bookings/abc.ics"
