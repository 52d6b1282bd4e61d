"""Keep questions for a month, and never more than a few thousand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from content.home import HOME_ZONE
from flows.unanswered.tables import UnansweredRow
from store.engine import Store

KEPT_DAYS = 30

MOST_KEPT = 5_000
"""Questions that wait at most; the oldest go."""

LONGEST = 300
"""Characters of a question; a longer text is a story, and a story points at somebody."""

LARGEST_ID = 2**53 - 1
"""Ids are drawn below it: exact in every database and script."""


class Why(StrEnum):
    """What was wrong with the answer."""

    UNSURE = "unsure"
    """Nothing reached its threshold: topics were offered."""

    NOT_OURS = "not_ours"
    """It was called another subject."""

    AWAY = "away"
    """The classifier did not answer."""


@dataclass(frozen=True)
class Question:
    """A scrubbed question and what was predicted; `at` is rounded to its day when it is kept."""

    text: str
    predicted: str | None
    confidence: float
    why: Why
    at: datetime


async def keep(store: Store, questions: Sequence[Question], random: Random) -> int:
    """Put down those that are not too long; returns how many."""
    rows = [
        UnansweredRow(
            id=random.randint(1, LARGEST_ID),
            day=question.at.astimezone(HOME_ZONE).date(),
            text=question.text,
            predicted=question.predicted,
            confidence=round(100 * question.confidence),
            why=question.why,
        )
        for question in questions
        if question.text and len(question.text) <= LONGEST
    ]
    if rows:
        async with store.transaction() as session:
            session.add_all(rows)
    return len(rows)


async def purge(store: Store, now: datetime) -> int:
    """Delete the questions whose month is over, and the oldest beyond MOST_KEPT; how many."""
    last = now.astimezone(HOME_ZONE).date() - timedelta(days=KEPT_DAYS)
    async with store.transaction() as session:
        old = await session.scalars(
            delete(UnansweredRow).where(UnansweredRow.day <= last).returning(UnansweredRow.id)
        )
        return len(old.all()) + await _delete_oldest(session)


async def _delete_oldest(session: AsyncSession) -> int:
    excess = (
        await session.scalar(select(func.count()).select_from(UnansweredRow)) or 0
    ) - MOST_KEPT
    if excess <= 0:
        return 0
    oldest = (
        select(UnansweredRow.id).order_by(UnansweredRow.day, UnansweredRow.id).limit(excess)
    ).scalar_subquery()
    gone = await session.scalars(
        delete(UnansweredRow).where(UnansweredRow.id.in_(oldest)).returning(UnansweredRow.id)
    )
    return len(gone.all())
