"""A channel that records what it was given, and what tests of reaching out share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

from sqlalchemy import func, select

from flows.engine import World
from flows.reach.port import Address, Outcome, Saying, State
from flows.reach.tables import AttemptRow, NotificationRow, TaskRow
from store.crypto import Keyring
from store.engine import Store

KEYS = Keyring.of(b"k" * 32)
AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
"""A Monday, 09:00 in Viet Nam."""


@dataclass
class FakeSender:
    """Answers with the outcome set for an address, SENT otherwise; keeps what it was given."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    sent: list[tuple[str, str]] = field(default_factory=list)
    fault: Exception | None = None

    async def send(self, to: Address, saying: Saying) -> Outcome:
        if self.fault:
            raise self.fault
        self.sent.append((to.address, saying.text.message))
        return self.outcomes.get(to.address, Outcome.SENT)


def world(
    store: Store, address: str | None = "4711", at: datetime = AT, *, talk: str = "talk-1"
) -> World:
    channel = "telegram" if address else "web"
    return World(store, KEYS, at, Random(f"{address}{talk}{at}"), talk, channel, address, "vi", "d")


async def states(store: Store) -> list[tuple[str, str, str]]:
    async with store.transaction() as session:
        rows = await session.scalars(select(NotificationRow).order_by(NotificationRow.id))
        return [(row.kind, row.key, row.state) for row in rows]


async def attempts(store: Store) -> list[str]:
    async with store.transaction() as session:
        return list(await session.scalars(select(AttemptRow.outcome).order_by(AttemptRow.id)))


async def tasks(store: Store) -> list[tuple[str, str, Mapping[str, object]]]:
    async with store.transaction() as session:
        rows = await session.scalars(select(TaskRow).order_by(TaskRow.id))
        return [(row.kind, row.holder, row.facts) for row in rows]


async def next_moment(store: Store) -> datetime | None:
    """When the next intent is ready."""
    async with store.transaction() as session:
        waiting = select(func.min(NotificationRow.ready_at)).where(
            NotificationRow.state == State.WAITING
        )
        found: datetime | None = await session.scalar(waiting)
        return found
