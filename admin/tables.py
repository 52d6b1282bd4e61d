"""The tables of the people who work here: accounts, browsers, failed tries, what they did."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, UtcDateTime


class StaffRow(Base):
    """A staff account. `password` is an argon2id hash; `one_time` asks for a new one at sign-in.

    `one_time_until`: when a one-time password ends to be good; None when it does not.
    `code_secret` and `code_pending` are sealed: the key of the code app in use, and of the one that
    is being set up. `code_step` is the last half minute whose code was taken.
    """

    __tablename__ = "admin_staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    password: Mapped[str] = mapped_column(String(200))
    one_time: Mapped[bool]
    password_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    one_time_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_sign_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    code_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    code_pending: Mapped[bytes | None] = mapped_column(LargeBinary)
    code_step: Mapped[int | None]


class RecoveryRow(Base):
    """A recovery code that was not used yet, as a keyed hash."""

    __tablename__ = "admin_recovery"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff: Mapped[int] = mapped_column(ForeignKey("admin_staff.id", ondelete="CASCADE"), index=True)


class StaffSessionRow(Base):
    """A signed-in browser, known by the hash of its random key only.

    `awaits_code`: the password was right, the code of the second step is still to come; such a
    browser is not signed in. `device` is the kind of browser, as "Chrome · Android".
    """

    __tablename__ = "admin_session"

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff: Mapped[int] = mapped_column(ForeignKey("admin_staff.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    awaits_code: Mapped[bool]
    device: Mapped[str] = mapped_column(String(40))


class FailureRow(Base):
    """Failed tries to sign in, by name or by address, whether or not an account has that name.

    `subject` is a hash: people type passwords into the wrong field. Rows go away after a while.
    """

    __tablename__ = "admin_failure"

    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int]
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    forget_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class AuditRow(Base):
    """What someone did. Rows are only ever added; the database itself refuses to change one.

    `staff` and `staff_name` are as they were then; `staff` is None for the console and for
    strangers. `hash` is keyed and covers the row and `previous`, the hash of the row before.
    """

    __tablename__ = "admin_audit"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    staff: Mapped[int | None]
    staff_name: Mapped[str] = mapped_column(String(40), index=True)
    action: Mapped[str] = mapped_column(String(60), index=True)
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(80))
    details: Mapped[dict[str, str | int | bool | None]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64), unique=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
