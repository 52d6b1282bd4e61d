"""Newer files that wait because staff wrote the same thing: look, take what is wanted, settle."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from content.messages import mark
from content.revisions import drafts
from content.revisions.errors import GoneError, RuleError
from content.revisions.merging import Merged, merge
from content.revisions.people import Hand, Power, require_write
from content.revisions.tables import ShippedRow
from content.schema import Topic
from content.shipping import SHIPPED
from content.tables import RevisionRow

Body = dict[str, Any]


async def waiting(session: AsyncSession, kind: str, name: str) -> ShippedRow:
    """The newer file of a topic or document. Raises GoneError."""
    row = await session.get(ShippedRow, (kind, name))
    if row is None:
        raise GoneError(mark("There is no newer edition waiting here any more."))
    return row


async def names(session: AsyncSession, kind: str) -> frozenset[str]:
    """The ids of topics or documents of which a newer file waits."""
    return frozenset(await session.scalars(select(ShippedRow.name).where(ShippedRow.kind == kind)))


async def merged(session: AsyncSession, topic: str) -> Merged:
    """What staff wrote with what the files changed since they last came. Raises GoneError.

    Where both changed the same thing, staff's words stand.
    """
    row = await waiting(session, "topic", topic)
    draft = await drafts.find(session, topic)
    mine = draft.body if draft else (await drafts.published(session, topic))[1]
    base = await session.scalar(
        select(RevisionRow.body)
        .where(RevisionRow.topic == topic, RevisionRow.author == SHIPPED)
        .order_by(RevisionRow.number.desc())
        .limit(1)
    )
    return merge(base or {}, mine, row.body)


async def take(session: AsyncSession, topic: str, hand: Hand, now: datetime) -> None:
    """Put what the files changed into the draft of a topic. Raises GoneError, RuleError."""
    result = await merged(session, topic)
    draft = await drafts.begin(session, topic, hand, now)
    draft = await drafts.take(session, topic)
    await drafts.save(session, draft, Topic.model_validate(result.body), hand, now)
    await session.delete(await waiting(session, "topic", topic))


async def leave(session: AsyncSession, kind: str, name: str, hand: Hand) -> None:
    """Keep what staff wrote and let the newer file go. Raises GoneError, RuleError."""
    if kind == "topic":
        require_write(name, hand)
    elif not hand.may(Power.REVIEW):
        raise RuleError(mark("Your role does not change the content."))
    await session.delete(await waiting(session, kind, name))
