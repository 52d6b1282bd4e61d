"""Calling staff: who is on duty first, then the next, up to the leads; the truth for who waits.

Everything is a row of flows.reach, so a restart forgets none of it. Each wait of a person for an
answer is a stretch of its own; what was meant for a stretch that is over does nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from content.messages import mark
from flows.engine import Read, Text
from flows.handover import roster
from flows.handover.duty import Promise
from flows.handover.rules import handover_rules
from flows.handover.states import OPEN, number, subject
from flows.handover.tables import TalkRow
from flows.reach import tasks
from flows.reach.port import (
    ANY_HOUR,
    Kind,
    Notification,
    Saying,
    Telling,
    Timer,
    each_done,
    each_due,
    intend,
    withdraw,
)
from flows.reach.tasks import TaskOutcome

TASK = "handover"
CALL = "handover_call"
ALERT = "handover_alert"
LATE = "handover_late"

LEADS = "role:lead"
"""Who has a talk that nobody on duty took."""

MOST_RUNGS = 9
ALERT_HOURS = timedelta(hours=12)
LATE_HOURS = timedelta(hours=6)


async def begin_wait(session: AsyncSession, talk: TalkRow, now: datetime) -> Promise | None:
    """The person waits from now on: promise an answer and mean to call staff for it.

    Again while they wait changes nothing; returns the promise as it can be given now.
    """
    promise = (await roster.read(session)).promise(now, handover_rules().answer)
    if talk.waits_since is not None:
        return promise
    talk.waits_since, talk.stretch = now, talk.stretch + 1
    talk.promised_at = promise.by if promise else None
    await session.flush()
    await _call_at(session, talk, 0, promise.opens if promise else now)
    if promise:
        await _call_at(session, talk, 1, promise.by)
    return promise


async def end_wait(session: AsyncSession, talk: TalkRow, by: str, now: datetime) -> None:
    """The person waits no longer: nobody need be called, the task is done."""
    if talk.waits_since is None:
        return
    talk.waits_since = talk.promised_at = None
    await session.flush()
    await withdraw(session, subject=subject(talk.id), kind=(CALL, LATE))
    for task in await tasks.open_about(session, subject(talk.id), TASK):
        await tasks.close(session, task.id, by, TaskOutcome.DONE, now)


async def hurry(session: AsyncSession, talk: TalkRow, message: int, now: datetime) -> None:
    """Danger was seen in a message: call everybody on duty and the holder, at once."""
    talk.danger_at = now
    await session.flush()
    called = (await roster.read(session)).on_duty(now)
    for staff in dict.fromkeys([*([talk.holder] if talk.holder else []), *called]):
        await _alert(session, talk, staff, f"danger:{message}", now)
    for task in await tasks.open_about(session, subject(talk.id), TASK):
        task.due, task.facts = now, {**task.facts, "danger": True}


async def hand_task(session: AsyncSession, talk: TalkRow) -> None:
    """The open task of a talk is its holder's."""
    for task in await tasks.open_about(session, subject(talk.id), TASK):
        await tasks.hand_over(session, task.id, f"staff:{talk.holder}")


async def _call_at(session: AsyncSession, talk: TalkRow, rung: int, due: datetime) -> None:
    await intend(
        session,
        subject=subject(talk.id),
        kind=CALL,
        due=due,
        key=f"{talk.stretch}:{rung}",
        data={"stretch": talk.stretch, "rung": rung},
    )


async def _alert(session: AsyncSession, talk: TalkRow, staff: str, key: str, now: datetime) -> None:
    await intend(
        session,
        subject=subject(talk.id),
        kind=ALERT,
        due=now,
        key=f"{key}:{staff}"[:80],
        data={"stretch": talk.stretch},
        to=f"staff:{staff}",
    )


async def _call(session: AsyncSession, seen: Notification, now: datetime) -> None:
    """Call the next one. From the second on, the promise was not kept, and the person hears it."""
    talk = await _waiting(session, seen)
    if talk is None:
        return
    rung = int(seen.data["rung"])
    on_duty = (await roster.read(session)).on_duty(now)
    ladder = list(dict.fromkeys([*([talk.holder] if talk.holder else []), *on_duty]))
    called = ladder[rung] if rung < len(ladder) else None
    holder = f"staff:{called}" if called else LEADS
    name = subject(talk.id)
    made = await tasks.open_task(
        session,
        subject=name,
        kind=TASK,
        key=str(talk.stretch),
        holder=holder,
        due=talk.promised_at or now,
        now=now,
        facts={"code": talk.code, "danger": talk.danger_at is not None},
    )
    if made is None:
        for task in await tasks.open_about(session, name, TASK):
            task.holder, task.rung = holder, rung
    if called:
        await _alert(session, talk, called, f"{talk.stretch}:{rung}", now)
    if rung > 0:
        await intend(
            session,
            subject=name,
            kind=LATE,
            due=now,
            key=str(talk.stretch),
            data={"stretch": talk.stretch},
            to=name,
        )
        if called and rung < MOST_RUNGS:
            await _call_at(session, talk, rung + 1, now + handover_rules().next_after)


async def _waiting(session: AsyncSession, seen: Notification) -> TalkRow | None:
    talk = await session.get(TalkRow, number(seen.subject), with_for_update=True)
    if talk is None or talk.state not in OPEN or talk.waits_since is None:
        return None
    return talk if talk.stretch == seen.data["stretch"] else None


async def _still_waiting(session: AsyncSession, seen: Notification) -> bool:
    return await _waiting(session, seen) is not None


def _alert_words(_: Notification) -> Saying:
    return Saying(Text(mark("There is something new for you on your work page.")))


def _late_words(_: Notification) -> Saying:
    return Saying(
        Text(
            mark(
                "I must tell you honestly: nobody has answered you yet. I have passed it on to "
                "the next person; what you wrote is still there for them. If you cannot wait: "
                "115 or 113; under 18 also 111, day and night."
            )
        ),
        (Read("crisis/suicide", Text(mark("I am not safe"))),),
    )


KINDS: tuple[Kind, ...] = (
    Timer(CALL, each_done(_call)),
    Telling(ALERT, _alert_words, each_due(_still_waiting), ALERT_HOURS, window=ANY_HOUR),
    Telling(LATE, _late_words, each_due(_still_waiting), LATE_HOURS, window=ANY_HOUR),
)
