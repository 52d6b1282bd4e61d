"""What the operator has decided, obtained or verified before real people are served."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from content.before_launch import points
from flows.aftercare.tables import DecisionRow

ASK_ABOUT_USE = "use_question"
"""Until this is decided, no question about use exists and no answer to one is kept (art. 256a)."""


class NoSuchPointError(Exception):
    """content/before_launch.yml has no such point."""


async def record(session: AsyncSession, point: str, *, by: str, note: str, now: datetime) -> None:
    """Record that a point was settled, by whom and how. Raises NoSuchPointError."""
    if point not in {each.id for each in points()}:
        raise NoSuchPointError(point)
    await revoke(session, point)
    session.add(DecisionRow(id=point, decided_at=now, by=by, note=note))
    await session.flush()


async def revoke(session: AsyncSession, point: str) -> None:
    """Take a decision back."""
    await session.execute(delete(DecisionRow).where(DecisionRow.id == point))


async def decided(session: AsyncSession) -> Mapping[str, DecisionRow]:
    """Every decision, by the id of its point."""
    return {row.id: row for row in await session.scalars(select(DecisionRow))}


async def is_decided(session: AsyncSession, point: str) -> bool:
    """Whether a point is settled."""
    return await session.get(DecisionRow, point, populate_existing=True) is not None
