"""Take the YAML files that come with the software into the store.

A file that changed becomes a new revision. Where staff wrote the same thing, or have a draft of it,
their word stands and the newer file waits until they looked at it (see content.revisions.shipped).
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from content import edition
from content.files import Library
from content.revisions import doubts
from content.revisions.tables import DraftRow, ShippedRow
from content.schema import Document
from content.tables import DocumentRevisionRow, DocumentRow, RevisionRow, TopicRow
from store.engine import Store

SHIPPED = "(shipped)"
"""The author of what came from the files. No account of staff can have brackets in its name."""

Body = dict[str, Any]


async def import_files(store: Store, library: Library, now: datetime) -> int:
    """Take the files' documents and topics into the store; returns how many topics changed."""
    changed = 0
    async with store.transaction() as session:
        moved, replaced = await _import_documents(session, library, now)
        rows = {row.id: row for row in await session.scalars(select(TopicRow))}
        written = await _written_by_staff(session)
        for position, topic in enumerate(library.topics.values()):
            body = body_of(topic)
            digest = _digest(body)
            row = rows.get(topic.id)
            if row is None:
                row = TopicRow(id=topic.id, position=position, published=0, imported_digest="")
                session.add(row)
                await session.flush()
            elif row.position != position:
                row.position = position
                moved = True
            if row.imported_digest == digest:
                continue
            row.imported_digest = digest
            if topic.id in written:
                await _let_wait(session, "topic", topic.id, body, now)
                continue
            row.published += 1
            await doubts.settle(session, topic)
            session.add(
                RevisionRow(
                    topic=topic.id,
                    number=row.published,
                    author=SHIPPED,
                    published_at=now,
                    body=body,
                )
            )
            changed += 1
        for document in replaced:
            # The files' own topics were written knowing of it; those of staff were not.
            await doubts.open_for(session, document, SHIPPED, now, only=written)
        if changed or moved:
            await edition.advance(session)
    return changed


def body_of(record: BaseModel) -> Body:
    """A topic or document as the store keeps it."""
    return record.model_dump(mode="json", exclude_none=True)


async def _import_documents(
    session: AsyncSession, library: Library, now: datetime
) -> tuple[bool, list[str]]:
    """Whether a document changed, and the ids of those that the files call replaced since."""
    rows = {row.id: row for row in await session.scalars(select(DocumentRow))}
    moved, replaced = False, []
    for document in library.documents.values():
        body = body_of(document)
        digest = _digest(body)
        row = rows.get(document.id)
        if row is None:
            row = DocumentRow(id=document.id, version=0, author=SHIPPED, imported_digest="")
            session.add(row)
        elif row.imported_digest == digest:
            continue
        row.imported_digest = digest
        if row.author != SHIPPED:
            await _let_wait(session, "document", document.id, body, now)
        elif row.version == 0 or row.body != body:
            if row.version and document.replaced_by and not row.body.get("replaced_by"):
                replaced.append(document.id)
            await keep_document(session, row, document, SHIPPED, now)
            moved = True
    return moved, replaced


async def keep_document(
    session: AsyncSession, row: DocumentRow, document: Document, author: str, now: datetime
) -> None:
    """Make `document` the next version of a row."""
    row.body, row.effective_to = body_of(document), document.effective_to
    row.version += 1
    row.author = author
    await session.flush()
    session.add(
        DocumentRevisionRow(
            document=row.id, version=row.version, author=author, saved_at=now, body=row.body
        )
    )


async def _written_by_staff(session: AsyncSession) -> frozenset[str]:
    """The topics whose published revision staff wrote, and those they have a draft of."""
    published = await session.scalars(
        select(TopicRow.id)
        .join(RevisionRow, RevisionRow.topic == TopicRow.id)
        .where(RevisionRow.number == TopicRow.published, RevisionRow.author != SHIPPED)
    )
    drafts = await session.scalars(select(DraftRow.topic))
    return frozenset(published) | frozenset(drafts)


async def _let_wait(session: AsyncSession, kind: str, name: str, body: Body, now: datetime) -> None:
    await session.merge(ShippedRow(kind=kind, name=name, arrived_at=now, body=body))


def _digest(body: Body) -> str:
    packed = json.dumps(body, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(packed.encode()).hexdigest()
