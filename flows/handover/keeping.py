"""How talks end, how long they are kept, and that they are forgotten when the person says so."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from flows.engine import World
from flows.handover import calling, talks
from flows.handover.rules import handover_rules
from flows.handover.states import OPEN, SERVICE, State, subject
from flows.handover.tables import MessageRow, TalkRow
from flows.reach import contacts, port, tasks
from store.engine import Store

MOST_AT_ONCE = 200
"""Most talks that one round of tidying deletes or ends; what is left goes in the next."""


async def finish(session: AsyncSession, talk: TalkRow, by: str, now: datetime) -> None:
    """End a talk: nobody waits, nobody listens; note when everything of it is deleted."""
    await calling.end_wait(session, talk, by, now)
    talk.state, talk.listening, talk.mark = State.ENDED, False, None
    talk.ended_at, talk.ended_by, talk.last_at = now, by, now
    talk.delete_after = now + timedelta(days=handover_rules().kept_days)
    await session.flush()


async def forget(session: AsyncSession, world: World) -> int:
    """Delete every talk of whoever writes here; returns how many there were."""
    found = await talks.all_of(session, world)
    for talk in found:
        await delete(session, talk)
    return len(found)


async def held(session: AsyncSession, world: World) -> tuple[int, datetime | None]:
    """How many messages are kept of whoever writes here, and when the last of them goes.

    None: a talk is still open, so that its time has not begun.
    """
    found = await talks.all_of(session, world)
    count = await session.scalar(
        select(func.count())
        .select_from(MessageRow)
        .where(MessageRow.talk.in_([talk.id for talk in found]), MessageRow.private.is_(False))
    )
    ends = [talk.delete_after for talk in found]
    known = [end for end in ends if end is not None]
    return count or 0, max(known) if known and len(known) == len(ends) else None


async def delete(session: AsyncSession, talk: TalkRow) -> None:
    """Delete a talk, what was written in it, how the person is reached, tasks and intents."""
    name = subject(talk.id)
    await port.forget(session, subject=name)
    await tasks.drop(session, name)
    await contacts.release(session, name)
    await session.delete(talk)
    await session.flush()


async def purge(store: Store, now: datetime) -> int:
    """End talks in which nobody wrote for long, delete those past their time; returns how many."""
    silent = now - timedelta(days=handover_rules().idle_days)
    async with store.transaction() as session:
        for talk in await session.scalars(
            select(TalkRow)
            .where(TalkRow.state.in_(OPEN), TalkRow.last_at <= silent)
            .limit(MOST_AT_ONCE)
            .with_for_update(skip_locked=True)
        ):
            await finish(session, talk, SERVICE, now)
        gone = list(
            await session.scalars(
                select(TalkRow)
                .where(TalkRow.delete_after <= now)
                .limit(MOST_AT_ONCE)
                .with_for_update(skip_locked=True)
            )
        )
        for talk in gone:
            await delete(session, talk)
    return len(gone)
