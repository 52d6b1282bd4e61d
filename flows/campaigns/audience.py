"""Who gets a campaign, and how many they are, told only where they are not few."""

from __future__ import annotations

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from flows.campaigns.tables import InterestRow, SubscriberRow
from flows.counts.hiding import FEWEST


def chosen(topic: str | None, place: str | None) -> Select[SubscriberRow]:
    """The subscribers who asked for this topic and this place; None asks for nothing."""
    wanted = select(SubscriberRow)
    if topic is not None:
        mine = select(InterestRow.subscriber).where(InterestRow.topic == topic)
        wanted = wanted.where(SubscriberRow.id.in_(mine))
    if place is not None:
        wanted = wanted.where(SubscriberRow.place == place)
    return wanted


async def size(session: AsyncSession, topic: str | None, place: str | None) -> int | None:
    """How many they are, rounded down to FEWEST; None for fewer than that.

    Rounded, because audiences overlap: by topic and place together one could be told from another.
    """
    found = await session.scalar(select(func.count()).select_from(chosen(topic, place).subquery()))
    count = int(found or 0)
    return None if count < FEWEST else count - count % FEWEST
