"""Read what waits, and take it away once it was decided."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from flows.unanswered.keep import Why
from flows.unanswered.tables import UnansweredRow


@dataclass(frozen=True)
class Kept:
    """A question that waits. `confidence`: in hundredths."""

    id: int
    day: date
    text: str
    predicted: str | None
    confidence: int
    why: Why


async def count(session: AsyncSession) -> int:
    """How many wait."""
    return await session.scalar(select(func.count()).select_from(UnansweredRow)) or 0


async def newest(session: AsyncSession, most: int) -> list[Kept]:
    """The newest `most` questions; those of one day in no order that means anything."""
    rows = await session.scalars(
        select(UnansweredRow).order_by(UnansweredRow.day.desc(), UnansweredRow.id).limit(most)
    )
    return [_kept(row) for row in rows]


async def take(session: AsyncSession, ids: Collection[int]) -> list[Kept]:
    """Take questions away and return them; those that somebody else took are left out."""
    rows = await session.scalars(
        delete(UnansweredRow).where(UnansweredRow.id.in_(ids)).returning(UnansweredRow)
    )
    return sorted((_kept(row) for row in rows), key=lambda kept: kept.id)


def _kept(row: UnansweredRow) -> Kept:
    return Kept(row.id, row.day, row.text, row.predicted, row.confidence, Why(row.why))
