"""The tables of the people who work here: accounts, signed-in browsers, failed tries."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, UtcDateTime


class StaffRow(Base):
    """A staff account. `password` is an argon2id hash; `one_time` asks for a new one at sign-in."""

    __tablename__ = "admin_staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    password: Mapped[str] = mapped_column(String(200))
    one_time: Mapped[bool]
    password_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class StaffSessionRow(Base):
    """A signed-in browser, known by the hash of its random key only."""

    __tablename__ = "admin_session"

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff: Mapped[int] = mapped_column(ForeignKey("admin_staff.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class FailureRow(Base):
    """Failed tries to sign in, by name or by address, whether or not an account has that name.

    `subject` is a hash: people type passwords into the wrong field. Rows go away after a while.
    """

    __tablename__ = "admin_failure"

    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int]
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    forget_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
