"""Days of a place with other hours: added, taken back."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from admin.bookings.hours_page import refuse
from admin.bookings.openings_form import bound_in, opening_in, service_in
from admin.bookings.overview import place_at
from admin.bookings.recording import hours_changed
from admin.bookings.words import Change
from admin.pages.asked import number_in
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.render import ROOT, today_in_vietnam
from admin.roles import Page
from content.messages import mark
from flows.booking.errors import BookingError, FaultyError
from flows.booking.hours import open_on, remove_change
from flows.booking.services import service_of

PART = "day"


@for_staff(Page.OPENING_HOURS)
async def add(request: Request, signed_in: SignedIn) -> Response:
    """Give a day hours of its own, also a holiday."""
    desk, form = desk_of(request), request.state.form
    now = desk.clock()
    try:
        service, opening, day = service_in(form), opening_in(form), bound_in(form, "day")
        if day is None or day < today_in_vietnam(now):
            raise FaultyError(mark("Please choose a day from today on."))
        async with desk.store.transaction() as session:
            place = await place_at(request, session)
            await open_on(session, place.id, service, day, opening)
            await hours_changed(
                session, signed_in, place, Change.DAY_ADDED, now, service=service, day=day
            )
    except BookingError as error:
        return await refuse(request, PART, error)
    return _done(request, "day_added")


@for_staff(Page.OPENING_HOURS)
async def remove(request: Request, signed_in: SignedIn) -> Response:
    """Let rules and holidays hold on a day again."""
    desk = desk_of(request)
    try:
        async with desk.store.transaction() as session:
            place = await place_at(request, session)
            row = await remove_change(session, place.id, number_in(request, "change"))
            await hours_changed(
                session,
                signed_in,
                place,
                Change.DAY_REMOVED,
                desk.clock(),
                service=service_of(row.service),
                day=row.day,
            )
    except BookingError as error:
        return await refuse(request, PART, error)
    return _done(request, "day_removed")


def _done(request: Request, notice: str) -> Response:
    return see(f"{ROOT}/bookings/places/{number_in(request)}/hours?notice={notice}#days")
