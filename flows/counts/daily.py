"""Adding to the counts of a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from flows.counts.tables import DailyCountRow
from flows.reach.upsert import insert_into

NOWHERE = "-"
"""The channel of what happens over none."""


class Key(NamedTuple):
    """What is counted: the local day, the channel, the kind and the topic."""

    day: date
    channel: str
    kind: str
    topic: str


async def add(session: AsyncSession, counted: Mapping[Key, int]) -> None:
    """Add to the rows, all of them or none, in the caller's transaction."""
    new = insert_into(session, DailyCountRow)
    added = new.on_conflict_do_update(
        index_elements=Key._fields,
        set_={"count": DailyCountRow.count + new.excluded.count},
    )
    # In one order everywhere, so that two that add at once do not wait for each other for ever.
    for key in sorted(counted):
        await session.execute(added.values(**key._asdict(), count=counted[key]))


async def add_one(session: AsyncSession, day: date, kind: str, topic: str) -> None:
    """Count something that happened once, over no channel."""
    await add(session, {Key(day, NOWHERE, kind, topic): 1})
