"""Close a day of a place, after saying whom it concerns; open it again."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from admin import audit
from admin.audit_actions import Action
from admin.bookings.day_page import show_day
from admin.bookings.overview import place_at
from admin.bookings.words import SERVICES, WEEKDAYS
from admin.pages.asked import day_in
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, show, today_in_vietnam
from admin.roles import Page
from content.messages import mark
from flows.booking import desk as work
from flows.booking.services import Service, service_of


@for_staff(Page.CLOSE_DAY)
async def close_page(request: Request, _: SignedIn) -> Response:
    """Ask once: how many people are booked, and how many of them can be written to."""
    desk, day = desk_of(request), day_in(request.path_params["day"])
    service = _service(request.query_params.get("service", ""))
    async with desk.store.transaction() as session:
        place = await place_at(request, session)
        told = await work.concerned(session, place.id, day, desk.clock(), service)
    return show(
        request,
        "bookings/close.html",
        page=Page.BOOKINGS,
        place=place,
        day=day,
        weekday=WEEKDAYS[day.weekday()],
        service=service,
        offered={Service(name): SERVICES[Service(name)] for name in place.services},
        services=SERVICES,
        told=told,
    )


@for_staff(Page.CLOSE_DAY)
async def close(request: Request, signed_in: SignedIn) -> Response:
    """Close the day; who is booked is told."""
    desk, day = desk_of(request), day_in(request.path_params["day"])
    now, service = desk.clock(), _service(request.state.form.get("service", ""))
    if day < today_in_vietnam(now):
        raise Refusal(400, mark("This day is over."))
    async with desk.store.transaction() as session:
        place = await place_at(request, session)
        told = await work.close_day(session, place.id, day, now, service)
        details: dict[str, audit.Detail] = {
            "place": place.name,
            "day": day.isoformat(),
            "service": service,
            "people": told.people,
            "told": told.reachable,
        }
        subject = audit.Subject("place", str(place.id))
        await audit.record(
            session, signed_in.person, Action.DAY_CLOSED, subject, _given(details), now
        )
    return await show_day(request, told=told)


@for_staff(Page.CLOSE_DAY)
async def reopen(request: Request, signed_in: SignedIn) -> Response:
    """Take back that the day is closed."""
    desk, day = desk_of(request), day_in(request.path_params["day"])
    service = _service(request.state.form.get("service", ""))
    async with desk.store.transaction() as session:
        place = await place_at(request, session)
        await work.reopen_day(session, place.id, day, service)
        subject = audit.Subject("place", str(place.id))
        details: dict[str, audit.Detail] = {
            "place": place.name,
            "day": day.isoformat(),
            "service": service,
        }
        await audit.record(
            session, signed_in.person, Action.DAY_OPENED, subject, _given(details), desk.clock()
        )
    return see(f"{ROOT}/bookings/places/{place.id}/days/{day.isoformat()}?notice=opened")


def _given(details: dict[str, audit.Detail]) -> dict[str, audit.Detail]:
    return {name: value for name, value in details.items() if value is not None}


def _service(given: str) -> Service | None:
    service = service_of(given)
    if given and service is None:
        raise Refusal(400)
    return service
