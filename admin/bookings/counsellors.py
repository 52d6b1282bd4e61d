"""Who receives people at a place: added, renamed, away, back."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from admin.bookings.hours_page import refuse
from admin.bookings.overview import place_at
from admin.bookings.recording import counsellor_changed
from admin.bookings.words import Change
from admin.pages.asked import number_in, version_in
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.render import ROOT
from admin.roles import Page
from flows.booking.counsellors import add_counsellor, edit_counsellor
from flows.booking.errors import BookingError

PART = "counsellor"


@for_staff(Page.OPENING_HOURS)
async def add(request: Request, signed_in: SignedIn) -> Response:
    """Name somebody new."""
    desk, form = desk_of(request), request.state.form
    try:
        async with desk.store.transaction() as session:
            place = await place_at(request, session)
            await add_counsellor(session, place.id, form.get("name", ""))
            change, now = Change.COUNSELLOR_ADDED, desk.clock()
            await counsellor_changed(session, signed_in, place, change, now)
    except BookingError as error:
        return await refuse(request, PART, error)
    return _done(request)


@for_staff(Page.OPENING_HOURS)
async def edit(request: Request, signed_in: SignedIn) -> Response:
    """Rename somebody, or say whether they receive people just now."""
    desk, form, number = desk_of(request), request.state.form, number_in(request, "who")
    name, is_open = form.get("name", ""), bool(form.get("open"))
    try:
        async with desk.store.transaction() as session:
            place = await place_at(request, session)
            version = version_in(form)
            await edit_counsellor(session, place.id, number, version, name, is_open=is_open)
            change, now = Change.COUNSELLOR_EDITED, desk.clock()
            await counsellor_changed(session, signed_in, place, change, now)
    except BookingError as error:
        return await refuse(request, PART, error)
    return _done(request)


def _done(request: Request) -> Response:
    return see(f"{ROOT}/bookings/places/{number_in(request)}/hours?notice=counsellor#people")
