"""What a topic said before: its revisions, and what people were told on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from content.catalogue import Catalogue
from content.home import HOME_ZONE
from content.messages import mark
from content.revisions import drafts
from content.revisions.drafts import Body
from content.revisions.errors import GoneError
from content.revisions.people import Hand
from content.revisions.tables import DraftRow
from content.schema import Document, Topic
from content.tables import DocumentRevisionRow, DocumentRow, RevisionRow

PAGE = 20
"""Revisions on a page."""


@dataclass(frozen=True)
class Shown:
    """Revisions, newest first. `older`: the number to ask for next, None at the end."""

    rows: Sequence[RevisionRow]
    older: int | None


async def page(session: AsyncSession, topic: str, before: int | None = None) -> Shown:
    """The newest PAGE revisions of a topic, or those before a number."""
    found = select(RevisionRow).where(RevisionRow.topic == topic)
    if before is not None:
        found = found.where(RevisionRow.number < before)
    found = found.order_by(RevisionRow.number.desc()).limit(PAGE + 1)
    rows = list(await session.scalars(found))
    return Shown(rows[:PAGE], rows[PAGE - 1].number if len(rows) > PAGE else None)


async def revision(session: AsyncSession, topic: str, number: int) -> RevisionRow:
    """One revision. Raises GoneError."""
    row = await session.scalar(
        select(RevisionRow).where(RevisionRow.topic == topic, RevisionRow.number == number)
    )
    if row is None:
        raise GoneError(mark("There is no such revision."))
    return row


async def said_on(session: AsyncSession, topic: str, day: date) -> list[RevisionRow]:
    """What people were told on a day of the home zone, in order: all that was public then."""
    begins = datetime.combine(day, time(), HOME_ZONE)
    ends = begins + timedelta(days=1)
    of_topic = select(RevisionRow).where(RevisionRow.topic == topic)
    before = await session.scalar(
        of_topic.where(RevisionRow.published_at < begins)
        .order_by(RevisionRow.number.desc())
        .limit(1)
    )
    during = await session.scalars(
        of_topic.where(RevisionRow.published_at >= begins, RevisionRow.published_at < ends)
        .order_by(RevisionRow.number)
        .limit(PAGE)
    )
    return [*([before] if before else []), *during]


async def as_of(session: AsyncSession, row: RevisionRow, day: date) -> Catalogue:
    """A revision as a catalogue of one topic, its documents as they stood at the end of a day.

    Of a document that was not written down yet by then, the first version is taken.
    """
    topic = Topic.model_validate(row.body)
    cited = {source.document for one in topic.statements for source in one.sources}
    ends = datetime.combine(day, time(), HOME_ZONE) + timedelta(days=1)
    rows = await session.scalars(
        select(DocumentRevisionRow)
        .where(DocumentRevisionRow.document.in_(cited))
        .order_by(DocumentRevisionRow.document, DocumentRevisionRow.version)
    )
    documents: dict[str, Document] = {}
    for found in rows:
        if found.document not in documents or found.saved_at < ends:
            documents[found.document] = Document.model_validate(found.body)
    return Catalogue(row.number, MappingProxyType({topic.id: topic}), MappingProxyType(documents))


async def restore(
    session: AsyncSession, topic: str, number: int, hand: Hand, now: datetime
) -> DraftRow:
    """A draft that says what a revision said. It is published like any other draft.

    Raises GoneError, and RuleError where there is a draft already.
    """
    old = await revision(session, topic, number)
    row, _ = await drafts.published(session, topic)
    draft = await drafts.write(session, row, old.body, hand, now)
    await drafts.save(session, draft, Topic.model_validate(old.body), hand, now)
    return draft


async def base_of(session: AsyncSession, topic: str, number: int) -> Body | None:
    """The text of a revision that a draft began from; None for a topic that was new."""
    return await session.scalar(
        select(RevisionRow.body).where(RevisionRow.topic == topic, RevisionRow.number == number)
    )


async def documents(session: AsyncSession) -> dict[str, Document]:
    """Every document as it stands now, by id."""
    rows = await session.scalars(select(DocumentRow).order_by(DocumentRow.id))
    return {row.id: Document.model_validate(row.body) for row in rows}
