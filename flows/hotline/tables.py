"""The table of calls. No name, no number; a free note is sealed and goes after a while."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, UtcDateTime


class CallRow(Base):
    """A call that somebody answered; `caller` to `referral` are flows.hotline.words.

    `once` names the form it came from, so that sending it twice writes it once. `note` is sealed
    for flows.hotline.calls.place and gone after `note_until`.
    """

    __tablename__ = "hotline_call"
    __table_args__ = (Index("ix_hotline_call_at", "at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    once: Mapped[str] = mapped_column(String(40), unique=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column("by_whom", String(40))
    commune: Mapped[str | None] = mapped_column(String(60))
    caller: Mapped[str] = mapped_column(String(20))
    topic: Mapped[str] = mapped_column(String(20))
    need: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[str] = mapped_column(String(20))
    referral: Mapped[str] = mapped_column(String(20))
    note: Mapped[bytes | None] = mapped_column(LargeBinary)
    note_until: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
