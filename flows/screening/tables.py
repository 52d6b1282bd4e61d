"""What is kept of self-screenings: counts by day, and results that a person holds the code of."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, UtcDateTime


class ScreeningCountRow(Base):
    """How many screenings of a day (local date) ended in a band.

    `substance`: a group of substances, `any` for the highest band of a person.
    """

    __tablename__ = "screening_count"

    day: Mapped[date] = mapped_column(primary_key=True)
    age: Mapped[str] = mapped_column(String(10), primary_key=True)
    substance: Mapped[str] = mapped_column(String(20), primary_key=True)
    band: Mapped[str] = mapped_column(String(20), primary_key=True)
    count: Mapped[int]


class ScreeningResultRow(Base):
    """A result to come back to: bands alone, sealed, by the blind index of its code."""

    __tablename__ = "screening_result"

    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    result: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
