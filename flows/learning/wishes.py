"""Topics that staff miss."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from flows.learning.tables import WishRow

MOST_OPEN = 200
"""Wishes that wait at most."""

LONGEST_TITLE = 120
"""Characters of a wish."""


class TooManyWishesError(Exception):
    """MOST_OPEN wishes wait already."""


async def wish(
    session: AsyncSession, title: str, questions: int, author: str, now: datetime
) -> None:
    """Ask for a topic in own words. Raises TooManyWishesError."""
    waiting = await session.scalar(
        select(func.count()).select_from(WishRow).where(WishRow.done_at.is_(None))
    )
    if (waiting or 0) >= MOST_OPEN:
        raise TooManyWishesError
    session.add(WishRow(title=title, questions=questions, author=author, made_at=now))


async def waiting(session: AsyncSession) -> Sequence[WishRow]:
    """The wishes that wait, what most people asked for first."""
    found = await session.scalars(
        select(WishRow)
        .where(WishRow.done_at.is_(None))
        .order_by(WishRow.questions.desc(), WishRow.id)
        .limit(MOST_OPEN)
    )
    return found.all()


async def done(session: AsyncSession, id_: int, now: datetime) -> bool:
    """Close a wish; whether it was open."""
    closed = await session.scalars(
        update(WishRow)
        .where(WishRow.id == id_, WishRow.done_at.is_(None))
        .values(done_at=now)
        .returning(WishRow.id)
    )
    return closed.first() is not None
