"""The next check-in: planned, announced, reminded of, given up; pausing and going on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from content.messages import mark
from flows.aftercare import alerts, consent
from flows.aftercare.alerts import Alert
from flows.aftercare.cases import SERVICE, Status, event, note, note_all, number, subject
from flows.aftercare.consent import Purpose
from flows.aftercare.reasons import MISSED_TWICE
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
    each_done,
    intend,
    intend_all,
    withdraw,
)
from store.among import among_given
from store.insert import insert_all_once

DUE, REMINDER, MISSED = "checkin", "checkin_reminder", "checkin_missed"
MIDWEEK, RESUME = "midweek", "resume"
PLANNED = (DUE, REMINDER, MISSED, MIDWEEK)

MISSED_ONCE = "missed"
"""The ladder's level, and the kind of task, of a check-in that was missed once."""

YEAR_OVER = "year_over"
"""The ladder's level, and the kind of task, of a case whose year is over."""

NEEDED = (Purpose.CHECKINS, Purpose.REMINDERS)
"""What a person must agree to now for being written to first."""


async def plan(session: AsyncSession, case: CaseRow, now: datetime) -> None:
    """Plan the check-in after the last one, and take back what was planned before.

    Once the year is over nothing is planned and the supporter gets a task to decide with the
    person how to go on.
    """
    await plan_all(session, [case], now)


async def plan_all(session: AsyncSession, cases: Sequence[CaseRow], now: datetime) -> None:
    """Like `plan`, for several cases at once."""
    today = local_day(now)
    for case in cases:
        if case.next_on is None:
            case.next_on = first_day(today, case.weekday)
        else:
            case.next_on = day_after(case.next_on, case.started_on, case.weekday, today)
    await _intend(session, cases, now)
    over = [case for case in cases if case.next_on is None]
    await alerts.call_all(
        session, [Alert(case, YEAR_OVER, YEAR_OVER, YEAR_OVER) for case in over], now
    )


async def replan(session: AsyncSession, case: CaseRow, now: datetime) -> None:
    """Move the next check-in to the first day from tomorrow on that the person now wants."""
    case.next_on = first_day(local_day(now), case.weekday)
    await _intend(session, [case], now)


async def renew(session: AsyncSession, case: CaseRow, now: datetime) -> None:
    """Mean what is agreed now about the check-in that is planned, no more and no less."""
    if case.next_on is not None and case.next_on <= local_day(now):
        case.next_on = first_day(local_day(now), case.weekday)
    await _intend(session, [case], now)


async def _intend(session: AsyncSession, cases: Sequence[CaseRow], now: datetime) -> None:
    await withdraw(session, subject=[subject(case.id) for case in cases], kind=PLANNED)
    agreed = await consent.given_of(session, [case.id for case in cases])
    today = local_day(now)
    await intend_all(
        session,
        [
            intent
            for case in cases
            for intent in _intents(case, agreed.get(case.id, frozenset()), today)
        ],
    )


def _intents(case: CaseRow, agreed: frozenset[Purpose], today: date) -> list[Intent]:
    """What is meant about the planned check-in of a case."""
    on, name = case.next_on, subject(case.id)
    if on is None or Purpose.CHECKINS not in agreed:
        return []
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
        if midweek and midweek > today:
            half = moment(midweek, case.hour)
            intents.append(Intent(name, MIDWEEK, half, half.isoformat(), data, name))
    return intents


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


_WAITING = (
    select(CaseRow.id, CaseRow.next_on)
    .join(ConsentRow, ConsentRow.case == CaseRow.id)
    .where(
        among_given(CaseRow.id, "cases"),
        CaseRow.status == Status.ACTIVE,
        ConsentRow.purpose.in_(NEEDED),
        ConsentRow.version == consent.VERSION,
        ConsentRow.withdrawn_at.is_(None),
    )
    .group_by(CaseRow.id, CaseRow.next_on)
    .having(func.count(ConsentRow.purpose.distinct()) == len(NEEDED))
)


async def _still_due(session: AsyncSession, seen: Sequence[Notification]) -> Set[int]:
    """Those whose case goes on, still waits for this check-in and still agrees to be written to."""
    found = await session.execute(_WAITING, {"cases": [number(one.subject) for one in seen]})
    waits = {case: on for case, on in found}  # noqa: C416 - rows are not pairs
    return {one.id for one in seen if waits.get(number(one.subject)) == _day(one)}


