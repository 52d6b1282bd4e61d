"""Publication: now or on a date, by a second person; and the end of what was published.

What is due is published by whichever process looks first (content.keeper looks in every one of
them); it stands in the store until then, so nothing is lost while no process runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from content import edition
from content.messages import LANGUAGES, mark, translate
from content.revisions import doubts
from content.revisions.drafts import State
from content.revisions.errors import GoneError, RuleError
from content.revisions.people import Hand, Power, is_fixed, require_review
from content.revisions.tables import DraftRow
from content.schema import Topic
from content.tables import RevisionRow, TopicRow

CALENDAR = "(calendar)"
"""The author of the note that takes the place of an answer whose time is over."""

DUE_AT_ONCE = 50
"""What is published in one look; the rest follows at the next."""

FARTHEST = timedelta(days=731)
"""How far ahead a publication or its end may lie."""

LONGEST_AUTHOR = 80
"""Characters of the names of those who wrote a revision."""

_ENDED = mark(
    "The answer to this is out of date and is being checked again. I would rather say nothing "
    "than something wrong. You can ask again in a few days, or talk to a person."
)


@dataclass(frozen=True)
class When:
    """When a draft becomes public (None: now), and when it ends (None: it stays)."""

    begins: datetime | None = None
    ends: datetime | None = None


async def approve(
    session: AsyncSession, draft: DraftRow, hand: Hand, when: When, now: datetime
) -> RevisionRow | None:
    """Publish a draft in review that is held, or set the date for it.

    Returns the revision when it is public now. Raises RuleError.
    """
    require_review(draft.topic, draft.writers, hand, sealed=draft.sealed)
    if draft.state != State.IN_REVIEW:
        raise RuleError(mark("This draft does not wait for review any more."))
    _require_sound(draft.topic, when, now)
    draft.approved_by, draft.ends_at = hand.name, when.ends
    if when.begins is not None and when.begins > now:
        draft.state, draft.publish_at = State.SCHEDULED, when.begins
        return None
    return await _publish(session, draft, now)


def send_back(draft: DraftRow, hand: Hand) -> None:
    """Give a draft in review back to its writers. Raises RuleError."""
    if not hand.may(Power.REVIEW):
        raise RuleError(mark("Your role does not publish. A content reviewer does."))
    if draft.state != State.IN_REVIEW:
        raise RuleError(mark("This draft does not wait for review any more."))
    draft.state = State.DRAFT


async def end(
    session: AsyncSession, topic: str, hand: Hand, ends: datetime | None, now: datetime
) -> None:
    """Set when what is published now ends; None: it stays. Raises GoneError, RuleError.

    One person may do it: to say less is always safe.
    """
    if not hand.may(Power.REVIEW):
        raise RuleError(mark("Your role does not publish. A content reviewer does."))
    _require_sound(topic, When(ends=ends), now)
    row = await session.scalar(_published().where(TopicRow.id == topic).with_for_update())
    if row is None:
        raise GoneError(mark("There is no such topic. It may have another name now."))
    row.ends_at = ends
    await session.flush()


async def publish_due(session: AsyncSession, now: datetime) -> list[str]:
    """Publish what is due, and end what is over; returns the topics that say something new.

    A topic that somebody else holds is left for the next look.
    """
    due = select(DraftRow.topic).where(
        DraftRow.state == State.SCHEDULED, DraftRow.publish_at <= now
    )
    over = (
        select(TopicRow.id)
        .join(RevisionRow, RevisionRow.topic == TopicRow.id)
        .where(RevisionRow.number == TopicRow.published, RevisionRow.ends_at <= now)
    )
    changed = []
    for names, settle in ((due, _publish_due), (over, _end_due)):
        for name in list(await session.scalars(names.limit(DUE_AT_ONCE))):
            held = select(TopicRow).where(TopicRow.id == name).with_for_update(skip_locked=True)
            row = await session.scalar(held)
            if row is not None and await settle(session, row, now):
                changed.append(name)
    return changed


async def _publish_due(session: AsyncSession, row: TopicRow, now: datetime) -> bool:
    draft = await session.get(DraftRow, row.id, with_for_update=True, populate_existing=True)
    if draft is None or draft.publish_at is None or draft.publish_at > now:
        return False
    await _publish(session, draft, now)
    return True


async def _end_due(session: AsyncSession, row: TopicRow, now: datetime) -> bool:
    said = await session.scalar(_published().where(TopicRow.id == row.id))
    if said is None or said.ends_at is None or said.ends_at > now:
        return False
    body = ended(Topic.model_validate(said.body)).model_dump(mode="json", exclude_none=True)
    await _add(session, row.id, body, CALENDAR, None, None, now)
    return True


def ended(topic: Topic) -> Topic:
    """What is said in place of a topic whose time is over."""
    words = {language: translate(language, _ENDED) for language in LANGUAGES}
    return Topic.model_validate(
        {
            "id": topic.id,
            "title": topic.title,
            "status": "checking",
            "reviewed_on": topic.reviewed_on,
            "review_by": topic.review_by,
            "short": words,
            "related": topic.related,
            "keywords": topic.keywords,
        }
    )


def _require_sound(topic: str, when: When, now: datetime) -> None:
    moments = [moment for moment in (when.begins, when.ends) if moment is not None]
    if any(moment > now + FARTHEST for moment in moments):
        raise RuleError(mark("That date is too far away. Two years ahead is the most."))
    if when.ends is None:
        return
    if is_fixed(topic):
        raise RuleError(mark("A fixed text has no last day: people rely on it being there."))
    if when.begins is not None and when.ends <= when.begins:
        raise RuleError(mark("The last day has to come after the first."))


async def _publish(session: AsyncSession, draft: DraftRow, now: datetime) -> RevisionRow:
    topic = Topic.model_validate(draft.body)
    author = ", ".join(draft.writers)[:LONGEST_AUTHOR]
    row = await _add(
        session, draft.topic, draft.body, author, draft.approved_by, draft.ends_at, now
    )
    await doubts.settle(session, topic)
    await session.delete(draft)
    await session.flush()
    return row


async def _add(  # noqa: PLR0913, PLR0917 - what a revision is made of
    session: AsyncSession,
    topic: str,
    body: dict[str, Any],
    author: str,
    approved_by: str | None,
    ends_at: datetime | None,
    now: datetime,
) -> RevisionRow:
    newest = await session.scalar(
        select(func.max(RevisionRow.number)).where(RevisionRow.topic == topic)
    )
    place = await session.get_one(TopicRow, topic, with_for_update=True)
    row = RevisionRow(
        topic=topic,
        number=(newest or 0) + 1,
        author=author,
        approved_by=approved_by,
        published_at=now,
        ends_at=ends_at,
        body=body,
    )
    session.add(row)
    place.published = row.number
    await session.flush()
    await edition.advance(session)
    return row


def _published() -> Any:  # noqa: ANN401 - a select whose type says nothing to a reader
    return (
        select(RevisionRow)
        .join(TopicRow, TopicRow.id == RevisionRow.topic)
        .where(RevisionRow.number == TopicRow.published)
    )
