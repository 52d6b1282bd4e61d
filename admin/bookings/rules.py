"""Weekly hours of a place: add, change, take out."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from admin.bookings.hours_page import refuse
from admin.bookings.openings_form import bound_in, opening_in, service_in, weekday_in, weekdays_in
from admin.bookings.overview import place_at
from admin.bookings.recording import hours_changed
from admin.bookings.words import SERVICES, WEEKDAYS, Change
from admin.pages.asked import number_in, said, status_of, version_in
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, show
from admin.roles import Page
from content.messages import mark
from flows.booking.counsellors import counsellors_of
from flows.booking.errors import BookingError, GoneError
from flows.booking.hours import add_rule, edit_rule, remove_rule, rule_of
from flows.booking.services import Service
from flows.booking.slots import MOST_SEATS, SHORTEST, Rule

PART = "rule"


@for_staff(Page.OPENING_HOURS)
async def add(request: Request, signed_in: SignedIn) -> Response:
    """Open a service on some weekdays, all of them or none."""
    desk, form = desk_of(request), request.state.form
    try:
        service, opening = service_in(form), opening_in(form)
        first, last = bound_in(form, "first"), bound_in(form, "last")
        async with desk.store.transaction() as session:
            place = await place_at(request, session)
            for weekday in weekdays_in(form):
                await add_rule(session, place.id, service, Rule(weekday, opening, first, last))
            await hours_changed(
                session, signed_in, place, Change.RULE_ADDED, desk.clock(), service=service
            )
    except BookingError as error:
        return await refuse(request, PART, error)
    return _done(request, "rule_added")


@for_staff(Page.OPENING_HOURS)
async def rule_page(request: Request, _: SignedIn) -> Response:
    """One line of the weekly hours, to change or take out."""
    return await _show(request)


@for_staff(Page.OPENING_HOURS)
async def change(request: Request, signed_in: SignedIn) -> Response:
    """Change the line; appointments already made stay."""
    desk, form, number = desk_of(request), request.state.form, number_in(request, "rule")
    try:
        rule = Rule(
            weekday_in(form), opening_in(form), bound_in(form, "first"), bound_in(form, "last")
        )
        async with desk.store.transaction() as session:
            place = await place_at(request, session)
            await rule_of(session, place.id, number)
            row = await edit_rule(session, number, version_in(form), rule)
            service = Service(row.service)
            await hours_changed(
                session, signed_in, place, Change.RULE_CHANGED, desk.clock(), service=service
            )
    except BookingError as error:
        return await _show(request, fault=said(request, error), status=status_of(error))
    return _done(request, "rule_changed")


@for_staff(Page.OPENING_HOURS)
async def remove(request: Request, signed_in: SignedIn) -> Response:
    """Take the line out; appointments already made stay."""
    desk, form, number = desk_of(request), request.state.form, number_in(request, "rule")
    try:
        async with desk.store.transaction() as session:
            place = await place_at(request, session)
            service = Service((await rule_of(session, place.id, number)).service)
            await remove_rule(session, number, version_in(form))
            await hours_changed(
                session, signed_in, place, Change.RULE_REMOVED, desk.clock(), service=service
            )
    except BookingError as error:
        return await _show(request, fault=said(request, error), status=status_of(error))
    return _done(request, "rule_removed")


def _done(request: Request, notice: str) -> Response:
    return see(f"{ROOT}/bookings/places/{number_in(request)}/hours?notice={notice}")


async def _show(request: Request, *, fault: str = "", status: int = 200) -> Response:
    desk = desk_of(request)
    async with desk.store.transaction() as session:
        place = await place_at(request, session)
        try:
            rule = await rule_of(session, place.id, number_in(request, "rule"))
        except GoneError:
            raise Refusal(404, mark("These hours are not there any more.")) from None
        people = await counsellors_of(session, place.id)
    return show(
        request,
        "bookings/rule.html",
        status=status,
        page=Page.BOOKINGS,
        place=place,
        rule=rule,
        service=SERVICES[Service(rule.service)],
        present=[who for who in people if who.open or who.id == rule.counsellor],
        weekdays=WEEKDAYS,
        most_seats=MOST_SEATS,
        shortest=SHORTEST,
        fault=fault,
    )
