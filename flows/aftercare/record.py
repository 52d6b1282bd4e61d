"""What the staff of a case may read of it: shared answers, timeline, consents. Marks nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from flows.aftercare import consent
from flows.aftercare.checkins import history, points
from flows.aftercare.consent import Purpose
from flows.aftercare.reasons import ALWAYS_TOLD
from flows.aftercare.tables import CapitalRow, CaseRow, ConsentRow, EventRow
from flows.aftercare.triage import Answers
from flows.reach.tables import TaskRow
from store.among import among
from store.crypto import Keyring

MOST_EVENTS = 50
"""Most lines of a timeline at once."""

LEVEL = "level"
JUDGED = "checkin"
"""The kind of line whose level comes from answers, and so is told only where they are shared."""


@dataclass(frozen=True)
class Shared:
    """Answers that the person lets their supporter see: only those given since they agreed.

    `weeks`: what flows.pictures draws; `last`: the latest check-in; `capital`: BARC-10 totals.
    """

    since: datetime
    weeks: Sequence[Mapping[str, Any]]
    last: tuple[date, Answers] | None
    capital: Sequence[tuple[date, int]]


@dataclass(frozen=True)
class Event:
    """A line of the timeline as staff may read it."""

    id: int
    at: datetime
    kind: str
    by: str
    facts: Mapping[str, Any]


async def find(session: AsyncSession, code: str, *, for_change: bool = False) -> CaseRow | None:
    """The case of a short code."""
    asked = select(CaseRow).where(CaseRow.code == code)
    found: CaseRow | None = await session.scalar(asked.with_for_update() if for_change else asked)
    return found


async def of(session: AsyncSession, numbers: Sequence[int]) -> Mapping[int, CaseRow]:
    """The cases of these numbers."""
    found = await session.scalars(select(CaseRow).where(among(CaseRow.id, numbers)))
    return {row.id: row for row in found}


async def ledger(session: AsyncSession, case: int) -> Sequence[ConsentRow]:
    """Every yes that was ever given, the newest first, with when it was taken back."""
    found = await session.scalars(
        select(ConsentRow).where(ConsentRow.case == case).order_by(ConsentRow.id.desc())
    )
    return found.all()


async def shared(session: AsyncSession, keys: Keyring, case: int) -> Shared | None:
    """What the person shares now; None where they do not."""
    since = await shared_since(session, case)
    if since is None:
        return None
    weeks = await history(session, keys, case, since=since)
    capital = await session.execute(
        select(CapitalRow.day, CapitalRow.total)
        .where(CapitalRow.case == case, CapitalRow.day >= since.date())
        .order_by(CapitalRow.day)
    )
    return Shared(
        since=since,
        weeks=points(weeks),
        last=weeks[0] if weeks else None,
        capital=[(day, total) for day, total in capital.all()],
    )


async def timeline(session: AsyncSession, case: int, before: int | None = None) -> Sequence[Event]:
    """The latest lines, or those before line number `before`; the newest first."""
    asked = select(EventRow).where(EventRow.case == case)
    if before is not None:
        asked = asked.where(EventRow.id < before)
    since = await shared_since(session, case)
    rows = await session.scalars(asked.order_by(EventRow.id.desc()).limit(MOST_EVENTS))
    return [_readable(row, since) for row in rows]


def reasons_told(task: TaskRow, since: datetime | None) -> list[str]:
    """The reasons of an alert that staff may read now; `since`: from when answers are shared."""
    found = [str(reason) for reason in task.facts.get("reasons", ())]
    if since is not None and task.made_at >= since:
        return found
    return [reason for reason in found if reason in ALWAYS_TOLD]


async def shared_since(session: AsyncSession, case: int) -> datetime | None:
    """Since when the person shares their answers with staff; None where they do not now."""
    since: datetime | None = await session.scalar(
        select(ConsentRow.given_at).where(
            ConsentRow.case == case,
            ConsentRow.purpose == Purpose.SHARING,
            ConsentRow.version == consent.VERSION,
            ConsentRow.withdrawn_at.is_(None),
        )
    )
    return since


def _readable(row: EventRow, since: datetime | None) -> Event:
    facts = dict(row.facts)
    if row.kind == JUDGED and (since is None or row.at < since):
        facts.pop(LEVEL, None)
    return Event(row.id, row.at, row.kind, row.by, facts)
