"""Find entries of the audit record, a page at a time or all for an export."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from admin.audit import Subject
from admin.audit_actions import Action
from admin.tables import AuditRow
from store.engine import Store

PAGE = 50
"""Entries on a page."""

BATCH = 500
"""Entries that an export holds at a time."""

MOST_EXPORTED = 100_000
"""Entries of one export, the newest first; a narrower filter reaches the others."""


@dataclass(frozen=True)
class Wanted:
    """Which entries: by whom (an exact name), what, from which day up to and with which."""

    who: str = ""
    action: Action | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Shown:
    """Entries of a page, newest first. `older`: what to ask for next, None at the end."""

    entries: Sequence[AuditRow]
    older: int | None


async def page(store: Store, wanted: Wanted, zone: ZoneInfo, before: int | None = None) -> Shown:
    """The newest PAGE entries, or those before the entry number `before`."""
    async with store.transaction() as session:
        found = _select(wanted, zone, before).limit(PAGE + 1)
        rows = list(await session.scalars(found))
    return Shown(rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None)


async def was_noted(
    session: AsyncSession, who: int, action: Action, subject: Subject, since: datetime
) -> bool:
    """Whether an account did that to a subject since a moment."""
    found = await session.scalar(
        select(AuditRow.id)
        .where(
            AuditRow.at >= since,
            AuditRow.staff == who,
            AuditRow.action == action,
            AuditRow.subject_kind == subject.kind,
            AuditRow.subject_id == subject.id,
        )
        .limit(1)
    )
    return found is not None


async def every(store: Store, wanted: Wanted, zone: ZoneInfo) -> AsyncIterator[AuditRow]:
    """The entries that are wanted, newest first, MOST_EXPORTED at most."""
    before: int | None = None
    for _ in range(MOST_EXPORTED // BATCH):
        async with store.transaction() as session:
            rows = list(await session.scalars(_select(wanted, zone, before).limit(BATCH)))
        for row in rows:
            yield row
        if len(rows) < BATCH:
            return
        before = rows[-1].id


def _select(wanted: Wanted, zone: ZoneInfo, before: int | None) -> Select[AuditRow]:
    found = select(AuditRow).order_by(AuditRow.id.desc())
    if wanted.who:
        found = found.where(AuditRow.staff_name == wanted.who)
    if wanted.action:
        found = found.where(AuditRow.action == wanted.action)
    if wanted.since:
        found = found.where(AuditRow.at >= _midnight(wanted.since, zone))
    if wanted.until:
        found = found.where(AuditRow.at < _midnight(wanted.until, zone) + timedelta(days=1))
    if before is not None:
        found = found.where(AuditRow.id < before)
    return found


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
