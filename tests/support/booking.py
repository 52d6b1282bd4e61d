"""A directory to book in, and a person who walks through booking's scripts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from flows.booking import EFFECTS, SCRIPTS
from flows.booking.directory import Place, add_place
from flows.booking.hours import add_rule
from flows.booking.seats import by_token, confirm, hold
from flows.booking.services import Service
from flows.booking.slots import Opening, Rule
from flows.booking.tables import BookingRow
from flows.engine import Do, Question, Say, Standing, Text, World, replay
from store.crypto import Keyring
from store.engine import Store

KEYS = Keyring.of(b"k" * 32)
MONDAY = datetime(2026, 11, 30, 1, tzinfo=UTC)
"""A Monday, 08:00 in Viet Nam."""

NOW = MONDAY - timedelta(days=3)
MORNING = Opening(8 * 60, 11 * 60, 30, 2)
NEED = Service.COUNSELLING


def place(name: str = "Điểm thử", **changes: object) -> Place:
    facts = {
        "name": name,
        "province": "Lâm Đồng",
        "address": "1 đường Thử",
        "services": (NEED, Service.JOBS),
        **changes,
    }
    return Place.model_validate(facts)


async def a_place(
    store: Store, opening: Opening = MORNING, *, demo: bool = False, **changes: object
) -> int:
    """A place that counsels every day of the week in these hours."""
    async with store.transaction() as session:
        row = await add_place(session, place(**changes), "binh-thuan", demo=demo)
        for weekday in range(7):
            await add_rule(session, row.id, NEED, Rule(weekday, opening))
        return row.id


async def a_booking(
    store: Store, where: int, start: datetime = MONDAY, talk: str = "t", now: datetime = NOW
) -> tuple[BookingRow, str]:
    """A confirmed booking and its code."""
    random = Random(f"{talk}{start}")
    async with store.transaction() as session:
        held = await hold(
            session, place=where, service=NEED, start=start, talk=talk, now=now, random=random
        )
        assert held is not None
        made = await confirm(session, held, now, KEYS, random)
        assert made is not None
        return made


async def booking(store: Store, token: str) -> BookingRow | None:
    async with store.transaction() as session:
        return await by_token(session, token)


@dataclass
class Walk:
    """One talk: runs a script with its effects on a store, answer by answer."""

    store: Store
    talk: str = "talk-1"
    address: str | None = "4711"
    now: datetime = NOW
    script: str = "booking"
    given: dict[str, str] = field(default_factory=dict)
    record: list[Any] = field(default_factory=list)

    def begin(self, script: str, **given: str) -> Walk:
        self.script, self.given, self.record = script, given, []
        return self

    async def go(self, *answers: object) -> Standing:
        """Give these answers, one after the other; where the talk stands then."""
        standing = await self._settle()
        for answer in answers:
            assert isinstance(standing.waits, Question), f"nothing is asked: {standing}"
            assert standing.waits.takes(answer), f"{standing.waits} does not take {answer!r}"
            self.record.append(answer)
            standing = await self._settle()
        return standing

    def world(self) -> World:
        channel = "telegram" if self.address else "web"
        random = Random(f"{self.talk}{len(self.record)}")
        return World(
            self.store, KEYS, self.now, random, self.talk, channel, self.address, "vi", "binh-thuan"
        )

    async def _settle(self) -> Standing:
        while True:
            standing = replay(SCRIPTS[self.script], self.record, self.given)
            if isinstance(standing.waits, Question) and standing.waits.known is not None:
                self.record.append(standing.waits.known)
                continue
            if not isinstance(standing.waits, Do):
                return standing
            effect = EFFECTS[standing.waits.effect]
            self.record.append(await effect(self.world(), standing.waits.arguments))


def words(said: Sequence[Say] | Text) -> str:
    """All that was said, in English, with what fills it."""
    if isinstance(said, Text):
        values = {
            name: words(value) if isinstance(value, Text) else value
            for name, value in said.values.items()
        }
        return said.message.format(**values)
    return "\n".join(words(one.text) for one in said)
