"""The table of questions that wait to be read by staff."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base


class UnansweredRow(Base):
    """A scrubbed question. `id` is random, so that not even the order of a day tells who asked.

    `day`: local date; `predicted`: the likeliest topic, None while the classifier was away;
    `confidence`: its probability in hundredths.
    """

    __tablename__ = "unanswered_question"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(index=True)
    text: Mapped[str] = mapped_column(String(400))
    predicted: Mapped[str | None] = mapped_column(String(60))
    confidence: Mapped[int]
    why: Mapped[str] = mapped_column(String(20))
