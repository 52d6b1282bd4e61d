"""End an intent in one of its final states, and tell staff where it must not end in silence."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from flows.reach import tasks
from flows.reach.port import Kind, State, Telling
from flows.reach.tables import NotificationRow

NOT_TOLD = frozenset({State.UNSENT, State.EXPIRED, State.UNKNOWN})
"""Ends in which the person may not have heard of it."""

TASK_TIME = timedelta(hours=24)
"""How long staff have for what could not go out."""


async def settle(  # noqa: PLR0913 - the end, and what a task says about it
    session: AsyncSession,
    row: NotificationRow,
    state: State,
    *,
    kind: Kind | None,
    now: datetime,
    fault: Exception | None = None,
) -> None:
    """Write the end of `row`; a task for staff where its kind asks for one, always when parked."""
    row.state, row.settled_at = state, now
    row.held_by = row.held_until = None
    telling = kind if isinstance(kind, Telling) else None
    untold = state in NOT_TOLD and telling is not None and telling.task
    if not untold and state is not State.PARKED:
        return
    holder = telling.holder if telling else None
    await tasks.open_task(
        session,
        subject=row.subject,
        kind="parked" if state is State.PARKED else "not_told",
        key=f"{row.kind}:{row.key}"[:80],
        holder=await holder(session, row.subject) if holder else None,
        due=now + TASK_TIME,
        now=now,
        facts={
            "kind": row.kind,
            "end": state.value,
            "fault": type(fault).__name__ if fault else None,
        },
    )
