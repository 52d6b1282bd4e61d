"""Who is on duty: hours of every week, the order of calling, holidays and other days."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from admin import accounts_changes, audit
from admin.accounts import Person
from admin.audit_actions import Action
from admin.inbox.words import fault_of
from admin.pages.entering import FINE, Standing
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, language_of, show, today_in_vietnam
from admin.roles import MAY, Page, may
from content.messages import mark
from flows.handover import roster
from flows.handover.duty import DAY_MINUTES, Roster, Shift
from flows.handover.rules import handover_rules
from flows.handover.states import FaultyError, HandoverError

WEEKDAYS = (
    mark("Monday"),
    mark("Tuesday"),
    mark("Wednesday"),
    mark("Thursday"),
    mark("Friday"),
    mark("Saturday"),
    mark("Sunday"),
)
AHEAD = 60
"""Days ahead in which holidays are listed."""

LONGEST_NUMBER = 6
YEARS = range(2000, 2200)

_NOTICES = {
    "added": mark("The hours are on the roster."),
    "removed": mark("The hours are taken out."),
    "day": mark("The day is noted."),
}


@for_staff(Page.DUTY)
async def duty_page(request: Request, signed_in: SignedIn) -> Response:
    """The roster, for whoever may see it; with forms for whoever may change it."""
    return await _show(
        request, signed_in, notice=_NOTICES.get(request.query_params.get("notice", ""), "")
    )


@for_staff(Page.CHANGE_DUTY)
async def add_shift(request: Request, signed_in: SignedIn) -> Response:
    """Put hours of one or more weekdays on the roster."""
    form, desk = request.state.form, desk_of(request)
    days = [day for day in range(len(WEEKDAYS)) if form.get(f"day-{day}")]
    try:
        if not days:
            raise FaultyError(mark("Choose at least one day of the week."))
        opens, closes = _minute(form.get("opens", "")), _minute(form.get("closes", ""))
        seen, staff = _number(form.get("version", "")), await _staff(request)
        async with desk.store.transaction() as session:
            for day in days:
                shift = Shift(
                    staff, day, opens, closes or DAY_MINUTES, _number(form.get("rank", ""))
                )
                await roster.add_shift(session, seen, shift)
                seen += 1
            await _record(session, request, signed_in.person, staff, "added")
    except HandoverError as error:
        return await _fault(request, signed_in, error)
    return see(f"{ROOT}/duty?notice=added")


@for_staff(Page.CHANGE_DUTY)
async def remove_shift(request: Request, signed_in: SignedIn) -> Response:
    """Take hours out."""
    desk = desk_of(request)
    number: int = request.path_params["id"]
    try:
        seen = _number(request.state.form.get("version", ""))
        async with desk.store.transaction() as session:
            row = await roster.remove_shift(session, seen, min(number, 2**31 - 1))
            await _record(session, request, signed_in.person, row.staff, "removed")
    except HandoverError as error:
        return await _fault(request, signed_in, error)
    return see(f"{ROOT}/duty?notice=removed")


@for_staff(Page.CHANGE_DUTY)
async def set_day(request: Request, signed_in: SignedIn) -> Response:
    """Keep duty on a day although it is a holiday, close it, or leave it to the calendar."""
    form, desk = request.state.form, desk_of(request)
    kept = {"kept": True, "closed": False, "calendar": None}
    if form.get("state") not in kept:
        raise Refusal(400)
    try:
        day = _day(form.get("day", ""))
        seen = _number(form.get("version", ""))
        async with desk.store.transaction() as session:
            state = kept[form["state"]]
            await roster.set_day(session, seen, day, kept=state, note=form.get("note", ""))
            await _record(session, request, signed_in.person, day.isoformat(), form["state"])
    except HandoverError as error:
        return await _fault(request, signed_in, error)
    return see(f"{ROOT}/duty?notice=day")


async def _fault(request: Request, signed_in: SignedIn, error: HandoverError) -> Response:
    words = fault_of(error, language_of(request))
    return await _show(request, signed_in, standing=Standing(409), fault=words)


async def _show(
    request: Request,
    signed_in: SignedIn,
    *,
    standing: Standing = FINE,
    notice: str = "",
    fault: str = "",
) -> Response:
    desk = desk_of(request)
    now = desk.clock()
    today = today_in_vietnam(now)
    changes = may(signed_in.person.role, Page.CHANGE_DUTY)
    async with desk.store.transaction() as session:
        duty = await roster.read(session)
        rows = await roster.shift_rows(session)
        days = await roster.day_rows(session, today)
        version = await roster.version(session)
    return show(
        request,
        "inbox/duty.html",
        status=standing.status,
        headers=standing.headers,
        page=Page.DUTY,
        notice=notice,
        fault=fault,
        week=[
            (name, [row for row in rows if row.weekday == at]) for at, name in enumerate(WEEKDAYS)
        ],
        weekdays=WEEKDAYS,
        is_empty=not rows,
        days=days,
        holidays=_holidays(duty, today),
        on_duty=duty.on_duty(now),
        next_duty=duty.next_opening(now),
        version=version,
        changes=changes,
        staff=await _names(request) if changes else [],
        rules=handover_rules(),
        clock=_clock,
        entered=request.state.form if fault else {},
        today=today,
        most_rank=roster.MOST_RANK,
        longest_note=roster.LONGEST_NOTE,
    )


def _holidays(duty: Roster, today: date) -> list[date]:
    """The coming days on which no duty is kept because the calendar says so."""
    coming = (today + timedelta(days=ahead) for ahead in range(AHEAD))
    return [day for day in coming if day not in duty.days and not duty.is_kept(day)]


async def _names(request: Request) -> list[str]:
    """The accounts that may answer talks."""
    desk = desk_of(request)
    listed = await accounts_changes.people(desk.store, desk.clock())
    able = MAY[Page.ANSWER_TALK]
    return [
        one.person.name for one in listed if one.person.role in able and not one.person.disabled
    ]


async def _staff(request: Request) -> str:
    name: str = request.state.form.get("staff", "")
    if name not in await _names(request):
        raise FaultyError(mark("Choose who has duty."))
    return name


async def _record(
    session: AsyncSession, request: Request, person: Person, who: str, what: str
) -> None:
    subject = audit.Subject("duty", who)
    now = desk_of(request).clock()
    await audit.record(session, person, Action.DUTY_CHANGED, subject, {"what": what}, now)


def _minute(written: str) -> int:
    """A time of day as minutes. Raises FaultyError."""
    hour, colon, minute = written.partition(":")
    if not (colon and hour.isdecimal() and minute.isdecimal() and len(written) <= LONGEST_NUMBER):
        raise FaultyError(mark("Write a time as 07:30."))
    found = int(hour) * 60 + int(minute)
    if int(minute) >= 60 or found > DAY_MINUTES:
        raise FaultyError(mark("Write a time as 07:30."))
    return found


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _number(written: str) -> int:
    if not (written.isascii() and written.isdecimal() and len(written) <= LONGEST_NUMBER):
        raise Refusal(400)
    return int(written)


def _day(written: str) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise FaultyError(mark("Choose a day.")) from None
    if day.year not in YEARS:
        raise FaultyError(mark("Choose a day."))
    return day
