"""Check-ins in the store: which questions are due, judging the answers, the person's own weeks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from flows.aftercare import advice, alerts, cases, consent, decisions
from flows.aftercare.cases import NoCaseError, Status
from flows.aftercare.consent import Purpose
from flows.aftercare.plan import plan
from flows.aftercare.reasons import ALWAYS_TOLD
from flows.aftercare.rhythm import is_phq2_due, local_day
from flows.aftercare.rules import Level, rhythm_rules
from flows.aftercare.tables import CapitalRow, CaseRow, CheckinRow
from flows.aftercare.triage import Answers, Verdict, judge
from flows.counts.daily import Kind, add_one
from flows.engine import World
from flows.reach.quiet import may_begin
from store.crypto import Keyring

MOST_HISTORY = 12
"""Most earlier check-ins that are looked at or drawn."""

USE = "use_days"
"""The one item whose answer tells of use; see flows.aftercare.decisions."""

MOOD = {"0": 10, "1": 7, "2-3": 4, "4-7": 0}
"""Days of low mood, drawn as mood from 0 to 10."""

PHQ2 = ("interest", "down")


def place(case: int) -> str:
    """What the answers of a case are sealed for."""
    return f"aftercare_checkin.answers|{case}"


async def history(
    session: AsyncSession,
    keys: Keyring,
    case: int,
    *,
    without: str = "",
    since: datetime | None = None,
) -> Sequence[tuple[date, Answers]]:
    """The days and answers of the latest check-ins (done from `since` on), the latest first."""
    wanted = select(CheckinRow).where(
        CheckinRow.case == case, CheckinRow.answers.is_not(None), CheckinRow.key != without
    )
    if since is not None:
        wanted = wanted.where(CheckinRow.done_at >= since)
    rows = await session.scalars(
        wanted.order_by(CheckinRow.done_at.desc(), CheckinRow.id.desc()).limit(MOST_HISTORY)
    )
    return [(row.on, json.loads(keys.open(row.answers or b"", place(case)))) for row in rows]


async def open_checkin(world: World, _: Mapping[str, Any]) -> dict[str, Any]:
    """Effect `checkin_open`: whose check-in this is, which one, and what to ask."""
    async with world.store.transaction() as session:
        case = await cases.find(session, world)
        if case is None:
            return {"case": False}
        agreed = await consent.given(session, case.id)
        if Purpose.CHECKINS not in agreed:
            return {"case": True, "agreed": False}
        return {
            "case": True,
            "agreed": True,
            "key": await _key(session, case, world),
            "ask": await _questions(session, world, case),
            "shares": Purpose.SHARING in agreed,
        }


async def _key(session: AsyncSession, case: CaseRow, world: World) -> str:
    """The planned check-in where it is due about now and not done, else one of the person's own."""
    if _is_due(case, local_day(world.now)):
        key = str(case.next_on)
        done = await session.scalar(
            select(CheckinRow.done_at).where(CheckinRow.case == case.id, CheckinRow.key == key)
        )
        if done is None:
            return key
    return f"own:{world.now.isoformat()}"


def _is_due(case: CaseRow, today: date) -> bool:
    """Whether the planned check-in is due about now."""
    early = timedelta(days=rhythm_rules().early_days)
    return (
        case.status == Status.ACTIVE and case.next_on is not None and case.next_on - early <= today
    )


async def _row_of(
    session: AsyncSession, keys: Keyring, case: int, key: str, answers: Answers
) -> tuple[str, CheckinRow | None]:
    """The row that these answers belong to, if it is there, and its key.

    What was kept with other answers is another check-in that was begun under the same key: it
    keeps its own, and these get the next key. A verdict is never given for what was not answered.
    """
    found = await session.scalars(
        select(CheckinRow)
        .where(
            CheckinRow.case == case,
            or_(CheckinRow.key == key, CheckinRow.key.startswith(f"{key}~", autoescape=True)),
        )
        .order_by(CheckinRow.id)
    )
    rows = found.all()
    for row in rows:
        if row.done_at is None or _kept(keys, row) == answers:
            return row.key, row
    return (f"{key}~{len(rows) + 1}" if rows else key), None


def _kept(keys: Keyring, row: CheckinRow) -> Answers:
    """The answers of a check-in that was done, as long as they are kept.

    Raises store.crypto.SealError.
    """
    opened: Answers = json.loads(keys.open(row.answers, place(row.case))) if row.answers else {}
    return opened


