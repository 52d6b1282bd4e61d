"""One appointment, by the code its person says: where it stands, what staff noted of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response

from admin import audit
from admin.audit_actions import Action
from admin.bookings.words import DOING, LOOKS, SERVICES, STATE_NAMES, WEEKDAYS
from admin.pages.asked import number_in, said, status_of, version_in, whole
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, show
from admin.roles import Page
from content.home import HOME_ZONE
from content.messages import mark
from flows.booking import desk as work
from flows.booking import notes
from flows.booking.counsellors import name_of
from flows.booking.directory import Shelf, Wanted, place_of, places
from flows.booking.errors import BookingError, GoneError
from flows.booking.seats import State
from flows.booking.services import Service
from store.engine import keyring_of

NOTICES: Mapping[str, str] = MappingProxyType(
    {
        "outcome": mark("Noted. Thank you."),
        "missed": mark("Noted. Who can be reached gets one kind message."),
        "note": mark("The note is kept."),
    }
)


@for_staff(Page.BOOKING)
async def booking_page(request: Request, _: SignedIn) -> Response:
    """The appointment and what can be said of it."""
    return await _show(request, notice=NOTICES.get(request.query_params.get("notice", ""), ""))


@for_staff(Page.BOOKING)
async def mark_outcome(request: Request, signed_in: SignedIn) -> Response:
    """Say where the appointment stands; on referring on also to which place."""
    desk, form, person = desk_of(request), request.state.form, signed_in.person
    now, number = desk.clock(), number_in(request)
    try:
        state = State(form.get("state", ""))
    except ValueError:
        raise Refusal(400) from None
    try:
        async with desk.store.transaction() as session:
            row = await work.outcome(session, number, state, version_in(form), now)
            await notes.write(
                session,
                row,
                by=person.name,
                now=now,
                keys=keyring_of(session),
                state=state,
                to=whole(form.get("to", "")) if state is State.REFERRED else None,
                text=form.get("text", ""),
            )
            subject = audit.Subject("booking", str(row.id))
            details = {"state": state.value}
            await audit.record(session, person, Action.BOOKING_MARKED, subject, details, now)
    except BookingError as error:
        return await _show(request, fault=said(request, error), status=status_of(error))
    return _done(number, "missed" if state is State.MISSED else "outcome")


@for_staff(Page.BOOKING)
async def add_note(request: Request, signed_in: SignedIn) -> Response:
    """Keep a few words without names or numbers."""
    desk, form, person = desk_of(request), request.state.form, signed_in.person
    now, number = desk.clock(), number_in(request)
    try:
        async with desk.store.transaction() as session:
            row = await work.at(session, number)
            keys = keyring_of(session)
            text = form.get("text", "")
            await notes.write(session, row, by=person.name, now=now, keys=keys, text=text)
            subject = audit.Subject("booking", str(row.id))
            await audit.record(session, person, Action.BOOKING_NOTED, subject, {}, now)
    except BookingError as error:
        return await _show(request, fault=said(request, error), status=status_of(error))
    return _done(number, "note")


@for_staff(Page.BOOKING)
async def cancel(request: Request, signed_in: SignedIn) -> Response:
    """Give the appointment up for somebody who calls."""
    desk, form, person = desk_of(request), request.state.form, signed_in.person
    now, number = desk.clock(), number_in(request)
    try:
        async with desk.store.transaction() as session:
            row = await work.cancel(session, number, version_in(form))
            subject = audit.Subject("booking", str(row.id))
            await audit.record(session, person, Action.BOOKING_CANCELLED, subject, {}, now)
    except BookingError as error:
        return await _show(request, fault=said(request, error), status=status_of(error))
    day = row.start.astimezone(HOME_ZONE).date()
    return see(f"{ROOT}/bookings/places/{row.place}/days/{day.isoformat()}?notice=cancelled")


def _done(number: int, notice: str) -> Response:
    return see(f"{ROOT}/bookings/{number}?notice={notice}")


async def _show(
    request: Request, *, notice: str = "", fault: str = "", status: int = 200
) -> Response:
    desk = desk_of(request)
    now = desk.clock()
    async with desk.store.transaction() as session:
        try:
            row = await work.at(session, number_in(request))
        except GoneError:
            raise Refusal(404, mark("This appointment is not kept any more.")) from None
        place = await place_of(session, row.place)
        counsellor = await name_of(session, row.counsellor)
        told = await notes.of(session, row, keyring_of(session))
        elsewhere = await places(session, Wanted(province=place.province, shelf=Shelf.OPEN))
    state = State(row.state)
    after = work.can_become(row, now)
    return show(
        request,
        "bookings/booking.html",
        status=status,
        page=Page.BOOKINGS,
        booking=row,
        place=place,
        state=state,
        counsellor=counsellor,
        day=row.start.astimezone(HOME_ZONE).date(),
        weekday=WEEKDAYS[row.start.astimezone(HOME_ZONE).weekday()],
        service=SERVICES[Service(row.service)],
        states=STATE_NAMES,
        looks=LOOKS,
        doing={
            one: words for one, words in DOING.items() if one in after and one is not State.REFERRED
        },
        refers=State.REFERRED in after,
        referred=State.REFERRED,
        elsewhere=[other for other in elsewhere if other.id != place.id and not other.demo],
        notes=told,
        longest=notes.LONGEST,
        cancels=state in (State.BOOKED, State.CLOSED) and row.start > now,
        closed=state is State.CLOSED,
        text=request.state.form.get("text", "") if fault else "",
        notice=notice,
        fault=fault,
    )
