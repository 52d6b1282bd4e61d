"""When a place receives people: weekly hours, days that are different, who receives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response

from admin.bookings.overview import place_at
from admin.bookings.words import SERVICES, WEEKDAYS
from admin.pages.asked import said, status_of
from admin.pages.guard import SignedIn, desk_of, for_staff
from admin.pages.render import language_of, show, today_in_vietnam
from admin.roles import Page
from content.messages import mark
from flows.booking.counsellors import LONGEST_NAME, counsellors_of
from flows.booking.errors import BookingError
from flows.booking.holidays import ahead
from flows.booking.hours import changes_of, rules_of
from flows.booking.services import Service
from flows.booking.slots import MOST_SEATS, SHORTEST
from flows.booking.tables import CounsellorRow, RuleRow

HOLIDAYS_AHEAD = 120
"""Days in which public holidays are named."""

NOTICES: Mapping[str, str] = MappingProxyType(
    {
        "rule_added": mark("The hours are added and can be booked at once."),
        "rule_changed": mark("The hours are changed. Appointments already made stay."),
        "rule_removed": mark("The hours are taken out. Appointments already made stay."),
        "day_added": mark("The day has hours of its own now."),
        "day_removed": mark("The usual rules hold on that day again."),
        "counsellor": mark("Saved."),
    }
)


@for_staff(Page.OPENING_HOURS)
async def hours_page(request: Request, _: SignedIn) -> Response:
    """All that decides which times of a place can be booked."""
    notice = NOTICES.get(request.query_params.get("notice", ""), "")
    return await show_hours(request, notice=notice)


async def refuse(request: Request, part: str, error: BookingError) -> Response:
    """The page again, with what was typed into one of its forms and what is wrong with it."""
    return await show_hours(request, part=part, fault=said(request, error), status=status_of(error))


async def show_hours(
    request: Request, *, notice: str = "", part: str = "", fault: str = "", status: int = 200
) -> Response:
    """The page of the place in the path. `part`: the form that `fault` is about."""
    desk, language = desk_of(request), language_of(request)
    today = today_in_vietnam(desk.clock())
    async with desk.store.transaction() as session:
        place = await place_at(request, session)
        rules = await rules_of(session, place.id)
        changes = await changes_of(session, place.id, today)
        people = await counsellors_of(session, place.id)
    return show(
        request,
        "bookings/hours.html",
        status=status,
        page=Page.BOOKINGS,
        place=place,
        today=today,
        rules=_by_service(rules),
        changes=changes,
        holidays=ahead(today, HOLIDAYS_AHEAD, language),
        people=people,
        present=[who for who in people if who.open],
        names=names_of(people),
        offered={Service(name): SERVICES[Service(name)] for name in place.services},
        services=SERVICES,
        weekdays=WEEKDAYS,
        most_seats=MOST_SEATS,
        shortest=SHORTEST,
        longest=LONGEST_NAME,
        typed=request.state.form if fault else {},
        part=part,
        notice=notice,
        fault=fault,
    )


def names_of(people: Sequence[CounsellorRow]) -> dict[int, str]:
    """What each of these people is called."""
    return {who.id: who.name for who in people}


def _by_service(rules: Sequence[RuleRow]) -> dict[Service, list[RuleRow]]:
    found: dict[Service, list[RuleRow]] = {service: [] for service in Service}
    for rule in rules:
        found[Service(rule.service)].append(rule)
    return {service: rows for service, rows in found.items() if rows}
