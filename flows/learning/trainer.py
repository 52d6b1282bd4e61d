"""Whether anybody can train: seen by the beat that the background leaves."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from flows.learning.tables import TrainerRow
from store.insert import insert_once

ONLY = 1
"""The id of the one row."""

SEEN = timedelta(minutes=2)
"""How long after its last beat a trainer counts as there."""


class Trainer(StrEnum):
    """Who is there to train."""

    ABLE = "able"
    UNABLE = "unable"
    """The background runs where the NLU has no Python of its own."""
    NOBODY = "nobody"


async def trainer_row(session: AsyncSession) -> TrainerRow:
    """The one row, made now if it is not there."""
    row = await session.get(TrainerRow, ONLY)
    if row is None:
        await insert_once(session, TrainerRow, id=ONLY)
        row = await session.get_one(TrainerRow, ONLY)
    return row


async def beat(session: AsyncSession, code: str | None, now: datetime) -> None:
    """Say that a background runs. `code`: names the code and data here; None: it cannot train."""
    row = await trainer_row(session)
    if code is None:
        row.unable_at = now
    else:
        row.able_at, row.code = now, code


async def seen(session: AsyncSession, now: datetime) -> Trainer:
    """Who was there a moment ago."""
    row = await session.get(TrainerRow, ONLY)
    if row and row.able_at and now - row.able_at < SEEN:
        return Trainer.ABLE
    if row and row.unable_at and now - row.unable_at < SEEN:
        return Trainer.UNABLE
    return Trainer.NOBODY