def _day(seen: Notification) -> date:
    """The day of the check-in that an intent is about."""
    return date.fromisoformat(str(seen.data["on"]))


_GOING_ON = (
    select(CaseRow)
    .where(among_given(CaseRow.id, "cases"), CaseRow.status == Status.ACTIVE)
    .order_by(CaseRow.id)
    .with_for_update()
    .execution_options(populate_existing=True)
)


async def _miss(session: AsyncSession, seen: Sequence[Notification], now: datetime) -> None:
    """Note what was not answered, ask the supporter, and plan the next."""
    meant = {(number(one.subject), _day(one)) for one in seen}
    found = await session.scalars(_GOING_ON, {"cases": [case for case, _ in meant]})
    cases = [case for case in found if (case.id, case.next_on) in meant]
    if not cases:
        return
    twice = await _missed_before(session, cases)
    made = await insert_all_once(
        session,
        CheckinRow,
        [
            {
                "case": case.id,
                "key": str(case.next_on),
                "on_day": case.next_on,
                "missed": True,
                "reasons": [],
            }
            for case in cases
        ],
        CheckinRow.on,
    )
    for on, count in Counter(on for (on,) in made).items():
        await add_one(session, on, Kind.CHECKIN, "missed", count)
    await alerts.call_all(
        session,
        [
            Alert(case, Level.AMBER, _missed_key(case), reasons=(MISSED_TWICE,))
            if case.id in twice
            else Alert(case, MISSED_ONCE, _missed_key(case), MISSED_ONCE)
            for case in cases
        ],
        now,
    )
    await note_all(
        session,
        [event(case.id, "missed", SERVICE, now, on=str(case.next_on)) for case in cases],
    )
    await plan_all(session, cases, now)


def _missed_key(case: CaseRow) -> str:
    return f"missed:{case.next_on}"


async def _missed_before(session: AsyncSession, cases: Sequence[CaseRow]) -> Set[int]:
    """The cases whose check-in before the planned one was missed too."""
    found = await session.scalars(_MISSED_BEFORE, {"cases": [case.id for case in cases]})
    return frozenset(found)


_LATEST = (
    select(
        CheckinRow.case,
        CheckinRow.missed,
        func.row_number()
        .over(
            partition_by=CheckinRow.case,
            order_by=(CheckinRow.on.desc(), CheckinRow.id.desc()),
        )
        .label("back"),
    )
    .join(CaseRow, CaseRow.id == CheckinRow.case)
    .where(among_given(CheckinRow.case, "cases"), CheckinRow.on < CaseRow.next_on)
    .subquery()
)
_MISSED_BEFORE = select(_LATEST.c.case).where(_LATEST.c.back == 1, _LATEST.c.missed)


async def _resume(session: AsyncSession, seen: Notification, now: datetime) -> None:
    case = await session.get(CaseRow, number(seen.subject), populate_existing=True)
    if case is not None and case.status == Status.PAUSED:
        await resume(session, case, SERVICE, now)


START = Begin("checkin", Text(mark("Start")))


def _due_saying(_: Notification) -> Saying:
    return Saying(Text(mark("Hello, it is our time. Do you have a minute for me?")), (START,))


def _reminder_saying(_: Notification) -> Saying:
    return Saying(Text(mark("I am still here. Whenever you have a minute, tap here.")), (START,))


PULSE_ANSWERS = (
    Begin("pulse", Text(mark("I am fine")), {"strength": "none"}),
    Begin("pulse", Text(mark("It is not so easy")), {"strength": "some"}),
    Begin("pulse", Text(mark("It is tough")), {"strength": "strong"}),
)
"""Words that give nothing away to whoever looks over a shoulder; see the script `pulse`."""


def _midweek_saying(_: Notification) -> Saying:
    return Saying(
        Text(mark("Halfway through the week. How is it going? One tap is enough.")),
        PULSE_ANSWERS,
    )


DAY = timedelta(hours=20)
"""An announcement is of its day; the next reminder says it again."""

KINDS = (
    Telling(DUE, _due_saying, _still_due, DAY),
    Telling(REMINDER, _reminder_saying, _still_due, DAY),
    Telling(MIDWEEK, _midweek_saying, _still_due, DAY),
    Timer(MISSED, _miss),
    Timer(RESUME, each_done(_resume)),
)
