"""The tables of what the service says: documents, topics and their revisions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, UtcDateTime


class DocumentRow(Base):
    """A source that statements rest on. `body` is a content.schema.Document."""

    __tablename__ = "content_document"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    effective_to: Mapped[date | None]
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class TopicRow(Base):
    """A topic, its place in menus, and which of its revisions people are told now."""

    __tablename__ = "content_topic"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int]
    published: Mapped[int]
    imported_digest: Mapped[str] = mapped_column(String(64))


class RevisionRow(Base):
    """One edition of a topic; never changed once written. `body` is a content.schema.Topic."""

    __tablename__ = "content_revision"
    __table_args__ = (UniqueConstraint("topic", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(ForeignKey("content_topic.id"), index=True)
    number: Mapped[int]
    author: Mapped[str] = mapped_column(String(80))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class EditionRow(Base):
    """A counter that grows with every publication, so each process sees that there is news."""

    __tablename__ = "content_edition"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
