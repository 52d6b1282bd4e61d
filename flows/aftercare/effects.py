"""The effects of aftercare's scripts, carried out on the store. Each bears being called again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from flows import codes
from flows.aftercare import alerts, cases, consent, invites, messages, plan
from flows.aftercare.cases import PERSON, NoCaseError, Status, subject
from flows.aftercare.checkins import open_checkin, save_checkin
from flows.aftercare.consent import Purpose
from flows.aftercare.cries import cry
from flows.aftercare.rhythm import local_day
from flows.aftercare.tables import CapitalRow, CaseRow
from flows.counts.daily import Kind, add_one
from flows.engine import Effect, World
from flows.reach import contacts
from flows.reach.quiet import may_begin
from store.insert import insert_once

REASONS = "aftercare_case.reasons"
MOST_REASONS = 20
"""Most reasons that a person's own list holds."""

NO_CASE: Mapping[str, Any] = MappingProxyType({"case": False})


async def enrol(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`enrol`: open the case of a code in this talk, with the purposes that were agreed to."""
    async with world.store.transaction() as session:
        invite = await invites.look(session, world, str(arguments["code"]))
        if invite is None or invite.staff is not None:
            return {"done": False}
        case = await session.get(CaseRow, invite.case) if invite.case else None
        if case is None:
            case = CaseRow(
                code=await cases.free_code(session, world.random),
                nickname=str(arguments["nickname"]),
                status=Status.ACTIVE,
                supporter=invite.supporter,
                regime=invite.regime,
                on_treatment=invite.on_treatment,
                weekday=int(arguments["weekday"]),
                hour=int(arguments["hour"]),
                midweek=bool(arguments["midweek"]),
                started_on=local_day(world.now),
            )
            session.add(case)
            await session.flush()
            invite.case, invite.used_at = case.id, world.now
            await contacts.keep(session, world, subject(case.id))
            await add_one(session, local_day(world.now), Kind.CASE, "begun")
            for purpose in arguments["purposes"]:
                await consent.give(session, case.id, Purpose(purpose), world.now)
            await plan.plan(session, case, world.now)
            await cases.note(session, case.id, "enrolled", PERSON, world.now)
        code = await cases.new_return_code(session, world.keys, case, world.random)
        return {
            "done": True,
            "next": case.next_on.isoformat() if case.next_on else None,
            "reminder": await _reminder(session, world, case),
            "return_code": code,
        }


async def staff_here(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`staff_here`: have a member of staff's alerts sent to this talk."""
    async with world.store.transaction() as session:
        invite = await invites.look(session, world, str(arguments["code"]))
        if invite is None or invite.staff is None:
            return {"done": False}
        await contacts.move(session, world, f"staff:{invite.staff}")
        await session.delete(invite)
        return {"done": True}


async def come_back(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`come_back`: go on in this talk with the case of a person's own return code."""
    code = codes.read(str(arguments["code"]))
    async with world.store.transaction() as session:
        case = await cases.of_return_code(session, world.keys, code) if code else None
        if case is None or case.status not in cases.OPEN:
            return dict(NO_CASE)
        await contacts.move(session, world, subject(case.id))
        await cases.note(session, case.id, "came_back", PERSON, world.now)
        return {"case": True}


async def my_case(world: World, _: Mapping[str, Any]) -> dict[str, Any]:
    """`my_case`: what the person may see of their own case."""
    async with world.store.transaction() as session:
        case = await cases.find(session, world)
        if case is None:
            return dict(NO_CASE)
        return {
            "case": True,
            "nickname": case.nickname,
            "code": case.code,
            "status": case.status,
            "weekday": case.weekday,
            "hour": case.hour,
            "paused_until": case.paused_until.isoformat() if case.paused_until else None,
            "next": case.next_on.isoformat() if case.next_on else None,
            "purposes": sorted(await consent.given(session, case.id)),
            "unread": await messages.unread(session, case.id),
        }


async def change(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`change_case`: one change the person makes; `what` is day, pause, resume, give, withdraw."""
    async with world.store.transaction() as session:
        try:
            case = await cases.here(session, world)
        except NoCaseError:
            return dict(NO_CASE)
        match arguments["what"]:
            case "day":
                case.weekday, case.hour = int(arguments["weekday"]), int(arguments["hour"])
                await plan.replan(session, case, world.now)
                await cases.note(session, case.id, "day_changed", PERSON, world.now)
            case "pause":
                until = local_day(world.now) + timedelta(days=int(arguments["days"]))
                if case.paused_until != until:
                    await plan.pause(session, case, until, PERSON, world.now)
            case "resume" if case.status == Status.PAUSED:
                await plan.resume(session, case, PERSON, world.now)
            case "give" | "withdraw" as what:
                purpose = Purpose(arguments["purpose"])
                act = consent.give if what == "give" else consent.withdraw
                await act(session, case.id, purpose, world.now)
                await cases.note(
                    session, case.id, f"consent_{what}", PERSON, world.now, purpose=purpose
                )
                if case.status == Status.ACTIVE and purpose in (
                    Purpose.CHECKINS,
                    Purpose.REMINDERS,
                ):
                    await plan.renew(session, case, world.now)
        return {
            "case": True,
            "next": case.next_on.isoformat() if case.next_on else None,
            "until": case.paused_until.isoformat() if case.paused_until else None,
            "reminder": await _reminder(session, world, case),
        }


async def _reminder(session: AsyncSession, world: World, case: CaseRow) -> str:
    return consent.reminder(await consent.given(session, case.id), world.channel).value


async def leave(world: World, _: Mapping[str, Any]) -> dict[str, Any]:
    """`leave`: end the case at the person's wish."""
    async with world.store.transaction() as session:
        case = await cases.find(session, world)
        if case is None:
            return dict(NO_CASE)
        await cases.close(session, case, Status.ENDED, PERSON, world.now)
        return {"case": True, "until": str(case.delete_after)}


async def write(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`write_supporter`: a message to the supporter; `by` when somebody answers.

    `page`: the answer can only be shown where the person comes back to look.
    Somebody who is to come sooner anyway, for a red alert, answers it too.
    """
    async with world.store.transaction() as session:
        case = await cases.find(session, world)
        if case is None:
            return dict(NO_CASE)
        text = str(arguments["text"])
        by = await messages.from_person(session, world.keys, case, text, world.now)
        coming = await alerts.due_red(session, case, world.now)
        page = not may_begin(world.channel)
        return {"case": True, "by": min([by, *coming]).isoformat(), "page": page}


async def read(world: World, _: Mapping[str, Any]) -> dict[str, Any]:
    """`read_supporter`: the latest messages, (from me or not, when, what)."""
    async with world.store.transaction() as session:
        case = await cases.find(session, world)
        if case is None:
            return dict(NO_CASE)
        found = await messages.read(session, world.keys, case.id, reader=None, now=world.now)
        shown = found[-MOST_READ:]
        return {
            "case": True,
            "messages": [[one.staff is None, one.at.isoformat(), one.text] for one in shown],
        }


MOST_READ = 5
"""Most messages that a person is shown at once."""


async def reasons(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`my_reasons`: the person's own reasons; `add` one or `drop` one by its text first."""
    async with world.store.transaction() as session:
        case = await cases.find(session, world)
        if case is None:
            return {"case": False, "reasons": []}
        place = f"{REASONS}|{case.id}"
        kept: list[str] = json.loads(world.keys.open(case.reasons, place)) if case.reasons else []
        add, drop = arguments.get("add"), arguments.get("drop")
        if add and add not in kept:
            kept = [*kept, str(add)][-MOST_REASONS:]
        if drop in kept:
            kept.remove(str(drop))
        case.reasons = world.keys.seal(json.dumps(kept), place)
        return {"case": True, "reasons": kept}


async def call_me(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`call_me`: the person wants their supporter today; `why` names the script that offered.

    `page`: as for `write_supporter`.
    """
    async with world.store.transaction() as session:
        case = await cases.find(session, world)
        if case is None:
            return dict(NO_CASE)
        due = await alerts.call_once(
            session, case, stem=str(arguments["why"]), now=world.now, reasons=["today"]
        )
        return {"case": True, "due": due.isoformat(), "page": not may_begin(world.channel)}


async def save_capital(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`capital_save`: keep the total of the ten answers; tells the one before."""
    async with world.store.transaction() as session:
        case = await cases.find(session, world)
        if case is None:
            return dict(NO_CASE)
        today = local_day(world.now)
        before = await session.scalar(
            select(CapitalRow.total)
            .where(CapitalRow.case == case.id, CapitalRow.day < today)
            .order_by(CapitalRow.day.desc())
            .limit(1)
        )
        await insert_once(
            session, CapitalRow, case=case.id, day=today, total=int(arguments["total"])
        )
        return {"case": True, "before": before}


EFFECTS: Mapping[str, Effect] = MappingProxyType(
    {
        "enrol": enrol,
        "staff_here": staff_here,
        "come_back": come_back,
        "my_case": my_case,
        "change_case": change,
        "leave": leave,
        "write_supporter": write,
        "read_supporter": read,
        "my_reasons": reasons,
        "call_me": call_me,
        "cry": cry,
        "checkin_open": open_checkin,
        "checkin_save": save_checkin,
        "capital_save": save_capital,
    }
)
