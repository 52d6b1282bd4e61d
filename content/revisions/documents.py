"""Staff keep the documents: add one, correct one, say what replaced it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from content import edition
from content.messages import mark
from content.revisions import doubts, history
from content.revisions.checking import check_document
from content.revisions.errors import FaultyError, GoneError, RuleError, StaleError
from content.revisions.people import Hand, Power
from content.schema import Document
from content.shipping import keep_document
from content.tables import DocumentRow


async def find(session: AsyncSession, name: str) -> tuple[Document, DocumentRow]:
    """A document and its row. Raises GoneError."""
    row = await session.get(DocumentRow, name)
    if row is None:
        raise GoneError(mark("There is no such document."))
    return Document.model_validate(row.body), row


async def add(
    session: AsyncSession, body: Mapping[str, Any], hand: Hand, now: datetime
) -> Document:
    """Add a document. No answer rests on it yet. Raises RuleError, FaultyError."""
    if not hand.may(Power.WRITE):
        raise RuleError(mark("Your role does not change the content."))
    document = await _checked(session, body)
    if await session.get(DocumentRow, document.id):
        raise RuleError(mark("There is a document of that name already."))
    row = DocumentRow(id=document.id, version=0, imported_digest="")
    session.add(row)
    await _keep(session, row, document, hand, now)
    return document


async def change(
    session: AsyncSession, version: int, body: Mapping[str, Any], hand: Hand, now: datetime
) -> list[str]:
    """Change a document, which people see at once; returns the topics that are doubted from now on.

    Topics are doubted when the document was replaced or got a last day. `version`: what the change
    was made from. Raises RuleError, FaultyError, GoneError, StaleError.
    """
    if not hand.may(Power.REVIEW):
        raise RuleError(
            mark("People see documents at once. Only a reviewer or an administrator changes them.")
        )
    document = await _checked(session, body)
    row = await session.get(DocumentRow, document.id, with_for_update=True)
    if row is None:
        raise GoneError(mark("There is no such document."))
    if row.version != version:
        raise StaleError
    before = Document.model_validate(row.body)
    await _keep(session, row, document, hand, now)
    if not loses_ground(before, document):
        return []
    return await doubts.open_for(session, document.id, hand.name, now)


def loses_ground(before: Document, after: Document) -> bool:
    """Whether what rests on a document has to be looked at again after a change."""
    return bool(
        (after.replaced_by and after.replaced_by != before.replaced_by)
        or (after.effective_to and after.effective_to != before.effective_to)
    )


async def _checked(session: AsyncSession, body: Mapping[str, Any]) -> Document:
    document, faults = check_document(body, await history.documents(session))
    if document is None or faults:
        raise FaultyError(faults)
    return document


async def _keep(
    session: AsyncSession, row: DocumentRow, document: Document, hand: Hand, now: datetime
) -> None:
    await keep_document(session, row, document, hand.name, now)
    await session.flush()
    await edition.advance(session)
