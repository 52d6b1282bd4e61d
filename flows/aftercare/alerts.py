"""Alerts to staff: whose they are, by when, and up the ladder while nobody has seen them.

An alert is a task (flows.reach.tasks) that everybody of its holder sees on their work page. Staff
who linked a talk of theirs are also told there that something waits, and nothing else.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from content.messages import mark
from flows.aftercare.cases import SERVICE, event, note_all, number, subject
from flows.aftercare.rules import Level, ladder_rules
from flows.aftercare.tables import CaseRow
from flows.engine import Text
from flows.reach import contacts, tasks
from flows.reach.port import (
    ANY_HOUR,
    Act,
    Intent,
    Kind,
    Notification,
    Saying,
    Telling,
    Timer,
    intend_all,
    withdraw,
)
from flows.reach.tables import TaskRow
from flows.reach.tasks import STAFF, Task
from store.among import among_given

ALERT = "alert"
RUNG = "alert_rung"
TELL_STAFF = "staff_alert"
TELL_STAFF_BY_DAY = f"{TELL_STAFF}_by_day"

Roster: TypeAlias = Callable[[AsyncSession, str], Awaitable[Sequence[str]]]
"""The account names of a role that may sign in now."""

Due: TypeAlias = Mapping[tuple[str, str, str], datetime]


async def nobody(_: AsyncSession, __: str) -> Sequence[str]:
    """A roster of an installation that knows no accounts: roles only have their list."""
    return ()


@dataclass(frozen=True)
class Alert:
    """That staff must look after a case: how soon, why, and which alert this is.

    `level` is a row of the ladder: red, amber, message, missed or year_over.
    """

    case: CaseRow
    level: str
    key: str
    kind: str = ALERT
    reasons: Sequence[str] = ()
    by: str = SERVICE
    """Whose doing it is in the timeline."""

    def task(self, now: datetime) -> Task:
        """The task that it is."""
        supporter = self.case.supporter
        return Task(
            subject=subject(self.case.id),
            kind=self.kind,
            key=self.key,
            holder=f"{STAFF}{supporter}" if supporter else None,
            due=now + timedelta(hours=ladder_rules().due_hours[self.level]),
            facts={"level": self.level, "reasons": list(self.reasons)},
        )


async def call(  # noqa: PLR0913 - one keyword each for what staff must know
    session: AsyncSession,
    case: CaseRow,
    *,
    level: str,
    key: str,
    now: datetime,
    reasons: Sequence[str] = (),
    kind: str = ALERT,
    by: str = SERVICE,
) -> datetime:
    """Call the case's supporter; again with the same key changes nothing. Returns by when."""
    alert = Alert(case, level, key, kind, reasons, by)
    due = await call_all(session, [alert], now)
    return due[alert.task(now).name]


async def call_once(
    session: AsyncSession, case: CaseRow, *, stem: str, now: datetime, reasons: Sequence[str]
) -> datetime:
    """Call red for an episode that begins with `stem`; returns by when.

    One that is open and not overdue is the same episode: nothing new, the same time. Once it was
    closed or is overdue, the next is a new one.
    """
    before: datetime | None = await session.scalar(
        select(TaskRow.due)
        .where(
            TaskRow.subject == subject(case.id),
            TaskRow.kind == ALERT,
            TaskRow.key.startswith(f"{stem}:", autoescape=True),
            TaskRow.closed_at.is_(None),
            TaskRow.due > now,
        )
        .order_by(TaskRow.due.desc())
        .limit(1)
    )
    if before is not None:
        return before
    key = f"{stem}:{now.astimezone(UTC).isoformat(timespec='seconds')}"
    return await call(session, case, level=Level.RED, key=key, now=now, reasons=reasons)


async def due_red(session: AsyncSession, case: CaseRow, now: datetime) -> list[datetime]:
    """By when somebody is there for the red alerts of a case that are open and not overdue."""
    waiting = await tasks.open_about(session, subject(case.id), ALERT)
    return [task.due for task in waiting if task.facts["level"] == Level.RED and task.due > now]


async def call_all(session: AsyncSession, alerts: Sequence[Alert], now: datetime) -> Due:
    """Like `call`, for several; returns by when, by the names of the tasks."""
    if not alerts:
        return {}
    wanted = [alert.task(now) for alert in alerts]
    made = await tasks.open_all(session, wanted, now)
    new = [pair for pair in zip(alerts, wanted, strict=True) if pair[1].name in made]
    await note_all(
        session,
        [event(a.case.id, a.kind, a.by, now, level=a.level) for a, _ in new],
    )
    await intend_all(
        session,
        [i for a, task in new for i in _climbing(task, a.level, made[task.name], now)],
    )
    given = {task.name: task.due for task in wanted if task.name in made}
    return {**await _due_of(session, [t.name for t in wanted if t.name not in made]), **given}


