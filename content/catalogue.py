"""What may be said now: the published topics and the documents, in memory and as rows.

The YAML files are the first edition of each topic. A file that changed since it was last read
becomes a new revision; a topic that staff wrote since is left as they made it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from content.files import Library
from content.schema import Document, Status, Topic
from content.tables import DocumentRow, EditionRow, RevisionRow, TopicRow
from store.engine import Store

FILES = "files"
"""The author of revisions that came from the YAML files."""


@dataclass(frozen=True)
class Citation:
    """A source as it is shown: where it stands, since when it holds, when it was last checked."""

    document: str
    article: str | None
    effective_from: date | None
    checked_on: date


@dataclass(frozen=True)
class Catalogue:
    """Every published topic and every document, at one edition. Never changes."""

    edition: int
    topics: Mapping[str, Topic]
    documents: Mapping[str, Document]

    def group(self, name: str) -> list[Topic]:
        """The topics of a group, in the order of the index."""
        return [topic for topic in self.topics.values() if topic.group == name]

    def citations(self, topic: Topic, language: str) -> tuple[Citation, ...]:
        """Each source of a topic once, in the order of its statements."""
        found: dict[tuple[str, str | None], Citation] = {}
        for statement in topic.statements:
            for source in statement.sources:
                document = self.documents[source.document]
                found.setdefault(
                    (source.document, source.article),
                    Citation(
                        document=name_of(document, language),
                        article=source.article,
                        effective_from=statement.effective_from or document.effective_from,
                        checked_on=statement.checked_on,
                    ),
                )
        return tuple(found.values())


EMPTY = Catalogue(edition=0, topics=MappingProxyType({}), documents=MappingProxyType({}))


def name_of(document: Document, language: str) -> str:
    """A document as people cite it: its title, and its number where it has one."""
    title = document.title.in_language(language)
    return f"{title} ({document.number})" if document.number else title


def is_being_checked(topic: Topic) -> bool:
    """Whether the topic only says, honestly, that its answer is not ready."""
    return topic.status is Status.CHECKING


def is_past_review(topic: Topic, today: date) -> bool:
    """Whether the topic should have been read again by someone before `today`."""
    return today > topic.review_by


async def import_files(store: Store, library: Library, now: datetime) -> int:
    """Take the files' documents and topics into the store; returns how many topics changed.

    A topic whose newest revision staff wrote is left alone: their word outranks the files.
    """
    changed = 0
    async with store.transaction() as session:
        moved = await _import_documents(session, library)
        rows = {row.id: row for row in await session.scalars(select(TopicRow))}
        for position, topic in enumerate(library.topics.values()):
            body = topic.model_dump(mode="json", exclude_none=True)
            digest = _digest(body)
            row = rows.get(topic.id)
            if row is None:
                row = TopicRow(id=topic.id, position=position, published=0, imported_digest="")
                session.add(row)
                await session.flush()
            elif row.position != position:
                row.position = position
                moved = True
            if row.imported_digest == digest or not await _is_from_files(session, row):
                continue
            number = row.published + 1
            session.add(
                RevisionRow(
                    topic=topic.id, number=number, author=FILES, published_at=now, body=body
                )
            )
            row.published = number
            row.imported_digest = digest
            changed += 1
        if changed or moved:
            await _next_edition(session)
    return changed


async def _import_documents(session: AsyncSession, library: Library) -> bool:
    rows = {row.id: row for row in await session.scalars(select(DocumentRow))}
    moved = False
    for document in library.documents.values():
        body = document.model_dump(mode="json", exclude_none=True)
        row = rows.get(document.id)
        if row is None:
            session.add(DocumentRow(id=document.id, effective_to=document.effective_to, body=body))
            moved = True
        elif row.body != body:
            row.body = body
            row.effective_to = document.effective_to
            moved = True
    return moved


async def _is_from_files(session: AsyncSession, row: TopicRow) -> bool:
    author = await session.scalar(
        select(RevisionRow.author).where(
            RevisionRow.topic == row.id, RevisionRow.number == row.published
        )
    )
    return author in (None, FILES)


async def _next_edition(session: AsyncSession) -> None:
    row = await session.get(EditionRow, 1)
    if row is None:
        session.add(EditionRow(id=1, number=1))
    else:
        row.number += 1


async def edition(store: Store) -> int:
    """The number of the newest edition; 0 before the first import."""
    async with store.transaction() as session:
        return await session.scalar(select(EditionRow.number)) or 0


async def read(store: Store, only: Collection[str] | None = None) -> Catalogue:
    """The published catalogue; with `only`, those topics alone and the documents they cite."""
    published = (
        select(RevisionRow.body)
        .join(TopicRow, TopicRow.id == RevisionRow.topic)
        .where(RevisionRow.number == TopicRow.published)
        .order_by(TopicRow.position, TopicRow.id)
    )
    cited = select(DocumentRow)
    async with store.transaction() as session:
        number = await session.scalar(select(EditionRow.number)) or 0
        if only is not None:
            published = published.where(TopicRow.id.in_(only))
        topics = [Topic.model_validate(body) for body in await session.scalars(published)]
        if only is not None:
            cited = cited.where(DocumentRow.id.in_(_cited(topics)))
        documents = [Document.model_validate(row.body) for row in await session.scalars(cited)]
    return Catalogue(
        edition=number,
        topics=MappingProxyType({topic.id: topic for topic in topics}),
        documents=MappingProxyType({document.id: document for document in documents}),
    )


def _cited(topics: Collection[Topic]) -> set[str]:
    return {
        source.document
        for topic in topics
        for statement in topic.statements
        for source in statement.sources
    }


def _digest(body: dict[str, object]) -> str:
    packed = json.dumps(body, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(packed.encode()).hexdigest()
