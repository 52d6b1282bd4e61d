"""Examples: read a page of them, add, take out, move; and what of it is to be learned."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from flows.learning.tables import ExampleRow

PAGE = 50
"""Examples on a page."""

MOST_OF_STAFF = 20_000
"""Examples that staff can add in all."""


class Origin(StrEnum):
    """Where an example comes from."""

    FILES = "files"
    STAFF = "staff"
    PEOPLE = "people"
    """An unanswered question that staff gave a topic."""


class Fault(StrEnum):
    """What is wrong with an example beside others."""

    TWICE = "twice"
    """The same wording stands in its topic once more."""

    CONFLICT = "conflict"
    """The same wording stands under another topic."""


@dataclass(frozen=True)
class Wording:
    """A text, and the same as the classifier sees it: folded, in normal form."""

    text: str
    plain: str

    @property
    def same(self) -> str:
        """Equal for wordings that the classifier cannot tell apart."""
        return hashlib.sha256(self.plain.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Shown:
    """An example with the other topics of the same wording, and whether it is there twice."""

    row: ExampleRow
    twice: bool
    conflicts: tuple[str, ...]


@dataclass(frozen=True)
class Changes:
    """What staff changed about the files' examples: (topic, text) each."""

    added: Sequence[tuple[str, str]]
    withheld: Sequence[tuple[str, str]]


class NoSuchExampleError(Exception):
    """It is not there, or not as the page showed it: somebody else was quicker."""


class FullError(Exception):
    """Staff added MOST_OF_STAFF examples already."""


async def page(
    session: AsyncSession,
    topic: str = "",
    *,
    faulty: bool = False,
    after: int = 0,
    most: int = PAGE + 1,
) -> list[Shown]:
    """At most `most` examples after the id `after`, of a topic or of all.

    `faulty`: those alone that stand twice or under two topics.
    """
    wanted: Select[ExampleRow] = select(ExampleRow).where(ExampleRow.id > after)
    if topic:
        wanted = wanted.where(ExampleRow.topic == topic)
    if faulty:
        several = (
            select(ExampleRow.same)
            .where(ExampleRow.withheld.is_(False))
            .group_by(ExampleRow.same)
            .having(func.count() > 1)
        )
        wanted = wanted.where(ExampleRow.withheld.is_(False), ExampleRow.same.in_(several))
    rows = list(await session.scalars(wanted.order_by(ExampleRow.id).limit(most)))
    return await _beside_others(session, rows)


async def _beside_others(session: AsyncSession, rows: Sequence[ExampleRow]) -> list[Shown]:
    found = await session.execute(
        select(ExampleRow.id, ExampleRow.same, ExampleRow.topic).where(
            ExampleRow.same.in_({row.same for row in rows}), ExampleRow.withheld.is_(False)
        )
    )
    others: dict[str, list[tuple[int, str]]] = {}
    for id_, same, topic in found:
        others.setdefault(same, []).append((id_, topic))
    shown: list[Shown] = []
    for row in rows:
        rest = [entry for entry in others.get(row.same, ()) if entry[0] != row.id]
        topics = [topic for _, topic in rest] if not row.withheld else []
        conflicts = tuple(sorted({topic for topic in topics if topic != row.topic}))
        shown.append(Shown(row, row.topic in topics, conflicts))
    return shown


async def by_topic(session: AsyncSession) -> dict[str, int]:
    """How many examples of each topic are learned."""
    counted = await session.execute(
        select(ExampleRow.topic, func.count())
        .where(ExampleRow.withheld.is_(False))
        .group_by(ExampleRow.topic)
    )
    return {topic: int(number) for topic, number in counted}


async def add(  # noqa: PLR0913, PLR0917 - what an example is made of
    session: AsyncSession,
    topic: str,
    wordings: Collection[Wording],
    origin: Origin,
    author: str,
    now: datetime,
) -> int:
    """Add those that the topic does not have yet, each once; how many. Raises FullError."""
    new = {wording.same: wording for wording in wordings if wording.plain}
    known = await session.scalars(
        select(ExampleRow.same).where(
            ExampleRow.same.in_(new), ExampleRow.topic == topic, ExampleRow.withheld.is_(False)
        )
    )
    for same in known:
        new.pop(same, None)
    of_staff = await session.scalar(
        select(func.count()).select_from(ExampleRow).where(ExampleRow.origin != Origin.FILES)
    )
    if (of_staff or 0) + len(new) > MOST_OF_STAFF:
        raise FullError
    session.add_all(
        ExampleRow(
            topic=topic,
            text=wording.text,
            same=same,
            origin=origin,
            author=author,
            made_at=now,
            withheld=False,
        )
        for same, wording in new.items()
    )
    return len(new)


async def remove(session: AsyncSession, example: int, topic: str) -> None:
    """Take an example out of `topic`: one of staff's is deleted, one of the files withheld.

    Raises NoSuchExampleError where it is not in that topic any more.
    """
    row = await _row(session, example, topic)
    if row.origin == Origin.FILES:
        row.withheld = True
    else:
        await session.delete(row)


async def restore(session: AsyncSession, example: int, topic: str) -> None:
    """Learn a withheld example again. Raises NoSuchExampleError."""
    (await _row(session, example, topic, withheld=True)).withheld = False


async def move(  # noqa: PLR0913, PLR0917 - from where to where, and by whom
    session: AsyncSession, example: int, topic: str, to: str, author: str, now: datetime
) -> None:
    """Move an example from `topic` to another. Raises NoSuchExampleError."""
    row = await _row(session, example, topic)
    if row.origin != Origin.FILES:
        row.topic, row.author, row.made_at = to, author, now
        return
    row.withheld = True
    session.add(
        ExampleRow(
            topic=to,
            text=row.text,
            same=row.same,
            origin=Origin.STAFF,
            author=author,
            made_at=now,
            withheld=False,
        )
    )


async def _row(
    session: AsyncSession, example: int, topic: str, *, withheld: bool = False
) -> ExampleRow:
    row: ExampleRow | None = await session.get(ExampleRow, example, with_for_update=True)
    if row is None or row.topic != topic or row.withheld is not withheld:
        raise NoSuchExampleError(str(example))
    return row


async def changes(session: AsyncSession) -> Changes:
    """What staff changed, in an order that is the same on every database."""
    is_files = ExampleRow.origin == Origin.FILES
    added = await _wordings(session, ~is_files & ExampleRow.withheld.is_(False))
    withheld = await _wordings(session, is_files & ExampleRow.withheld.is_(True))
    return Changes(added, withheld)


async def _wordings(session: AsyncSession, which: ColumnElement[bool]) -> Sequence[tuple[str, str]]:
    found = await session.execute(select(ExampleRow.topic, ExampleRow.text).where(which))
    return sorted({(topic, text) for topic, text in found})
