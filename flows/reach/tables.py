"""The tables of reaching out: contacts, intents, attempts and what staff must do instead."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, UtcDateTime


class ContactRow(Base):
    """One way to reach an owner (`case:12`, `booking:C7K2M`, `staff:lan`).

    `address` is sealed for flows.reach.contacts.PLACE and the channel; `mark` is its blind index.
    `heard_at`: when the owner last wrote from there, for channels that only allow answers.
    """

    __tablename__ = "reach_contact"
    __table_args__ = (UniqueConstraint("owner", "mark"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(String(60), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[bytes] = mapped_column(LargeBinary)
    mark: Mapped[str] = mapped_column(String(64), index=True)
    language: Mapped[str] = mapped_column(String(5))
    reachable: Mapped[bool]
    heard_at: Mapped[datetime] = mapped_column(UtcDateTime)


STILL_WAITS = text("state = 'waiting'")
"""Written out, not with a parameter: only so may a prepared statement use the index of it."""


class NotificationRow(Base):
    """An intent: this `kind` about this `subject` for this `key`, once, not before `due`.

    `state` is a flows.reach.port.State; `ready_at`: when to look at it next; `held_until` and
    `held_by`: the runner that has it now. `tell_to` is the contacts' owner, None for a timer.
    """

    __tablename__ = "reach_notification"
    __table_args__ = (
        UniqueConstraint("subject", "kind", "key"),
        Index("ix_reach_notification_state", "state", "ready_at"),
        Index(
            "ix_reach_notification_waiting",
            "subject",
            sqlite_where=STILL_WAITS,
            postgresql_where=STILL_WAITS,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(80))
    tell_to: Mapped[str | None] = mapped_column(String(60))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    due: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(12))
    ready_at: Mapped[datetime] = mapped_column(UtcDateTime)
    tries: Mapped[int]
    held_by: Mapped[str | None] = mapped_column(String(32))
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AttemptRow(Base):
    """One try to send; written before the try, so that a crash in between leaves its trace."""

    __tablename__ = "reach_attempt"
    __table_args__ = (UniqueConstraint("notification", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    notification: Mapped[int] = mapped_column(
        ForeignKey("reach_notification.id", ondelete="CASCADE")
    )
    number: Mapped[int]
    channel: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(String(12))


class TaskRow(Base):
    """Something that a member of staff must do, about a subject, by a time.

    `holder`: who has it now, `staff:NAME` or `role:ROLE`; `rung`: how far up the ladder it went.
    `facts` names reasons and counts for the page, never what somebody wrote. A task is open until
    `closed_at`; closing needs an `outcome` (flows.reach.tasks.OUTCOMES).
    """

    __tablename__ = "reach_task"
    __table_args__ = (UniqueConstraint("subject", "kind", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(80))
    holder: Mapped[str] = mapped_column(String(60), index=True)
    rung: Mapped[int]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seen_by: Mapped[str | None] = mapped_column(String(40))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    closed_by: Mapped[str | None] = mapped_column(String(40))
    outcome: Mapped[str | None] = mapped_column(String(30))
