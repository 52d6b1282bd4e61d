"""What staff say to each other about a topic."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from content.messages import mark
from content.revisions.errors import GoneError, RuleError
from content.revisions.tables import CommentRow
from content.revisions.tidying import tidy
from content.tables import TopicRow

LONGEST = 1000
"""Characters of a comment."""

SHOWN = 50
"""The newest comments that are shown."""


async def say(session: AsyncSession, topic: str, author: str, text: str, now: datetime) -> None:
    """Add a comment. Raises RuleError for one that is empty or too long, GoneError."""
    said = tidy(text)
    if not said or len(said) > LONGEST:
        message = mark("A comment has 1 to {most} characters.")
        raise RuleError(message, most=LONGEST)
    if await session.get(TopicRow, topic) is None:
        raise GoneError(mark("There is no such topic. It may have another name now."))
    session.add(CommentRow(topic=topic, author=author, at=now, text=said))


async def about(session: AsyncSession, topic: str) -> Sequence[CommentRow]:
    """The newest comments on a topic, the oldest of them first."""
    found = select(CommentRow).where(CommentRow.topic == topic)
    rows = list(await session.scalars(found.order_by(CommentRow.id.desc()).limit(SHOWN)))
    return rows[::-1]
