"""What staff must do: made once, seen, handed up, and closed with an outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from flows.counts.daily import Kind, add_one, day_of
from flows.reach.tables import TaskRow
from store.insert import insert_all_once

MOST_SHOWN = 200
"""Most tasks that one list holds."""

STAFF, ROLE = "staff:", "role:"
"""What a holder begins with: one account, or everybody of a role."""

COUNSELLORS = f"{ROLE}counsellor"
"""Who holds a task that has no person of its own."""


class TaskOutcome(StrEnum):
    """How a task ended. Closing one without saying how is not possible."""

    REACHED_WELL = "reached_well"
    REACHED_SUPPORT = "reached_support"
    REFERRED = "referred"
    EMERGENCY = "emergency"
    NOT_REACHED = "not_reached"
    DECLINED = "declined"
    DONE = "done"
    NOT_NEEDED = "not_needed"


class TaskClosedError(Exception):
    """The task is not there or is closed already."""


@dataclass(frozen=True)
class Task:
    """A task to be given: about whom, what, which one, whose and by when.

    Without a `holder` it is all counsellors'. `facts`: see TaskRow.
    """

    subject: str
    kind: str
    key: str
    holder: str | None
    due: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> tuple[str, str, str]:
        """What makes it one task."""
        return self.subject, self.kind, self.key


async def open_all(
    session: AsyncSession, wanted: Sequence[Task], now: datetime
) -> Mapping[tuple[str, str, str], int]:
    """Give tasks; returns the ids, by name, of those that were not given before."""
    made = await insert_all_once(
        session,
        TaskRow,
        [
            {
                "subject": task.subject,
                "kind": task.kind,
                "key": task.key,
                "holder": task.holder or COUNSELLORS,
                "rung": 0,
                "facts": dict(task.facts),
                "made_at": now,
                "due": task.due,
            }
            for task in wanted
        ],
        TaskRow.subject,
        TaskRow.kind,
        TaskRow.key,
        TaskRow.id,
    )
    return {(subject, kind, key): number for subject, kind, key, number in made}


async def open_task(  # noqa: PLR0913 - one keyword each for what makes a task
    session: AsyncSession,
    *,
    subject: str,
    kind: str,
    key: str,
    holder: str | None,
    due: datetime,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
) -> int | None:
    """Give one task (see Task); None where it was given before."""
    task = Task(subject, kind, key, holder, due, facts or {})
    return (await open_all(session, [task], now)).get(task.name)


async def open_tasks(session: AsyncSession, holders: Sequence[str] = ()) -> Sequence[TaskRow]:
    """Open tasks of any of these holders (of everybody without), the most urgent first.

    What has climbed is in everybody's list: what nobody opened must not leave anybody's sight.
    """
    wanted = select(TaskRow).where(TaskRow.closed_at.is_(None))
    if holders:
        wanted = wanted.where(or_(TaskRow.holder.in_(holders), TaskRow.rung > 0))
    found = await session.scalars(wanted.order_by(TaskRow.due, TaskRow.id).limit(MOST_SHOWN))
    return found.all()


@dataclass(frozen=True)
class Waiting:
    """Open tasks: how many there are, and the most urgent of them."""

    count: int
    first: Sequence[TaskRow]


async def waiting(  # noqa: PLR0913 - a filter
    session: AsyncSession,
    *,
    most: int,
    holders: Sequence[str] = (),
    about: str = "",
    kinds: Sequence[str] = (),
    but: Sequence[str] = (),
) -> Waiting:
    """Open tasks of these holders (of everybody without), of `kinds` or of all `but` some.

    `about`: only of subjects of this sort, as "case".
    """
    asked: list[ColumnElement[bool]] = [TaskRow.closed_at.is_(None)]
    if holders:
        asked.append(TaskRow.holder.in_(holders))
    if about:
        asked.append(TaskRow.subject.startswith(f"{about}:", autoescape=True))
    if kinds:
        asked.append(TaskRow.kind.in_(kinds))
    if but:
        asked.append(TaskRow.kind.not_in(but))
    count = await session.scalar(select(func.count(TaskRow.id)).where(*asked))
    first = await session.scalars(
        select(TaskRow).where(*asked).order_by(TaskRow.due, TaskRow.id).limit(min(most, MOST_SHOWN))
    )
    return Waiting(count or 0, first.all())


async def open_about(session: AsyncSession, subject: str, kind: str = "") -> Sequence[TaskRow]:
    """Open tasks about a subject, of one kind if it is named."""
    wanted = select(TaskRow).where(TaskRow.closed_at.is_(None), TaskRow.subject == subject)
    if kind:
        wanted = wanted.where(TaskRow.kind == kind)
    found = await session.scalars(wanted.order_by(TaskRow.due, TaskRow.id).limit(MOST_SHOWN))
    return found.all()


async def see(session: AsyncSession, task: int, staff: str, now: datetime) -> None:
    """Note who of staff saw the task first; that stops the ladder."""
    await session.execute(
        update(TaskRow)
        .where(TaskRow.id == task, TaskRow.seen_at.is_(None))
        .values(seen_at=now, seen_by=staff)
    )


async def hand_over(session: AsyncSession, task: int, holder: str) -> None:
    """Give an open task to somebody else."""
    await session.execute(
        update(TaskRow).where(TaskRow.id == task, TaskRow.closed_at.is_(None)).values(holder=holder)
    )


async def close(
    session: AsyncSession, task: int, staff: str, outcome: TaskOutcome, now: datetime
) -> TaskRow:
    """Close a task and say how it ended. Raises TaskClosedError."""
    row: TaskRow | None = await session.scalar(
        select(TaskRow).where(TaskRow.id == task, TaskRow.closed_at.is_(None)).with_for_update()
    )
    if row is None:
        raise TaskClosedError(str(task))
    row.closed_at, row.closed_by, row.outcome = now, staff, TaskOutcome(outcome).value
    if row.seen_at is None:
        row.seen_at, row.seen_by = now, staff
    how = "in_time" if now <= row.due else "late"
    await add_one(session, day_of(now), Kind.TASK, f"{row.kind}.{how}")
    return row


async def drop(session: AsyncSession, subject: str) -> None:
    """Delete every task about a subject."""
    await session.execute(delete(TaskRow).where(TaskRow.subject == subject))
