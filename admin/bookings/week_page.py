"""A place's week: every time with how many can come and how many will."""

from __future__ import annotations

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from admin.bookings.overview import place_at
from admin.bookings.words import SERVICES, WEEKDAYS
from admin.pages.asked import day_or_none
from admin.pages.guard import SignedIn, desk_of, for_staff
from admin.pages.render import language_of, show, today_in_vietnam
from admin.roles import Page, may
from flows.booking.holidays import name_of
from flows.booking.week import DAYS, days_of, monday_of


@for_staff(Page.BOOKINGS)
async def week_page(request: Request, signed_in: SignedIn) -> Response:
    """The week of the day that is asked for, this week without one."""
    desk, language = desk_of(request), language_of(request)
    now = desk.clock()
    today = today_in_vietnam(now)
    monday = monday_of(day_or_none(request.query_params.get("day", "")) or today)
    async with desk.store.transaction() as session:
        place = await place_at(request, session)
        days = await days_of(session, place.id, monday, now)
    return show(
        request,
        "bookings/week.html",
        page=Page.BOOKINGS,
        place=place,
        days=[(day, name_of(day.date, language)) for day in days],
        today=today,
        now=now,
        monday=monday,
        sunday=monday + timedelta(days=DAYS - 1),
        before=monday - timedelta(days=DAYS),
        after=monday + timedelta(days=DAYS),
        services=SERVICES,
        weekdays=WEEKDAYS,
        may_set=may(signed_in.person.role, Page.OPENING_HOURS),
    )
