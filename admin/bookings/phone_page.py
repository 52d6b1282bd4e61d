"""Book for somebody who calls: a time is confirmed, then the code is read aloud."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from admin import audit
from admin.audit_actions import Action
from admin.bookings.overview import place_at
from admin.bookings.words import SERVICES, WEEKDAYS, spoken
from admin.pages.asked import start_in
from admin.pages.guard import SignedIn, desk_of, for_staff
from admin.pages.refusals import Refusal
from admin.pages.render import language_of, show
from admin.roles import Page
from content.home import HOME_ZONE
from content.messages import mark
from flows.booking import phone
from flows.booking.browse import address_of
from flows.booking.services import Service, service_of
from flows.booking.tables import PlaceRow
from store.engine import keyring_of

TAKEN = mark("This time is taken now, or begins in less than an hour. Please choose another.")
ONCE_BYTES = 16

_ONCE = re.compile(r"[0-9a-f]{32}")


@for_staff(Page.BOOK_FOR)
async def phone_page(request: Request, _: SignedIn) -> Response:
    """The time that was chosen, to be said to the person and confirmed."""
    desk = desk_of(request)
    async with desk.store.transaction() as session:
        place = await place_at(request, session)
    return _confirm(request, place)


@for_staff(Page.BOOK_FOR)
async def book(request: Request, signed_in: SignedIn) -> Response:
    """Book, and show the code, which is kept nowhere. Sent twice, it books once."""
    desk, form = desk_of(request), request.state.form
    now, once = desk.clock(), form.get("once", "")
    if not _ONCE.fullmatch(once):
        raise Refusal(400)
    service, start = _service(form.get("service", "")), start_in(form.get("start", ""))
    async with desk.store.transaction() as session:
        place = await place_at(request, session)
        made = await phone.book(
            session,
            place=place.id,
            service=service,
            start=start,
            once=once,
            now=now,
            keys=keyring_of(session),
        )
        if made is not None:
            await _record(session, signed_in, made[0].id, service, now)
    if made is None:
        return _confirm(request, place, TAKEN)
    row, code = made
    local = row.start.astimezone(HOME_ZONE)
    return show(
        request,
        "bookings/booked.html",
        page=Page.BOOKINGS,
        place=place,
        address=address_of(place),
        booking=row,
        day=local.date(),
        weekday=WEEKDAYS[local.weekday()],
        service=SERVICES[service],
        code=code,
        spoken=spoken(code, language_of(request)),
    )


async def _record(
    session: AsyncSession, signed_in: SignedIn, number: int, service: Service, now: datetime
) -> None:
    subject = audit.Subject("booking", str(number))
    details = {"service": service.value}
    await audit.record(session, signed_in.person, Action.BOOKING_MADE, subject, details, now)


def _confirm(request: Request, place: PlaceRow, fault: str = "") -> Response:
    asked = request.state.form if request.method == "POST" else request.query_params
    service, start = _service(asked.get("service", "")), start_in(asked.get("start", ""))
    return show(
        request,
        "bookings/phone.html",
        status=409 if fault else 200,
        page=Page.BOOKINGS,
        place=place,
        address=address_of(place),
        service=service,
        service_name=SERVICES[service],
        start=start,
        day=start.date(),
        weekday=WEEKDAYS[start.weekday()],
        once=secrets.token_hex(ONCE_BYTES),
        fault=fault,
    )


def _service(given: str) -> Service:
    service = service_of(given)
    if service is None:
        raise Refusal(400, mark("Please choose a service."))
    return service
