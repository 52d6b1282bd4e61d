"""When a document is replaced, what rests on it is doubted until someone looked at it again.

A doubt is a task for staff and a sentence in the public answer, both from the same moment on. It
ends when a text is published in which no statement that cites the document was checked before the
doubt began: the source was changed, or somebody read it again and says so by the date.
"""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from content.home import HOME_ZONE
from content.revisions.tables import DoubtRow
from content.schema import Topic
from content.tables import RevisionRow, TopicRow


async def open_for(
    session: AsyncSession,
    document: str,
    by: str,
    now: datetime,
    only: Container[str] | None = None,
) -> list[str]:
    """Doubt every published topic (of `only`) that rests on a document; returns their ids."""
    known = set(await session.scalars(select(DoubtRow.topic).where(DoubtRow.document == document)))
    published = await session.execute(
        select(TopicRow.id, RevisionRow.body)
        .join(RevisionRow, RevisionRow.topic == TopicRow.id)
        .where(RevisionRow.number == TopicRow.published)
        .order_by(TopicRow.id)
    )
    found = [
        name
        for name, body in published
        if (only is None or name in only) and cites(Topic.model_validate(body), document)
    ]
    session.add_all(
        DoubtRow(topic=name, document=document, opened_at=now, opened_by=by)
        for name in found
        if name not in known
    )
    return found


async def settle(session: AsyncSession, topic: Topic) -> None:
    """End the doubts about a topic that the text published now leaves no room for."""
    rows = await session.scalars(select(DoubtRow).where(DoubtRow.topic == topic.id))
    over = [row.id for row in rows if not stale_statements(topic, row.document, row.opened_at)]
    if over:
        await session.execute(delete(DoubtRow).where(DoubtRow.id.in_(over)))


def cites(topic: Topic, document: str) -> bool:
    """Whether a statement of the topic rests on a document."""
    return any(
        source.document == document
        for statement in topic.statements
        for source in statement.sources
    )


def stale_statements(topic: Topic, document: str, since: datetime) -> list[int]:
    """The places (from 0) of statements on a document that nobody checked since a moment.

    The day of the replacement counts as checked: dates have no hours.
    """
    day = since.astimezone(HOME_ZONE).date()
    return [
        at
        for at, statement in enumerate(topic.statements)
        if statement.checked_on < day
        and any(source.document == document for source in statement.sources)
    ]
