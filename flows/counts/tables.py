"""The only thing kept of an anonymous talk: how often something happened on a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base


class DailyCountRow(Base):
    """How often something of a kind, about a topic, happened over a channel on a day (local date).

    Replies are counted by their own kind (bot.message.Kind) and topic; what else is counted has a
    name of its own in flows.counts.daily.
    """

    __tablename__ = "bot_daily_count"

    day: Mapped[date] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    topic: Mapped[str] = mapped_column(String(60), primary_key=True)
    count: Mapped[int]
