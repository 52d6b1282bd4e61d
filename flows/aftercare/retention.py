"""Forgetting in time: closed cases, unused codes, old tasks and settled intents, every night."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random, SystemRandom

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from flows.aftercare.cases import delete_all
from flows.aftercare.rhythm import local_day, moment
from flows.aftercare.rules import retention_rules
from flows.aftercare.tables import CaseRow, InviteRow, ReceiptRow
from flows.reach.port import Notification, Timer, each_done, intend, sweep
from flows.reach.tables import TaskRow

KIND = "retention"
SUBJECT = "service"
HOUR = 3
"""Local hour of the night's work."""

MOST_AT_ONCE = 500
"""Most cases that one night deletes; what is left goes the next night."""


async def begin(session: AsyncSession, now: datetime) -> None:
    """Mean to do the coming night's work. Call at every start; again changes nothing."""
    day = local_day(now) + timedelta(days=1)
    await intend(session, subject=SUBJECT, kind=KIND, due=moment(day, HOUR), key=day.isoformat())


async def forget_old(session: AsyncSession, now: datetime, random: Random) -> int:
    """Delete what is past its term; returns how many cases went."""
    rules, today = retention_rules(), local_day(now)
    cases = list(
        await session.scalars(
            select(CaseRow).where(CaseRow.delete_after < today).limit(MOST_AT_ONCE)
        )
    )
    for case in cases:
        await delete_all(session, case, now, random)
    await session.execute(delete(InviteRow).where(InviteRow.expires_at < now))
    closed = now - timedelta(days=rules.closed_task_days)
    await session.execute(delete(TaskRow).where(TaskRow.closed_at < closed))
    kept = now - timedelta(days=rules.receipt_days)
    await session.execute(delete(ReceiptRow).where(ReceiptRow.at < kept))
    await sweep(session, now - timedelta(days=rules.settled_notification_days))
    return len(cases)


async def _night(session: AsyncSession, seen: Notification, now: datetime) -> None:  # noqa: ARG001
    await forget_old(session, now, SystemRandom())
    await begin(session, now)


KINDS = (Timer(KIND, each_done(_night)),)
