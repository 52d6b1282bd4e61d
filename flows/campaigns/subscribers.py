"""Who asked for news: join, see what was asked for, leave without a trace."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from flows.campaigns.tables import CampaignRow, InterestRow, SubscriberRow
from flows.engine import World
from flows.reach import contacts
from flows.reach.tables import NotificationRow

SORT = "news"
KIND = "campaign"
"""The kind of notification in which a campaign goes out; its subject is `campaign:ID`."""

VERSION = 1
"""Raise when the wording of the consent changes."""

TOKEN_BITS = 128


def owner_of(token: str) -> str:
    """The owner of a subscriber's way to be reached."""
    return f"{SORT}:{token}"


def subject(campaign: int) -> str:
    """The name of a campaign among subjects of reaching out."""
    return f"{KIND}:{campaign}"


async def here(session: AsyncSession, world: World) -> SubscriberRow | None:
    """The subscriber of this talk, if there is one."""
    for owner in await contacts.owners(session, world, SORT):
        row: SubscriberRow | None = await session.scalar(
            select(SubscriberRow).where(SubscriberRow.token == owner.partition(":")[2])
        )
        if row is not None:
            return row
    return None


async def interests(session: AsyncSession, row: SubscriberRow) -> Sequence[str]:
    """The groups of topics that a subscriber wants news of."""
    found = await session.scalars(
        select(InterestRow.topic)
        .where(InterestRow.subscriber == row.id)
        .order_by(InterestRow.topic)
    )
    return found.all()


async def join(
    session: AsyncSession, world: World, topics: Sequence[str], place: str | None
) -> None:
    """Write the consent down, with what news are wanted; again sets what is wanted anew."""
    row = await here(session, world)
    if row is None:
        row = SubscriberRow(token=f"{world.random.getrandbits(TOKEN_BITS):032x}")
        session.add(row)
    row.place, row.version, row.given_at = place, VERSION, world.now
    await session.flush()
    await session.execute(delete(InterestRow).where(InterestRow.subscriber == row.id))
    session.add_all(InterestRow(subscriber=row.id, topic=topic) for topic in dict.fromkeys(topics))
    await contacts.keep(session, world, owner_of(row.token))
    await session.flush()


async def leave(session: AsyncSession, world: World) -> int:
    """Delete every subscription of this talk: the wish, the address, each message meant or sent.

    How many messages ended how is kept in the campaigns' own numbers. Returns how many there were.
    """
    owners = await contacts.owners(session, world, SORT)
    for owner in owners:
        await _forget_messages(session, owner)
        token = owner.partition(":")[2]
        await session.execute(delete(SubscriberRow).where(SubscriberRow.token == token))
        await contacts.release(session, owner)
    await session.flush()
    return len(owners)


async def _forget_messages(session: AsyncSession, owner: str) -> None:
    rows = await session.scalars(
        select(NotificationRow).where(
            NotificationRow.tell_to == owner, NotificationRow.kind == KIND
        )
    )
    for message in rows.all():
        number = int(message.subject.partition(":")[2])
        campaign = await session.get(CampaignRow, number, with_for_update=True)
        if campaign is not None:
            campaign.left += 1
            campaign.gone = {
                **campaign.gone,
                message.state: int(campaign.gone.get(message.state, 0)) + 1,
            }
        await session.delete(message)