def _climbing(task: Task, level: str, number: int, now: datetime) -> list[Intent]:
    """Telling its first holder now, and the rungs to come."""
    return [
        _first(task, level, number, now),
        *(
            Intent(
                task.subject,
                RUNG,
                now + timedelta(minutes=rung.minutes),
                f"{number}:{place}",
                {"task": number, "rung": place, "holder": rung.holder},
            )
            for place, rung in enumerate(ladder_rules().rungs.get(level, ()), start=1)
        ),
    ]


def _first(task: Task, level: str, number: int, now: datetime) -> Intent:
    """Telling whose it is from the start: one person at once, a role as a rung of its own."""
    if task.holder:
        return _telling(task.subject, level, number, 0, task.holder, now)
    facts = {"task": number, "rung": 0, "holder": tasks.COUNSELLORS}
    return Intent(task.subject, RUNG, now, f"{number}:0", facts)


def _telling(  # noqa: PLR0913, PLR0917 - one intent
    subject: str, level: str, task: int, rung: int, member: str, now: datetime
) -> Intent:
    kind = TELL_STAFF if level == Level.RED else TELL_STAFF_BY_DAY
    return Intent(subject, kind, now, f"{task}:{rung}:{member}"[:80], {"task": task}, member)


async def _due_of(session: AsyncSession, names: Sequence[tuple[str, str, str]]) -> Due:
    if not names:
        return {}
    found = await session.execute(
        select(TaskRow.subject, TaskRow.kind, TaskRow.key, TaskRow.due).where(
            tuple_(TaskRow.subject, TaskRow.kind, TaskRow.key).in_(names)
        )
    )
    return {(subject, kind, key): due for subject, kind, key, due in found}


async def cancel(session: AsyncSession, case: int) -> None:
    """Take back every rung that is still to come."""
    await withdraw(session, subject=subject(case), kind=RUNG)


def _climb(roster: Roster) -> Act:
    async def climb(session: AsyncSession, seen: Sequence[Notification], now: datetime) -> None:
        """Hand unseen tasks to the holders of their rungs, and tell those who have a talk."""
        opened = await _unseen_tasks(session, seen, lock=True)
        told: list[tuple[int, str, int, str]] = []
        climbed: list[Mapping[str, Any]] = []
        for one in seen:
            task = opened.get(int(one.data["task"]))
            holder, rung = str(one.data["holder"]), int(one.data["rung"])
            if task is None or rung < task.rung:
                continue
            if rung > task.rung:
                task.holder, task.rung = holder, rung
                case = number(one.subject)
                climbed.append(event(case, "climbed", SERVICE, now, rung=rung, holder=holder))
            told.append((task.id, str(task.facts.get("level")), rung, holder))
        await note_all(session, climbed)
        members = {
            holder: await _members(session, holder, roster)
            for holder in dict.fromkeys(holder for *_, holder in told)
        }
        linked = await contacts.best_of(session, frozenset().union(*members.values()))
        await intend_all(
            session,
            [
                _telling(opened[task].subject, level, task, rung, member, now)
                for task, level, rung, holder in told
                for member in members[holder]
                if member in linked
            ],
        )

    return climb


async def _members(session: AsyncSession, holder: str, roster: Roster) -> list[str]:
    """The staff behind a holder, as owners of contacts."""
    if holder.startswith(STAFF):
        return [holder]
    return [f"{STAFF}{name}" for name in await roster(session, holder.removeprefix(tasks.ROLE))]


_UNSEEN = (
    select(TaskRow)
    .where(
        among_given(TaskRow.id, "tasks"),
        TaskRow.closed_at.is_(None),
        TaskRow.seen_at.is_(None),
    )
    .order_by(TaskRow.id)
    .execution_options(populate_existing=True)
)
_UNSEEN_LOCKED = _UNSEEN.with_for_update()


async def _unseen_tasks(
    session: AsyncSession, seen: Sequence[Notification], *, lock: bool = False
) -> Mapping[int, TaskRow]:
    """The tasks of these intents that are open and that nobody has seen, by id."""
    asked = _UNSEEN_LOCKED if lock else _UNSEEN
    found = await session.scalars(asked, {"tasks": [int(one.data["task"]) for one in seen]})
    return {task.id: task for task in found}


async def _unseen(session: AsyncSession, seen: Sequence[Notification]) -> Set[int]:
    waiting = await _unseen_tasks(session, seen)
    return {one.id for one in seen if int(one.data["task"]) in waiting}


def _saying(_: Notification) -> Saying:
    return Saying(Text(mark("There is something new for you on your work page.")))


HOURS = timedelta(hours=12)


def kinds(roster: Roster = nobody) -> tuple[Kind, ...]:
    """The kinds of this module; `roster`: whom the rungs of roles tell."""
    return (
        Timer(RUNG, _climb(roster)),
        Telling(TELL_STAFF, _saying, _unseen, HOURS, window=ANY_HOUR),
        Telling(TELL_STAFF_BY_DAY, _saying, _unseen, 2 * HOURS),
    )
