"""Sending a campaign: one message for each who asked, in time with quiet hours and the rate.

A timer means the messages batch by batch; flows.reach.runner sends them. The unique key of a
message is the campaign and the subscriber, so that nobody gets it twice whatever breaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from content.messages import mark
from flows.campaigns.audience import chosen
from flows.campaigns.states import ENDS, SENDS, State
from flows.campaigns.subscribers import KIND, owner_of, subject
from flows.campaigns.tables import CampaignRow, SubscriberRow
from flows.counts.daily import Kind as Counted
from flows.counts.daily import add_one, day_of
from flows.engine import Begin, Text
from flows.reach.port import (
    DAYTIME,
    Intent,
    Kind,
    Notification,
    Saying,
    Telling,
    Timer,
    each_done,
    intend,
    intend_all,
)
from flows.reach.port import State as Sending
from flows.reach.quiet import allowed_from
from flows.reach.tables import NotificationRow

GO = "campaign_go"
BATCH = 500
"""Messages meant in one transaction."""

EXPIRES = timedelta(days=2)
"""How long after its time a message may still go out."""

UNDER_WAY = (Sending.WAITING, Sending.SENDING)

NEXT_LOOK = timedelta(minutes=10)
"""How long after the last message was due it is asked whether all have ended."""


def slots(start: datetime, per_minute: int) -> Iterator[datetime]:
    """When messages are due, one after another: no faster than the rate, never in quiet hours."""
    at = allowed_from(start, DAYTIME)
    while True:
        yield at
        at = allowed_from(at + timedelta(minutes=1) / per_minute, DAYTIME)


async def plan(session: AsyncSession, row: CampaignRow, at: datetime) -> None:
    """Mean to go on with a campaign at a moment."""
    key = f"{row.version}:{row.cursor}:{at.isoformat()}"
    await intend(session, subject=subject(row.id), kind=GO, due=at, key=key)


async def ended(session: AsyncSession, row: CampaignRow) -> dict[str, int]:
    """How many messages of a campaign are in which state, of people who left since too."""
    if row.results is not None:
        return {state: int(count) for state, count in row.results.items()}
    found = await session.execute(
        select(NotificationRow.state, func.count())
        .where(NotificationRow.subject == subject(row.id), NotificationRow.kind == KIND)
        .group_by(NotificationRow.state)
    )
    counts = {str(state): int(count) for state, count in found}
    for state, count in row.gone.items():
        # What was still to come when its person left is taken back.
        end = Sending.WITHDRAWN if state in UNDER_WAY else state
        counts[end] = counts.get(end, 0) + int(count)
    return counts


async def _go(session: AsyncSession, seen: Notification, now: datetime) -> None:
    number = int(seen.subject.partition(":")[2])
    row = await session.get(CampaignRow, number, with_for_update=True, populate_existing=True)
    if row is None or row.results is not None:
        return
    if row.state in SENDS and await _mean_some(session, row, now):
        return
    if await _is_under_way(session, seen.subject):
        await plan(session, row, now + NEXT_LOOK)
    elif row.state in ENDS:
        if row.state == State.RUNNING:
            row.state = State.DONE
        row.results = await ended(session, row)
        sent = row.results.get(Sending.SENT, 0)
        await add_one(session, day_of(now), Counted.CAMPAIGN, "sent", sent)


async def _mean_some(session: AsyncSession, row: CampaignRow, now: datetime) -> bool:
    """Mean the messages of the next batch; whether there were any."""
    row.state = State.RUNNING
    wanted = chosen(row.topic, row.place).where(SubscriberRow.id > row.cursor)
    found = (await session.scalars(wanted.order_by(SubscriberRow.id).limit(BATCH))).all()
    if not found:
        return False
    times, last, intents = slots(max(now, row.send_at), row.per_minute), now, []
    for subscriber, last in zip(found, times, strict=False):
        to, data = owner_of(subscriber.token), {"campaign": row.id}
        intents.append(Intent(subject(row.id), KIND, last, subscriber.token, data, to))
    await intend_all(session, intents)
    row.cursor = found[-1].id
    await plan(session, row, next(times) if len(found) == BATCH else last + NEXT_LOOK)
    return True


async def _is_under_way(session: AsyncSession, name: str) -> bool:
    waiting = select(func.count(NotificationRow.id)).where(
        NotificationRow.subject == name,
        NotificationRow.kind == KIND,
        NotificationRow.state.in_(UNDER_WAY),
    )
    return bool(await session.scalar(waiting))


async def _still_due(session: AsyncSession, seen: Sequence[Notification]) -> Set[int]:
    campaigns = {int(one.data["campaign"]) for one in seen}
    running = select(CampaignRow.id).where(
        CampaignRow.id.in_(campaigns), CampaignRow.state.in_(SENDS)
    )
    asking = select(SubscriberRow.token).where(SubscriberRow.token.in_([one.key for one in seen]))
    sent, tokens = set(await session.scalars(running)), set(await session.scalars(asking))
    return {one.id for one in seen if int(one.data["campaign"]) in sent and one.key in tokens}


def saying(seen: Notification) -> Saying:
    """What shows on a lock screen: that there is something, not what it is about."""
    return Saying(
        Text(mark("Hello! There is something new that you asked to hear of.")),
        (
            Begin("read_news", Text(mark("Read the news")), {"id": str(seen.data["campaign"])}),
            Begin("stop_news", Text(mark("No more of this"))),
        ),
    )


KINDS: tuple[Kind, ...] = (Timer(GO, each_done(_go)), Telling(KIND, saying, _still_due, EXPIRES))