async def _questions(session: AsyncSession, world: World, case: CaseRow) -> list[str]:
    """The eight items to ask, in order; see the notes in content/instruments/checkin.yml."""
    if case.on_treatment:
        first = "dose"
    elif await decisions.is_decided(session, decisions.ASK_ABOUT_USE):
        first = USE
    else:
        first = "hold"
    before = await history(session, world.keys, case.id)
    moods = [on for on, answers in before if set(PHQ2) <= answers.keys()]
    mood = PHQ2 if is_phq2_due(moods, local_day(world.now)) else ("low_days", "support")
    return [first, "craving", "confidence", "exposure", *mood, "safety", "person"]


async def save_checkin(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Effect `checkin_save`: judge and keep the answers, call the supporter, plan the next.

    Again with the same key and answers returns what the first time returned, with nothing done
    twice.
    """
    key, answers = str(arguments["key"]), dict(arguments["answers"])
    async with world.store.transaction() as session:
        try:
            case = await cases.here(session, world)
        except NoCaseError:
            return {"case": False}
        if not await decisions.is_decided(session, decisions.ASK_ABOUT_USE):
            answers.pop(USE, None)
        key, row = await _row_of(session, world.keys, case.id, key, answers)
        before = await history(session, world.keys, case.id, without=key)
        verdict = judge(answers, [old for _, old in before])
        if row is None or row.done_at is None:
            row = await _keep(session, world, case, row, key, answers, verdict)
        due = None
        if verdict.level is not Level.GREEN:
            due = await _call(session, world, case, key, verdict)
        return {
            "case": True,
            "level": verdict.level.value,
            "card": verdict.card,
            "reasons": list(verdict.reasons),
            "due": due,
            "next": None if case.paused_until or not case.next_on else case.next_on.isoformat(),
            "until": case.paused_until.isoformat() if case.paused_until else None,
            "hour": case.hour,
            "page": not may_begin(world.channel),
            "reminder": consent.reminder(await consent.given(session, case.id), world.channel),
            "praise": advice.praise(answers),
            "tip": advice.tip(answers),
            "points": points([(row.on, answers), *before]),
            "capital": await _is_capital_due(session, case, local_day(world.now)),
        }


async def _keep(  # noqa: PLR0913, PLR0917 - one row
    session: AsyncSession,
    world: World,
    case: CaseRow,
    row: CheckinRow | None,
    key: str,
    answers: Answers,
    verdict: Verdict,
) -> CheckinRow:
    today = local_day(world.now)
    if row is None:
        row = CheckinRow(case=case.id, key=key, on=today, missed=False, reasons=[])
        session.add(row)
    if row.missed:
        await add_one(session, row.on, Kind.CHECKIN, "missed", -1)
    await add_one(session, today, Kind.CHECKIN, "done")
    row.done_at, row.missed = world.now, False
    row.level, row.reasons = verdict.level.value, list(verdict.reasons)
    row.answers = world.keys.seal(json.dumps(answers), place(case.id))
    await session.flush()
    await cases.note(session, case.id, "checkin", cases.PERSON, world.now, level=verdict.level)
    if _is_due(case, today):
        if key == str(case.next_on):
            row.on = case.next_on or row.on
        await plan(session, case, world.now)
    return row


async def _call(
    session: AsyncSession, world: World, case: CaseRow, key: str, verdict: Verdict
) -> str | None:
    """Call the supporter with what they may know; None where the person shares nothing of it."""
    shares = Purpose.SHARING in await consent.given(session, case.id)
    told = [reason for reason in verdict.reasons if shares or reason in ALWAYS_TOLD]
    if not shares and not told:
        return None
    due = await alerts.call(
        session,
        case,
        level=verdict.level.value,
        key=f"checkin:{key}",
        now=world.now,
        reasons=told,
    )
    return due.isoformat()


def points(weeks: Sequence[tuple[date, Answers]]) -> list[dict[str, Any]]:
    """What the picture of my weeks shows, the oldest first; each number 0 to 10 or None."""
    return [
        {
            "day": on.isoformat(),
            "craving": answers.get("craving"),
            "confidence": answers.get("confidence"),
            "mood": MOOD.get(str(answers.get("low_days"))),
        }
        for on, answers in reversed(weeks[:MOST_HISTORY])
    ]


async def _is_capital_due(session: AsyncSession, case: CaseRow, today: date) -> bool:
    last: date | None = await session.scalar(
        select(CapitalRow.day)
        .where(CapitalRow.case == case.id)
        .order_by(CapitalRow.day.desc())
        .limit(1)
    )
    return last is None or today - last >= timedelta(days=rhythm_rules().capital_every_days)
