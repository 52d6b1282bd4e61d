"""The only thing kept of an anonymous talk: how often each topic was answered on a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base


class DailyCountRow(Base):
    """How many replies of a kind about a topic went out over a channel on a day (local date)."""

    __tablename__ = "bot_daily_count"

    day: Mapped[date] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    topic: Mapped[str] = mapped_column(String(60), primary_key=True)
    count: Mapped[int]
