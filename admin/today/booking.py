"""The card of today's appointments."""

from __future__ import annotations

from admin.pages.render import ROOT, clock, today_in_vietnam
from admin.roles import MAY, Page
from admin.today.card import MOST_LINES, Asked, Card, Line, Seen
from content.messages import mark, translate
from flows.booking import today as appointments
from flows.booking.services import NAMES, service_of


async def _bookings(asked: Asked) -> Seen:
    today = today_in_vietnam(asked.now)
    async with asked.desk.store.transaction() as session:
        found = await appointments.of_day(session, today, asked.now, MOST_LINES)
    lines = [
        Line(
            words=f"{clock(one.start)} · {_service(one.service, asked.language)}",
            address=f"{ROOT}/bookings/{one.id}",
            under=one.place,
        )
        for one in found.coming
    ]
    return Seen(found.count, lines, f"{ROOT}/bookings")


def _service(name: str, language: str) -> str:
    service = service_of(name)
    return translate(language, NAMES[service].message) if service else name


BOOKINGS = Card("bookings", mark("Appointments today"), MAY[Page.BOOKING], _bookings)
