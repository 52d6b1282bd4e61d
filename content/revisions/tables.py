"""The tables of work on the content: drafts, talk about them, doubts, what the files brought."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, UtcDateTime


class DraftRow(Base):
    """The one draft of a topic. `body` is a content.schema.Topic.

    `version` grows with every save. `base`: the revision it began from, 0 for a new topic.
    `writers`: everybody who changed it, none of whom may publish it. `sealed`: whether one of them
    may seal fixed texts. `publish_at` is set once it is approved for a later moment.
    """

    __tablename__ = "content_draft"

    topic: Mapped[str] = mapped_column(ForeignKey("content_topic.id"), primary_key=True)
    version: Mapped[int]
    base: Mapped[int]
    state: Mapped[str] = mapped_column(String(20), index=True)
    writers: Mapped[list[str]] = mapped_column(JSON)
    sealed: Mapped[bool]
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    approved_by: Mapped[str | None] = mapped_column(String(80))
    publish_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class SaveRow(Base):
    """A draft as it was saved once, so that two people's changes to it can be put together."""

    __tablename__ = "content_draft_save"

    topic: Mapped[str] = mapped_column(
        ForeignKey("content_draft.topic", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True)
    author: Mapped[str] = mapped_column(String(80))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class CommentRow(Base):
    """What staff say to each other about a topic."""

    __tablename__ = "content_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(ForeignKey("content_topic.id"), index=True)
    author: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    text: Mapped[str] = mapped_column(String(1000))


class DoubtRow(Base):
    """A task: a topic rests on a document that was replaced, and nobody has looked since."""

    __tablename__ = "content_doubt"
    __table_args__ = (UniqueConstraint("topic", "document"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(ForeignKey("content_topic.id"))
    document: Mapped[str] = mapped_column(ForeignKey("content_document.id"), index=True)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_by: Mapped[str] = mapped_column(String(80))


class ShippedRow(Base):
    """A newer file that waits for staff, because they wrote (or write) the same thing themselves.

    `kind`: "topic" or "document".
    """

    __tablename__ = "content_shipped"

    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    arrived_at: Mapped[datetime] = mapped_column(UtcDateTime)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
