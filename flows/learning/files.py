"""Bring the examples of the repository's files into the table, and keep what staff took out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from flows.learning.examples import Origin, Wording
from flows.learning.tables import ExampleRow
from flows.learning.trainer import trainer_row
from store.engine import Store

T = TypeVar("T")

BATCH = 500
"""Rows written in one statement."""

LOCK = 0x65786D70
"""The lock under which it is done on PostgreSQL, where several workers may start at once."""

AUTHOR = ""
"""The files have no author here."""


async def are_in(session: AsyncSession, digest: str) -> bool:
    """Whether the examples of the files of this digest were brought in."""
    return (await trainer_row(session)).corpus == digest


async def bring_in(
    store: Store, digest: str, examples: Sequence[tuple[str, Wording]], now: datetime
) -> None:
    """Make the files' rows those of `examples` (topic and wording), a batch at a time.

    Others of the same service wait for it and find it done; talks get in between the batches.
    """
    async with store.alone(LOCK):
        async with store.transaction() as session:
            if await are_in(session, digest):
                return
            there = await _there(session)
        wanted = {(topic, wording.text): wording for topic, wording in examples}
        for ids in _batches([id_ for key, id_ in there.items() if key not in wanted]):
            async with store.transaction() as session:
                await session.execute(delete(ExampleRow).where(ExampleRow.id.in_(ids)))
        for some in _batches([entry for entry in wanted.items() if entry[0] not in there]):
            async with store.transaction() as session:
                await session.execute(
                    insert(ExampleRow), [_values(topic, text, now) for (topic, _), text in some]
                )
        async with store.transaction() as session:
            (await trainer_row(session)).corpus = digest


async def _there(session: AsyncSession) -> dict[tuple[str, str], int]:
    rows = await session.execute(
        select(ExampleRow.id, ExampleRow.topic, ExampleRow.text).where(
            ExampleRow.origin == Origin.FILES
        )
    )
    return {(topic, text): id_ for id_, topic, text in rows}


def _values(topic: str, wording: Wording, now: datetime) -> dict[str, object]:
    return {
        "topic": topic,
        "text": wording.text,
        "same": wording.same,
        "origin": Origin.FILES,
        "author": AUTHOR,
        "made_at": now,
        "withheld": False,
    }


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
