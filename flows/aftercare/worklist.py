"""Cases in the order in which they need somebody: red, overdue, amber, waiting, then the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVarTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncSession

from flows.aftercare.alerts import ALERT
from flows.aftercare.cases import OPEN, SORT, Status
from flows.aftercare.rules import Level
from flows.aftercare.tables import CaseRow
from flows.reach.tables import TaskRow
from flows.reach.tasks import Waiting
from store.base import UtcDateTime

Row = TypeVarTuple("Row")

MOST = 100
"""Most cases of one page."""

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""When a case is due that waits for nothing."""


class Band(StrEnum):
    """How much a case needs somebody now; the order of the members is the order of the list."""

    RED = "red"
    OVERDUE = "overdue"
    AMBER = "amber"
    WAITING = "waiting"
    CALM = "calm"


BANDS = tuple(Band)


class Holding(StrEnum):
    """Whose cases: one account's, those that nobody has, or all."""

    MINE = "mine"
    NOBODY = "nobody"
    ALL = "all"


@dataclass(frozen=True)
class Wanted:
    """Which cases. `status` and `band` None: every open case, every band."""

    holding: Holding
    account: str
    status: Status | None = None
    band: Band | None = None


@dataclass(frozen=True)
class Place:
    """Where a page goes on: after this case, judged as of the moment of the first page."""

    as_of: datetime
    rank: int
    due: datetime
    id: int


@dataclass(frozen=True)
class Line:
    """A case in the list. `due`: of its most urgent open task, None without; `tasks`: how many."""

    case: CaseRow
    band: Band
    due: datetime | None
    tasks: int


@dataclass(frozen=True)
class Shown:
    """The cases of a page, and where the next one begins, None at the end."""

    lines: Sequence[Line]
    after: Place | None


async def page(
    session: AsyncSession,
    wanted: Wanted,
    now: datetime,
    after: Place | None = None,
    most: int = MOST,
) -> Shown:
    """One page of the cases that are wanted."""
    as_of = after.as_of if after else now
    need = _need(as_of)
    rank, due = _rank(need), _due(need)
    asked = (
        _chosen(select(CaseRow, rank, due, func.coalesce(need.c.tasks, 0)), need, wanted)
        .order_by(rank, due, CaseRow.id)
        .limit(min(most, MOST) + 1)
    )
    if after is not None:
        last = tuple_(
            literal(after.rank, Integer), literal(after.due, UtcDateTime), literal(after.id)
        )
        asked = asked.where(tuple_(rank, due, CaseRow.id) > last)
    rows = (await session.execute(asked)).all()
    shown = rows[: min(most, MOST)]
    lines = [
        Line(row, BANDS[place], None if at == NEVER else at, tasks)
        for row, place, at, tasks in shown
    ]
    if len(rows) == len(shown):
        return Shown(lines, None)
    row, place, at, _ = shown[-1]
    return Shown(lines, Place(as_of, place, at, row.id))


async def counts(session: AsyncSession, wanted: Wanted, now: datetime) -> Mapping[Band, int]:
    """How many of the cases that are wanted stand in each band.

    Cases without a task are not joined but what is left over: that takes a third of the time.
    """
    need, which = _need(now), _conditions(wanted)
    number = cast(func.substr(need.c.subject, len(SORT) + 2), Integer)
    found = await session.execute(
        select(need.c.rank, func.count())
        .select_from(need)
        .join(CaseRow, CaseRow.id == number)
        .where(*which)
        .group_by(need.c.rank)
    )
    every = await session.scalar(select(func.count(CaseRow.id)).where(*which))
    counted = dict.fromkeys(BANDS, 0) | {BANDS[place]: count for place, count in found.all()}
    counted[Band.CALM] = (every or 0) - sum(counted.values())
    return MappingProxyType(counted)


async def open_alerts(session: AsyncSession, holders: Sequence[str], most: int) -> Waiting:
    """Open alerts of these holders (of everybody without), red ones first, then by due time."""
    asked = [TaskRow.closed_at.is_(None), TaskRow.kind == ALERT]
    if holders:
        # What climbed stays in every list: what nobody opened must not leave anybody's sight.
        asked.append(or_(TaskRow.holder.in_(holders), TaskRow.rung > 0))
    is_red = TaskRow.facts["level"].as_string() == Level.RED.value
    count = await session.scalar(select(func.count(TaskRow.id)).where(*asked))
    first = await session.scalars(
        select(TaskRow)
        .where(*asked)
        .order_by(case((is_red, 0), else_=1), TaskRow.due, TaskRow.id)
        .limit(most)
    )
    return Waiting(count or 0, first.all())


def _need(now: datetime) -> Subquery:
    """By case: the most urgent rank of its open tasks, the earliest due, and how many."""
    alert, level = TaskRow.kind == ALERT, TaskRow.facts["level"].as_string()
    rank = case(
        (and_(alert, level == Level.RED.value), BANDS.index(Band.RED)),
        (TaskRow.due < now, BANDS.index(Band.OVERDUE)),
        (and_(alert, level == Level.AMBER.value), BANDS.index(Band.AMBER)),
        else_=BANDS.index(Band.WAITING),
    )
    return (
        select(
            TaskRow.subject,
            func.min(rank).label("rank"),
            func.min(TaskRow.due).label("due"),
            func.count().label("tasks"),
        )
        .where(TaskRow.closed_at.is_(None), TaskRow.subject.startswith(f"{SORT}:"))
        .group_by(TaskRow.subject)
        .subquery("need")
    )


def _rank(need: Subquery) -> ColumnElement[int]:
    return func.coalesce(need.c.rank, BANDS.index(Band.CALM))


def _due(need: Subquery) -> ColumnElement[datetime]:
    return func.coalesce(need.c.due, literal(NEVER, UtcDateTime))


def _chosen(asked: Select[*Row], need: Subquery, wanted: Wanted) -> Select[*Row]:
    # By the name of the case and not by a number cut out of the subject, so that SQLite can look a
    # case up among those with tasks instead of trying each against each.
    name = literal(f"{SORT}:") + cast(CaseRow.id, String)
    found = asked.select_from(CaseRow).outerjoin(need, need.c.subject == name)
    if wanted.band is not None:
        found = found.where(_rank(need) == BANDS.index(wanted.band))
    return found.where(*_conditions(wanted))


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    statuses = OPEN if wanted.status is None else (wanted.status,)
    which: list[ColumnElement[bool]] = [CaseRow.status.in_(statuses)]
    if wanted.holding is Holding.MINE:
        which.append(CaseRow.supporter == wanted.account)
    if wanted.holding is Holding.NOBODY:
        which.append(CaseRow.supporter.is_(None))
    return which
