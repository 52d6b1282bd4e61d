"""The tables of talks with a counsellor, and of who is on duty when."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, UtcDateTime

TALK = "handover_talk.id"


class TalkRow(Base):
    """A talk handed over to a counsellor; `state` is a flows.handover.states.State.

    `code` names it among staff. `mark`: the blind index of where the person writes, while it is
    open, so that there is one open talk for each. `listening`: whether what the person writes goes
    to staff. `holder`: the account that has it. `topic`: what was asked about last, if the person
    agreed to tell. `heard_at`: when the person last wrote. `waits_since`, `promised_at`: since when
    they wait for an answer and by when one was promised; `stretch` counts these waits. `danger_at`:
    when the safety net last saw danger. `delete_after`: when everything of it goes.
    """

    __tablename__ = "handover_talk"
    __table_args__ = (
        Index("ix_handover_talk_state", "state", "last_at", "id"),
        Index("ix_handover_talk_holder", "holder", "state", "last_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    mark: Mapped[str | None] = mapped_column(String(64), unique=True)
    channel: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(5))
    state: Mapped[str] = mapped_column(String(10))
    listening: Mapped[bool]
    holder: Mapped[str | None] = mapped_column(String(40))
    topic: Mapped[str | None] = mapped_column(String(60))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    heard_at: Mapped[datetime] = mapped_column(UtcDateTime)
    waits_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    promised_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stretch: Mapped[int]
    danger_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(String(40))
    delete_after: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)


class MessageRow(Base):
    """A message of a talk; `text` is sealed for flows.handover.threads.place.

    `staff`: the account that wrote it, None for the person; `private`: a note among staff. `key`
    makes writing it idempotent. `seen_at`: when the other side had it before them.
    """

    __tablename__ = "handover_message"
    __table_args__ = (UniqueConstraint("talk", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    talk: Mapped[int] = mapped_column(ForeignKey(TALK, ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(80))
    staff: Mapped[str | None] = mapped_column(String(40))
    private: Mapped[bool]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    text: Mapped[bytes] = mapped_column(LargeBinary)


class ShiftRow(Base):
    """Hours of every week in which an account answers; see flows.handover.duty.Shift."""

    __tablename__ = "handover_shift"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff: Mapped[str] = mapped_column(String(40))
    weekday: Mapped[int]
    opens: Mapped[int]
    closes: Mapped[int]
    rank: Mapped[int]


class DayRow(Base):
    """A day that is other than the calendar says: kept although a holiday, or closed."""

    __tablename__ = "handover_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    kept: Mapped[bool]
    note: Mapped[str] = mapped_column(String(100))


class RosterRow(Base):
    """The roster's version, so that two who change it at once do not undo each other."""

    __tablename__ = "handover_roster"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]
