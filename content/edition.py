"""The number that grows with every change of what is said."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from content.tables import EditionRow


async def present(session: AsyncSession) -> int:
    """The number of the newest edition; 0 before the first."""
    return await session.scalar(select(EditionRow.number)) or 0


async def advance(session: AsyncSession) -> None:
    """Begin a new edition: every process reads the catalogue again."""
    row = await session.get(EditionRow, 1, with_for_update=True)
    if row is None:
        session.add(EditionRow(id=1, number=1))
    else:
        row.number += 1
