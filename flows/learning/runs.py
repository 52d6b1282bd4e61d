"""Training runs and publications: asked for on a page, done by whoever can, one at a time.

A run that waits or works holds the only slot. Whoever works leaves a beat; without one for a while
the run is over, so a crash never blocks the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from content.messages import mark
from flows.learning.tables import RunRow
from store.insert import insert_once

SLOT = 1

LEASE = timedelta(seconds=60)
"""How long a run without a beat counts as working."""

MOST_LINES = 40
"""Steps that a log holds; the oldest go."""

MOST_RUNS = 200
"""Runs that are remembered."""

BROKEN_OFF = mark("The service stopped while it worked on this. Please start again.")


class Kind(StrEnum):
    """What is to be done."""

    TRAIN = "train"
    PUBLISH = "publish"


class State(StrEnum):
    """How far it is. READY: the candidate passed; REFUSED: the gate says no."""

    WAITING = "waiting"
    WORKING = "working"
    READY = "ready"
    REFUSED = "refused"
    NOTHING_NEW = "nothing_new"
    PUBLISHED = "published"
    FAILED = "failed"


UNDER_WAY = (State.WAITING, State.WORKING)


class RunUnderWayError(Exception):
    """There is a run already; two would get in each other's way."""


@dataclass(frozen=True)
class Step:
    """How far a run is: a step by its name, what of it is done, and in hundredths of all."""

    name: str
    percent: int
    done: int | None = None
    of: int | None = None


async def ask(
    session: AsyncSession, kind: Kind, by: str, now: datetime, model: str | None = None
) -> int:
    """Ask for a run; its number. Raises RunUnderWayError."""
    made = await insert_once(
        session,
        RunRow,
        kind=kind,
        state=State.WAITING,
        slot=SLOT,
        model=model,
        asked_by=by,
        asked_at=now,
        percent=0,
        log=[],
    )
    if made is None:
        raise RunUnderWayError
    return made


async def claim(session: AsyncSession, now: datetime) -> RunRow | None:
    """Take the waiting run on; None where there is none, or somebody else was quicker."""
    row: RunRow | None = await session.scalar(
        update(RunRow)
        .where(RunRow.slot == SLOT, RunRow.state == State.WAITING)
        .values(state=State.WORKING, beat_at=now)
        .returning(RunRow)
    )
    return row


async def tell(session: AsyncSession, run: int, step: Step | None, now: datetime) -> bool:
    """Leave a beat and how far the run is; False when it was given up meanwhile."""
    row: RunRow | None = await session.get(RunRow, run, with_for_update=True)
    if row is None or row.state != State.WORKING:
        return False
    row.beat_at = now
    if step:
        row.percent = step.percent
        row.log = _with(row.log, step, now)
    return True


def _with(log: Sequence[dict[str, Any]], step: Step, now: datetime) -> list[dict[str, Any]]:
    line = {"step": step.name, "done": step.done, "of": step.of, "at": now.isoformat()}
    if log and log[-1]["step"] == step.name:
        return [*log[:-1], {**line, "at": log[-1]["at"]}]
    return [*log, line][-MOST_LINES:]


async def end(
    session: AsyncSession, run: int, state: State, now: datetime, fault: str | None = None
) -> None:
    """Close a run that works. `fault`: a message."""
    await session.execute(
        update(RunRow)
        .where(RunRow.id == run, RunRow.state == State.WORKING)
        .values(state=state, slot=None, ended_at=now, fault=fault, percent=100)
    )


async def give_up_lost(session: AsyncSession, now: datetime) -> None:
    """Close a run whose worker left no beat, and forget the oldest runs."""
    await session.execute(
        update(RunRow)
        .where(RunRow.slot == SLOT, RunRow.state == State.WORKING, RunRow.beat_at < now - LEASE)
        .values(state=State.FAILED, slot=None, ended_at=now, fault=BROKEN_OFF)
    )
    oldest_kept = select(RunRow.id).order_by(RunRow.id.desc()).offset(MOST_RUNS - 1).limit(1)
    await session.execute(delete(RunRow).where(RunRow.id < oldest_kept.scalar_subquery()))


async def name_model(session: AsyncSession, run: int, model: str) -> None:
    """Note which model a run is making."""
    await session.execute(update(RunRow).where(RunRow.id == run).values(model=model))


async def latest(session: AsyncSession, most: int) -> list[RunRow]:
    """The newest runs."""
    return list(await session.scalars(select(RunRow).order_by(RunRow.id.desc()).limit(most)))
