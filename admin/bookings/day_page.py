"""A day of a place: who comes when, to work with and to print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from admin import keyset
from admin.bookings.overview import place_at
from admin.bookings.words import LOOKS, SERVICES, STATE_NAMES, WEEKDAYS
from admin.pages.asked import day_in
from admin.pages.guard import SignedIn, desk_of, for_staff
from admin.pages.render import language_of, show, today_in_vietnam
from admin.roles import Page, may
from content.messages import mark
from flows.booking import desk as work
from flows.booking.counsellors import counsellors_of
from flows.booking.holidays import name_of
from flows.booking.slots import NOTICE
from flows.booking.tables import BookingRow
from flows.booking.week import Day, Hour, days_of, monday_of

PAGE = 200
"""Appointments on a page; more than a place has on a day."""

NOTICES = {
    "opened": mark("The day is open again. Who was told already chooses anew by themselves."),
    "cancelled": mark("The appointment is cancelled, its time is free again."),
}


@dataclass(frozen=True)
class Line:
    """A time of a service with those who come. `bookable`: whether it can still be given away."""

    hour: Hour
    rows: Sequence[BookingRow]
    bookable: bool


@for_staff(Page.BOOKINGS)
async def day_page(request: Request, _: SignedIn) -> Response:
    """The times of a day with the codes' last signs, and what can be done with the day."""
    notice = NOTICES.get(request.query_params.get("notice", ""), "")
    return await show_day(request, notice)


async def show_day(
    request: Request, notice: str = "", fault: str = "", told: work.Told | None = None
) -> Response:
    """The page of the day in the path. `told`: whom closing it concerned just now."""
    desk, role = desk_of(request), request.state.signed_in.person.role
    now, day = desk.clock(), day_in(request.path_params["day"])
    after = keyset.keys_of(request.query_params.get("after", ""), datetime, int)
    async with desk.store.transaction() as session:
        place = await place_at(request, session)
        (here,) = await days_of(session, place.id, day, now, days=1)
        rows = await work.day_list(session, place.id, day, after)
        people = {who.id: who.name for who in await counsellors_of(session, place.id)}
    shown = rows[:PAGE]
    more = keyset.cursor(_key(shown[-1])) if len(rows) > PAGE else ""
    return show(
        request,
        "bookings/day.html",
        status=400 if fault else 200,
        page=Page.BOOKINGS,
        place=place,
        day=day,
        today=today_in_vietnam(now),
        monday=monday_of(day),
        before=day - timedelta(days=1),
        after=day + timedelta(days=1),
        of_day=here,
        holiday=name_of(day, language_of(request)),
        lines=_lines(here, shown, now, is_first=not after, is_last=not more),
        more=more,
        people=people,
        services=SERVICES,
        states=STATE_NAMES,
        looks=LOOKS,
        weekdays=WEEKDAYS,
        may_open=may(role, Page.BOOKING),
        may_book=may(role, Page.BOOK_FOR) and place.open,
        may_close=may(role, Page.CLOSE_DAY) and _is_ahead(day, now),
        told=told,
        notice=notice,
        fault=fault,
    )


def _lines(
    here: Day, rows: Sequence[BookingRow], now: datetime, *, is_first: bool, is_last: bool
) -> list[Line]:
    """The hours between the first and the last of these rows, each with its own."""
    by_hour: dict[tuple[datetime, str], list[BookingRow]] = defaultdict(list)
    for row in rows:
        by_hour[row.start, row.service].append(row)
    begins = here.hours[0].start if is_first and here.hours else None
    ends = here.hours[-1].start if is_last and here.hours else None
    begins, ends = (
        begins or (rows[0].start if rows else now),
        ends or (rows[-1].start if rows else now),
    )
    return [
        Line(
            hour,
            by_hour[hour.start, hour.service],
            hour.free > 0 and hour.start >= now + NOTICE,
        )
        for hour in here.hours
        if begins <= hour.start <= ends
    ]


def _key(row: BookingRow) -> tuple[str, int]:
    return row.start.astimezone(UTC).isoformat(), row.id


def _is_ahead(day: date, now: datetime) -> bool:
    return day >= today_in_vietnam(now)
