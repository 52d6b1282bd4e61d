"""An appointment as a calendar file. Whoever looks at the phone sees a time and an address."""

from __future__ import annotations

from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from content.messages import mark, translate
from flows.booking.browse import address_of
from flows.booking.seats import State
from flows.booking.tables import BookingRow, PlaceRow

PATH = "/api/bookings/{token}.ics"
"""Where the service gives the file."""

TITLE = mark("Appointment")

ALARM = timedelta(hours=-2)
"""The phone's own reminder, which needs no message from us."""


def path_of(token: str) -> str:
    """The path of an appointment's file within the service."""
    return PATH.format(token=token)


async def file_of(session: AsyncSession, token: str, language: str, now: datetime) -> bytes | None:
    """The calendar file of a booking, None for a token that has none.

    A cancelled booking's file says so, which takes it out of the calendar again.
    """
    row = await session.scalar(
        select(BookingRow).where(BookingRow.token == token, BookingRow.state != State.HELD)
    )
    place = await session.get(PlaceRow, row.place) if row else None
    if row is None or place is None:
        return None
    return appointment_ics(row, place, language, now)


def appointment_ics(row: BookingRow, place: PlaceRow, language: str, now: datetime) -> bytes:
    """The file (RFC 5545). It names no service, no place and nobody: an hour and an address."""
    event = Event()
    event.add("uid", row.token)
    event.add("dtstamp", now)
    event.add("dtstart", row.start)
    event.add("dtend", row.end)
    event.add("sequence", row.version)
    event.add("summary", translate(language, TITLE))
    event.add("location", address_of(place))
    event.add("class", "PRIVATE")
    gone = row.state in (State.CANCELLED, State.CLOSED)
    event.add("status", "CANCELLED" if gone else "CONFIRMED")
    if not gone:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", ALARM)
        alarm.add("description", translate(language, TITLE))
        event.add_component(alarm)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//appointment//1//")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
