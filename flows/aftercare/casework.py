"""What staff do with a case. Each act leaves a line in the timeline and raises the version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy.ext.asyncio import AsyncSession

from content.messages import mark
from flows.aftercare import cases, plan
from flows.aftercare.alerts import ALERT
from flows.aftercare.cases import OPEN, Status, subject
from flows.aftercare.rhythm import local_day
from flows.aftercare.rules import ladder_rules, rhythm_rules
from flows.aftercare.tables import CaseRow
from flows.reach import tasks
from flows.reach.tables import TaskRow
from flows.reach.tasks import TaskOutcome

TODO = "todo"
"""The kind of a task that staff gave themselves, or that follows from what they did."""

GET_TO_KNOW = timedelta(days=3)
"""How long a new supporter has to be in touch after a case was handed to them."""

FURTHEST = timedelta(days=365)
"""How far ahead a task may be due."""


class CaseworkError(Exception):
    """It cannot be done; `message` is a message of the catalogues."""

    def __init__(self, message: str) -> None:
        """`message`: said to whoever tried."""
        super().__init__(message)
        self.message = message


class Todo(StrEnum):
    """What a task of staff is about; a choice and not words, because tasks are not sealed."""

    CALL = "call"
    MEET = "meet"
    VISIT = "visit"
    FAMILY = "family"
    PAPERS = "papers"
    SERVICE = "service"
    AGAIN = "again"
    HANDED_OVER = "handed_over"


CHOSEN = (Todo.CALL, Todo.MEET, Todo.VISIT, Todo.FAMILY, Todo.PAPERS, Todo.SERVICE)
"""What staff can give themselves."""


class Regime(StrEnum):
    """Under what the person is, as far as staff noted it."""

    VOLUNTARY = "voluntary"
    SUBSTITUTION = "substitution"
    AFTERCARE = "aftercare"


class CaseOutcome(StrEnum):
    """How a case ended."""

    COMPLETED = "completed"
    REFERRED = "referred"
    MOVED_AWAY = "moved_away"
    OWN_WISH = "own_wish"
    LOST_CONTACT = "lost_contact"
    OTHER = "other"


STATUS_AFTER: Mapping[CaseOutcome, Status] = MappingProxyType(
    {
        CaseOutcome.COMPLETED: Status.ENDED,
        CaseOutcome.REFERRED: Status.MOVED,
        CaseOutcome.MOVED_AWAY: Status.MOVED,
        CaseOutcome.OWN_WISH: Status.ENDED,
        CaseOutcome.LOST_CONTACT: Status.ENDED,
        CaseOutcome.OTHER: Status.ENDED,
    }
)

_CHANGED = mark("Somebody else changed it meanwhile. Please look again.")
_CLOSED = mark("This case is closed.")


def begin_change(case: CaseRow, version: int) -> None:
    """Make sure that the form was about the case as it is now. Raises CaseworkError."""
    if case.version != version:
        raise CaseworkError(_CHANGED)
    case.version += 1


async def handle(  # noqa: PLR0913, PLR0917 - one outcome
    session: AsyncSession, case: CaseRow, task: int, by: str, outcome: TaskOutcome, now: datetime
) -> TaskRow:
    """Close a task of the case. An alert whose person was not reached is followed by a new task.

    Raises CaseworkError for one that is not there or was closed.
    """
    row = await session.get(TaskRow, task)
    if row is None or row.subject != subject(case.id):
        raise CaseworkError(_CHANGED)
    try:
        row = await tasks.close(session, task, by, outcome, now)
    except tasks.TaskClosedError:
        raise CaseworkError(_CHANGED) from None
    facts = {"task": row.kind, "outcome": row.outcome, "level": row.facts.get("level")}
    await cases.note(session, case.id, "handled", by, now, **facts)
    if row.kind == ALERT and outcome is TaskOutcome.NOT_REACHED and case.status in OPEN:
        hours = ladder_rules().due_hours[str(row.facts["level"])]
        due = now + timedelta(hours=hours)
        reasons = row.facts.get("reasons", ())
        key = f"{Todo.AGAIN}:{task}"
        await _give(session, case, Todo.AGAIN, due, now, key=key, reasons=reasons)
    return row


async def plan_task(  # noqa: PLR0913, PLR0917 - one task
    session: AsyncSession, case: CaseRow, what: Todo, due: datetime, by: str, now: datetime
) -> None:
    """Give the case's supporter a task; the same for the same day is given once.

    Raises CaseworkError for a time that is past or further than FURTHEST.
    """
    if not now < due <= now + FURTHEST:
        raise CaseworkError(mark("Please choose a day from today on, within a year."))
    _require_open(case)
    await _give(session, case, what, due, now, key=f"{what}:{due.isoformat()}")
    await cases.note(session, case.id, "planned", by, now, what=what)


async def pause(session: AsyncSession, case: CaseRow, until: date, by: str, now: datetime) -> None:
    """Ask nothing until a day, at most as long ahead as the person may. Raises CaseworkError."""
    _require_open(case)
    days = (until - local_day(now)).days
    if not 0 < days <= rhythm_rules().longest_pause_days:
        raise CaseworkError(mark("Please choose a day after today, within four weeks."))
    await plan.pause(session, case, until, by, now)


async def resume(session: AsyncSession, case: CaseRow, by: str, now: datetime) -> None:
    """Go on with a paused case. Raises CaseworkError."""
    if case.status != Status.PAUSED:
        raise CaseworkError(_CHANGED)
    await plan.resume(session, case, by, now)


async def hand_over(
    session: AsyncSession, case: CaseRow, supporter: str | None, by: str, now: datetime
) -> None:
    """Give the case to another supporter, who gets a task to be in touch. Raises CaseworkError."""
    _require_open(case)
    if case.supporter == supporter:
        raise CaseworkError(mark("This is the supporter already."))
    await cases.assign(session, case, supporter, by, now)
    if supporter:
        key = f"{Todo.HANDED_OVER}:{now.isoformat()}"
        await _give(session, case, Todo.HANDED_OVER, now + GET_TO_KNOW, now, key=key)


async def note_regime(  # noqa: PLR0913 - what a form holds
    session: AsyncSession,
    case: CaseRow,
    regime: Regime | None,
    *,
    on_treatment: bool,
    by: str,
    now: datetime,
) -> None:
    """Note what only staff see; whether a dose is asked about depends on `on_treatment`."""
    case.regime, case.on_treatment = regime.value if regime else None, on_treatment
    await cases.note(session, case.id, "regime_noted", by, now)


async def close(
    session: AsyncSession, case: CaseRow, outcome: CaseOutcome, by: str, now: datetime
) -> None:
    """End the case; its other tasks fall away. Raises CaseworkError while an alert is open."""
    _require_open(case)
    open_now = await tasks.open_about(session, subject(case.id))
    if any(task.kind == ALERT for task in open_now):
        raise CaseworkError(mark("An alert is still open. Say first how it ended."))
    for task in open_now:
        await tasks.close(session, task.id, by, TaskOutcome.NOT_NEEDED, now)
    await cases.close(session, case, STATUS_AFTER[outcome], by, now, outcome=outcome.value)


def _require_open(case: CaseRow) -> None:
    if case.status not in OPEN:
        raise CaseworkError(_CLOSED)


async def _give(  # noqa: PLR0913 - one task
    session: AsyncSession,
    case: CaseRow,
    what: Todo,
    due: datetime,
    now: datetime,
    *,
    key: str,
    reasons: Sequence[str] = (),
) -> None:
    await tasks.open_task(
        session,
        subject=subject(case.id),
        kind=TODO,
        key=key[:80],
        holder=await cases.supporter_of(session, subject(case.id)),
        due=due,
        now=now,
        facts={"what": what.value, **({"reasons": list(reasons)} if reasons else {})},
    )
