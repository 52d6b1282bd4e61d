"""Drafts: one for a topic, saved without loss, handed to another person for review."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from content.messages import mark
from content.revisions.errors import GoneError, RuleError, StaleError
from content.revisions.people import Hand, Power, require_write
from content.revisions.tables import DraftRow, SaveRow
from content.schema import Topic
from content.tables import RevisionRow, TopicRow

MOST_SAVES = 200
"""Saves of one draft that are kept: the newest."""

Body = dict[str, Any]


class State(StrEnum):
    """Where a draft stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    SCHEDULED = "scheduled"


async def find(session: AsyncSession, topic: str) -> DraftRow | None:
    """The draft of a topic."""
    return await session.get(DraftRow, topic)


async def take(session: AsyncSession, topic: str, version: int | None = None) -> DraftRow:
    """The draft of a topic, held until the transaction ends.

    Raises GoneError without one, StaleError when it is not at `version`.
    """
    # The topic is always held first: two who hold in another order would wait for each other.
    await session.get(TopicRow, topic, with_for_update=True)
    draft = await session.get(DraftRow, topic, with_for_update=True, populate_existing=True)
    if draft is None:
        raise GoneError(mark("There is no draft any more: it was published or thrown away."))
    if version is not None and draft.version != version:
        raise StaleError
    return draft


async def begin(session: AsyncSession, topic: str, hand: Hand, now: datetime) -> DraftRow:
    """The draft of a topic; a new one begins as what is published. Raises GoneError, RuleError."""
    require_write(topic, hand)
    if found := await find(session, topic):
        return found
    row, body = await published(session, topic)
    return await write(session, row, body, hand, now)


async def placed(session: AsyncSession, topic: str) -> tuple[TopicRow, Body | None]:
    """A topic, held until the transaction ends, and what it says now, if anything.

    Raises GoneError.
    """
    row = await session.get(TopicRow, topic, with_for_update=True)
    if row is None:
        raise GoneError(mark("There is no such topic. It may have another name now."))
    body = await session.scalar(
        select(RevisionRow.body).where(
            RevisionRow.topic == topic, RevisionRow.number == row.published
        )
    )
    return row, body


async def published(session: AsyncSession, topic: str) -> tuple[TopicRow, Body]:
    """A topic, held until the transaction ends, and what it says now. Raises GoneError."""
    row, body = await placed(session, topic)
    if body is None:
        raise GoneError(mark("There is no such topic. It may have another name now."))
    return row, body


async def create(session: AsyncSession, topic: Topic, hand: Hand, now: datetime) -> DraftRow:
    """The draft of a topic that is new. Raises RuleError."""
    require_write(topic.id, hand)
    row = await session.get(TopicRow, topic.id, with_for_update=True)
    if row and (row.published or await find(session, topic.id)):
        raise RuleError(mark("There is a topic of that name already."))
    if row is None:
        last = await session.scalar(select(func.max(TopicRow.position))) or 0
        row = TopicRow(id=topic.id, position=last + 1, published=0, saves=0, imported_digest="")
        session.add(row)
        await session.flush()
    return await write(session, row, body_of(topic), hand, now)


async def write(
    session: AsyncSession, row: TopicRow, body: Mapping[str, Any], hand: Hand, now: datetime
) -> DraftRow:
    """Begin a draft with a body, where there is none. Raises RuleError where there is one."""
    require_write(row.id, hand)
    if await find(session, row.id):
        raise RuleError(mark("There is a draft of this topic already."))
    row.saves += 1
    draft = DraftRow(
        topic=row.id,
        version=row.saves,
        base=row.published,
        state=State.DRAFT,
        writers=[],
        sealed=False,
        saved_at=now,
        body=dict(body),
    )
    session.add(draft)
    await session.flush()
    # Who only opened it has not written anything yet; the first save is what it began as.
    await _keep(session, draft, hand.name)
    return draft


async def save(
    session: AsyncSession, draft: DraftRow, topic: Topic, hand: Hand, now: datetime
) -> None:
    """Make a checked topic the next version of a draft that is held (`take`). Raises RuleError.

    A draft that was in review is a draft again: what is reviewed is what is published.
    """
    require_write(draft.topic, hand)
    if draft.state == State.SCHEDULED:
        raise RuleError(mark("This waits to be published. Take it back first, then change it."))
    row = await session.get_one(TopicRow, draft.topic, with_for_update=True)
    row.saves += 1
    draft.version, draft.saved_at, draft.body = row.saves, now, body_of(topic)
    draft.state = State.DRAFT
    draft.sealed = draft.sealed or hand.may(Power.SEAL)
    if hand.name not in draft.writers:
        draft.writers = [*draft.writers, hand.name]
    await session.flush()
    await _keep(session, draft, hand.name)


def hand_in(draft: DraftRow, hand: Hand) -> None:
    """Ask for review. Raises RuleError."""
    require_write(draft.topic, hand)
    if draft.state != State.DRAFT:
        raise RuleError(mark("This is no open draft any more. Please load the page again."))
    if not draft.writers:
        raise RuleError(mark("Nothing has been changed yet. Save a change first."))
    draft.state = State.IN_REVIEW


def take_back(draft: DraftRow, hand: Hand) -> None:
    """Make what waits for review or publication an open draft again. Raises RuleError."""
    require_write(draft.topic, hand)
    draft.state = State.DRAFT
    draft.approved_by = draft.publish_at = draft.ends_at = None


async def discard(session: AsyncSession, draft: DraftRow, hand: Hand) -> None:
    """Throw a draft away; what is published stays. Raises RuleError."""
    require_write(draft.topic, hand)
    if draft.state != State.DRAFT:
        raise RuleError(mark("Take it back first: it waits for somebody."))
    await session.delete(draft)


async def saved(session: AsyncSession, topic: str, version: int) -> Body | None:
    """The present draft as it was at a version; None where that is not known any more."""
    row = await session.get(SaveRow, (topic, version))
    return row.body if row else None


def body_of(topic: Topic) -> Body:
    """A topic as the store keeps it."""
    return topic.model_dump(mode="json", exclude_none=True)


def fresh(name: str, title: str, today: date, review_by: date) -> Topic:
    """A topic that says nothing yet but that its answer is being written.

    Raises pydantic.ValidationError for a name or title that cannot be one.
    """
    return Topic.model_validate(
        {
            "id": name,
            "title": {"vi": title},
            "status": "checking",
            "reviewed_on": today,
            "review_by": review_by,
            "short": {"vi": title},
        }
    )


async def _keep(session: AsyncSession, draft: DraftRow, author: str) -> None:
    session.add(
        SaveRow(
            topic=draft.topic,
            version=draft.version,
            author=author,
            saved_at=draft.saved_at,
            body=draft.body,
        )
    )
    await session.flush()
    kept = (
        select(SaveRow.version)
        .where(SaveRow.topic == draft.topic)
        .order_by(SaveRow.version.desc())
        .offset(MOST_SAVES)
        .limit(1)
    )
    oldest = await session.scalar(kept)
    if oldest is not None:
        await session.execute(
            delete(SaveRow).where(SaveRow.topic == draft.topic, SaveRow.version <= oldest)
        )
