"""Alerts to staff: whose they are, by when, and up the ladder while nobody has seen them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from content.messages import mark
from flows.aftercare.cases import note, subject, supporter_of
from flows.aftercare.rules import Level, ladder_rules
from flows.aftercare.tables import CaseRow
from flows.engine import Text
from flows.reach import tasks
from flows.reach.port import ANY_HOUR, Notification, Saying, Telling, Timer, intend, withdraw
from flows.reach.tables import TaskRow

ALERT = "alert"
RUNG = "alert_rung"
STAFF = "staff_alert"


async def call(  # noqa: PLR0913 - one keyword each for what staff must know
    session: AsyncSession,
    case: CaseRow,
    *,
    level: str,
    key: str,
    now: datetime,
    reasons: Sequence[str] = (),
    kind: str = ALERT,
) -> datetime:
    """Call the case's supporter; again with the same key changes nothing. Returns by when.

    `level` is a row of the ladder: red, amber, message, missed or year_over.
    """
    name = subject(case.id)
    due = now + timedelta(hours=ladder_rules().due_hours[level])
    holder = await supporter_of(session, name)
    made = await tasks.open_task(
        session,
        subject=name,
        kind=kind,
        key=key,
        holder=holder,
        due=due,
        now=now,
        facts={"level": level, "reasons": list(reasons)},
    )
    if made is None:
        before = await session.scalar(
            select(TaskRow.due).where(
                TaskRow.subject == name, TaskRow.kind == kind, TaskRow.key == key
            )
        )
        return before or due
    await note(session, case.id, kind, "service", now, level=level)
    for number, rung in enumerate(ladder_rules().rungs.get(level, ()), start=1):
        await intend(
            session,
            subject=name,
            kind=RUNG,
            due=now + timedelta(minutes=rung.minutes),
            key=f"{made}:{number}",
            data={"task": made, "rung": number, "holder": rung.holder},
        )
    if holder:
        hurry = level == Level.RED
        await intend(
            session,
            subject=name,
            kind=STAFF if hurry else f"{STAFF}_by_day",
            due=now,
            key=str(made),
            data={"task": made},
            to=holder,
        )
    return due


async def cancel(session: AsyncSession, case: int) -> None:
    """Take back every rung that is still to come."""
    await withdraw(session, subject=subject(case), kind=RUNG)


async def _climb(session: AsyncSession, seen: Notification, now: datetime) -> None:  # noqa: ARG001
    task = await session.get(TaskRow, int(seen.data["task"]), with_for_update=True)
    if task is None or task.closed_at is not None or task.seen_at is not None:
        return
    task.holder, task.rung = str(seen.data["holder"]), int(seen.data["rung"])


async def _unseen(session: AsyncSession, seen: Notification) -> bool:
    task = await session.get(TaskRow, int(seen.data["task"]))
    return task is not None and task.closed_at is None and task.seen_at is None


def _saying(_: Notification) -> Saying:
    return Saying(Text(mark("There is something new for you on your work page.")))


HOURS = timedelta(hours=12)

KINDS = (
    Timer(RUNG, _climb),
    Telling(STAFF, _saying, _unseen, HOURS, window=ANY_HOUR),
    Telling(f"{STAFF}_by_day", _saying, _unseen, 2 * HOURS),
)
