"""The tables of what the service says: documents, topics and their revisions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, UtcDateTime


class DocumentRow(Base):
    """A source that statements rest on. `body` is a content.schema.Document.

    `version` grows with every change; `author` made the last one.
    """

    __tablename__ = "content_document"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    effective_to: Mapped[date | None]
    version: Mapped[int]
    author: Mapped[str] = mapped_column(String(80))
    imported_digest: Mapped[str] = mapped_column(String(64))
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class DocumentRevisionRow(Base):
    """A document as it stood from `saved_at` on; never changed once written."""

    __tablename__ = "content_document_revision"

    document: Mapped[str] = mapped_column(ForeignKey("content_document.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    author: Mapped[str] = mapped_column(String(80))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class TopicRow(Base):
    """A topic, its place in menus, and which of its revisions people are told now (0: none).

    `saves`: how often a draft of it was saved, ever, so that no draft's version comes twice.
    """

    __tablename__ = "content_topic"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int]
    published: Mapped[int]
    saves: Mapped[int] = mapped_column(default=0)
    imported_digest: Mapped[str] = mapped_column(String(64))


class RevisionRow(Base):
    """One edition of a topic. `body` is a content.schema.Topic, never changed once written.

    `approved_by`: the second person, None where the files or the calendar made it. `ends_at`: when
    it gives way to a note that the answer is being checked, the one thing that may be set later.
    """

    __tablename__ = "content_revision"
    __table_args__ = (UniqueConstraint("topic", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(ForeignKey("content_topic.id"), index=True)
    number: Mapped[int]
    author: Mapped[str] = mapped_column(String(80))
    approved_by: Mapped[str | None] = mapped_column(String(80))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class EditionRow(Base):
    """A counter that grows with every publication, so each process sees that there is news."""

    __tablename__ = "content_edition"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
