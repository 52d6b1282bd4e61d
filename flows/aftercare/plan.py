"""The next check-in: planned, announced, reminded of, given up; pausing and going on."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from content.messages import mark
from flows.aftercare import alerts, consent
from flows.aftercare.cases import SERVICE, Status, note, number, subject
from flows.aftercare.consent import Purpose
from flows.aftercare.rhythm import day_after, first_day, local_day, midweek_day, moment
from flows.aftercare.rules import Level, rhythm_rules
from flows.aftercare.tables import CaseRow, CheckinRow, ConsentRow
from flows.counts.daily import Kind, add_one
from flows.engine import Begin, Text
from flows.reach.port import (
    Intent,
    Notification,
    Saying,
    Telling,
    Timer,
    intend,
    intend_all,
    withdraw,
)
from flows.reach.upsert import insert_once

DUE, REMINDER, MISSED = "checkin", "checkin_reminder", "checkin_missed"
MIDWEEK, RESUME = "midweek", "resume"
PLANNED = (DUE, REMINDER, MISSED, MIDWEEK)

MISSED_TWICE = "missed_twice"

NEEDED = (Purpose.CHECKINS, Purpose.REMINDERS)
"""What a person must agree to now for being written to first."""


async def plan(session: AsyncSession, case: CaseRow, now: datetime) -> None:
    """Plan the check-in after the last one, and take back what was planned before.

    Once the year is over nothing is planned and the supporter gets a task to decide with the
    person how to go on.
    """
    last = case.next_on
    today = local_day(now)
    if last is None:
        case.next_on = first_day(today, case.weekday)
    else:
        case.next_on = day_after(last, case.started_on, case.weekday, today)
    await _intend(session, case, now)
    if case.next_on is None:
        await alerts.call(
            session, case, level="year_over", key="year_over", now=now, kind="year_over"
        )


async def replan(session: AsyncSession, case: CaseRow, now: datetime) -> None:
    """Move the next check-in to the first day from tomorrow on that the person now wants."""
    case.next_on = first_day(local_day(now), case.weekday)
    await _intend(session, case, now)


async def renew(session: AsyncSession, case: CaseRow, now: datetime) -> None:
    """Mean what is agreed now about the check-in that is planned, no more and no less."""
    if case.next_on is not None and case.next_on <= local_day(now):
        case.next_on = first_day(local_day(now), case.weekday)
    await _intend(session, case, now)


async def _intend(session: AsyncSession, case: CaseRow, now: datetime) -> None:
    name = subject(case.id)
    await withdraw(session, subject=name, kind=PLANNED)
    on, agreed = case.next_on, await consent.given(session, case.id)
    if on is None or Purpose.CHECKINS not in agreed:
        return
    rules, key = rhythm_rules(), f"{on.isoformat()}T{case.hour:02d}"
    data = {"on": on.isoformat()}
    at = moment(on, case.hour)
    midweek = midweek_day(on, case.started_on) if case.midweek else None
    given_up = at + timedelta(days=rules.given_up_after_days)
    intents = [Intent(name, MISSED, given_up, key, data)]
    if Purpose.REMINDERS in agreed:
        intents.append(Intent(name, DUE, at, key, data, name))
        intents.extend(
            Intent(name, REMINDER, at + timedelta(days=days), f"{key}+{days}", data, name)
            for days in rules.reminders_after_days
        )
        if midweek and midweek > local_day(now):
            half = moment(midweek, case.hour)
            intents.append(Intent(name, MIDWEEK, half, half.isoformat(), data, name))
    await intend_all(session, intents)


async def pause(session: AsyncSession, case: CaseRow, until: date, by: str, now: datetime) -> None:
    """Ask nothing until a day; then go on by itself."""
    case.status, case.paused_until = Status.PAUSED, until
    await withdraw(session, subject=subject(case.id), kind=(*PLANNED, RESUME))
    await intend(
        session,
        subject=subject(case.id),
        kind=RESUME,
        due=moment(until, case.hour),
        key=f"{until.isoformat()} {now.isoformat()}",
    )
    await note(session, case.id, "paused", by, now, until=until.isoformat())


async def resume(session: AsyncSession, case: CaseRow, by: str, now: datetime) -> None:
    """Go on after a pause."""
    case.status, case.paused_until = Status.ACTIVE, None
    await withdraw(session, subject=subject(case.id), kind=RESUME)
    await replan(session, case, now)
    await note(session, case.id, "resumed", by, now)


async def _is_open(session: AsyncSession, seen: Notification) -> CaseRow | None:
    """The case, if this check-in still waits for its answer."""
    case: CaseRow | None = await session.scalar(
        select(CaseRow).where(*_waits_for(seen)).execution_options(populate_existing=True)
    )
    return case


def _waits_for(seen: Notification) -> tuple[ColumnElement[bool], ...]:
    """That the case goes on and its next check-in is still this one."""
    return (
        CaseRow.id == number(seen.subject),
        CaseRow.status == Status.ACTIVE,
        CaseRow.next_on == date.fromisoformat(str(seen.data["on"])),
    )


async def _still_due(session: AsyncSession, seen: Notification) -> bool:
    agreed = await session.scalar(
        select(func.count(ConsentRow.id))
        .join(CaseRow, CaseRow.id == ConsentRow.case)
        .where(
            *_waits_for(seen),
            ConsentRow.purpose.in_(NEEDED),
            ConsentRow.version == consent.VERSION,
            ConsentRow.withdrawn_at.is_(None),
        )
    )
    return agreed == len(NEEDED)


async def _miss(session: AsyncSession, seen: Notification, now: datetime) -> None:
    case = await _is_open(session, seen)
    if case is None or case.next_on is None:
        return
    on = case.next_on
    before = await session.scalar(
        select(CheckinRow.missed)
        .where(CheckinRow.case == case.id, CheckinRow.on < on)
        .order_by(CheckinRow.on.desc(), CheckinRow.id.desc())
        .limit(1)
    )
    made = await insert_once(
        session, CheckinRow, case=case.id, key=on.isoformat(), on_day=on, missed=True, reasons=[]
    )
    if made is not None:
        await add_one(session, on, Kind.CHECKIN, "missed")
    key = f"missed:{on.isoformat()}"
    if before:
        await alerts.call(
            session, case, level=Level.AMBER, key=key, now=now, reasons=[MISSED_TWICE]
        )
    else:
        await alerts.call(session, case, level="missed", key=key, now=now, kind="missed")
    await note(session, case.id, "missed", SERVICE, now, on=on.isoformat())
    await plan(session, case, now)


async def _resume(session: AsyncSession, seen: Notification, now: datetime) -> None:
    case = await session.get(CaseRow, number(seen.subject), populate_existing=True)
    if case is not None and case.status == Status.PAUSED:
        await resume(session, case, SERVICE, now)


START = Begin("checkin", Text(mark("Start")))


def _due_saying(_: Notification) -> Saying:
    return Saying(Text(mark("Hello, it is our time. Do you have a minute for me?")), (START,))


def _reminder_saying(_: Notification) -> Saying:
    return Saying(Text(mark("I am still here. Whenever you have a minute, tap here.")), (START,))


def _midweek_saying(_: Notification) -> Saying:
    return Saying(
        Text(mark("Halfway through the week. How is it going? One tap is enough.")),
        (Begin("pulse", Text(mark("Answer"))),),
    )


DAY = timedelta(hours=20)
"""An announcement is of its day; the next reminder says it again."""

KINDS = (
    Telling(DUE, _due_saying, _still_due, DAY),
    Telling(REMINDER, _reminder_saying, _still_due, DAY),
    Telling(MIDWEEK, _midweek_saying, _still_due, DAY),
    Timer(MISSED, _miss),
    Timer(RESUME, _resume),
)
