"""End intents in one of their final states, and tell staff where it must not end in silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy import ColumnElement, Update, bindparam, update
from sqlalchemy.ext.asyncio import AsyncSession

from flows.reach import tasks
from flows.reach.port import Kind, Notification, State, Telling
from flows.reach.tables import NotificationRow
from store.among import among_given, group_given

NOT_TOLD = frozenset({State.UNSENT, State.EXPIRED, State.UNKNOWN})
"""Ends in which the person may not have heard of it."""

TASK_TIME = timedelta(hours=24)
"""How long staff have for what could not go out."""


def standing(*, held: bool) -> tuple[ColumnElement[bool], ...]:
    """That an intent still waits, or is still held by the runner that is given as `holder`."""
    if not held:
        return (NotificationRow.state == State.WAITING,)
    return (
        NotificationRow.state == State.SENDING,
        NotificationRow.held_by == bindparam("holder"),
    )


Ends: TypeAlias = Mapping[State, Sequence[Notification]]
"""Which intents come to which final state."""

_FINAL = tuple(
    state for state in State if state not in {State.WAITING, State.SENDING, State.WITHDRAWN}
)


def _ending(*, held: bool) -> Update:
    """One statement for whatever ends: each final state is given the ids that come to it."""
    return (
        update(NotificationRow)
        .where(among_given(NotificationRow.id, "ids"), *standing(held=held))
        .values(
            state=group_given(NotificationRow.id, _FINAL),
            settled_at=bindparam("now"),
            held_by=None,
            held_until=None,
        )
        .returning(NotificationRow.id)
        .execution_options(synchronize_session=False)
    )


_END_WAITING, _END_HELD = _ending(held=False), _ending(held=True)


async def settle(  # noqa: PLR0913 - whose end, from where, and what a task says about it
    session: AsyncSession,
    ends: Ends,
    *,
    kinds: Mapping[str, Kind],
    now: datetime,
    held_by: str | None = None,
    fault: Exception | None = None,
) -> Set[int]:
    """Write the ends of intents; a task where their kind asks for one, always when parked.

    Only those still waiting (`held_by`: still held by that runner) come to their end: one that was
    taken back meanwhile keeps the end it has. Returns the ids of those that did.
    """
    ids = [one.id for seen in ends.values() for one in seen]
    if not ids:
        return frozenset()
    by_end: dict[str, list[int]] = {end: [one.id for one in ends.get(end, ())] for end in _FINAL}
    ended = frozenset(
        await session.scalars(
            _END_WAITING if held_by is None else _END_HELD,
            {**by_end, "ids": ids, "now": now, "holder": held_by},
        )
    )
    for end, seen in ends.items():
        for one in seen:
            kind = kinds.get(one.kind)
            telling = kind if isinstance(kind, Telling) else None
            untold = end in NOT_TOLD and telling is not None and telling.task
            if one.id in ended and (untold or end is State.PARKED):
                await _hand_to_staff(session, one, end, telling, now, fault)
    return ended


async def _hand_to_staff(  # noqa: PLR0913, PLR0917 - one task
    session: AsyncSession,
    one: Notification,
    end: State,
    telling: Telling | None,
    now: datetime,
    fault: Exception | None,
) -> None:
    holder = telling.holder if telling else None
    await tasks.open_task(
        session,
        subject=one.subject,
        kind="parked" if end is State.PARKED else "not_told",
        key=f"{one.kind}:{one.key}"[:80],
        holder=await holder(session, one.subject) if holder else None,
        due=now + TASK_TIME,
        now=now,
        facts={
            "kind": one.kind,
            "end": end.value,
            "fault": type(fault).__name__ if fault else None,
        },
    )
