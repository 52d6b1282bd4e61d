"""Talks with counsellors in tests: a roster, somebody who writes, the runner."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flows.engine import World
from flows.handover import KINDS, desk, effects, roster
from flows.handover.desk import Desk
from flows.handover.duty import Shift
from flows.handover.reading import Box, Listed, page
from flows.handover.tables import TalkRow
from flows.reach.runner import Runner
from flows.registry import EFFECTS
from store.engine import Store
from tests.support.reaching import AT, KEYS, FakeSender, world

LAN, BINH, LEAD = Desk("lan"), Desk("binh"), Desk("sep", lead=True)
DAY = (7 * 60 + 30, 21 * 60)
MOST_TICKS = 4


@dataclass
class Counselling:
    """One person who writes, counsellors who answer; `at` may be moved."""

    store: Store
    at: datetime = AT
    address: str | None = "4711"
    talk: str = "talk-1"
    sender: FakeSender = field(default_factory=FakeSender)

    @property
    def world(self) -> World:
        return world(self.store, self.address, self.at, talk=self.talk)

    async def keep_duty(self, *names: str, hours: tuple[int, int] = DAY) -> None:
        """Put these on duty every day, in this order of calling."""
        async with self.store.transaction() as session:
            for rank, name in enumerate(names, start=1):
                for weekday in range(7):
                    seen = await roster.version(session)
                    await roster.add_shift(session, seen, Shift(name, weekday, *hours, rank))

    async def ask(self, effect: str, **arguments: Any) -> Any:  # noqa: ANN401
        return await EFFECTS[effect](self.world, arguments)

    async def write(self, text: str = "xin chào", topic: str | None = None) -> dict[str, Any]:
        """Hand the talk over with a first message."""
        made: dict[str, Any] = await self.ask(effects.BEGIN, text=text, topic=topic)
        return made

    async def hear(self, text: str, once: str = "", **more: Any) -> dict[str, Any]:  # noqa: ANN401
        name = once or f"{self.at.isoformat()}{text}"
        made: dict[str, Any] = await self.ask(effects.HEAR, text=text, once=name, **more)
        return made

    async def claim(self, who: Desk = LAN, number: int = 1) -> TalkRow:
        async with self.store.transaction() as session:
            return await desk.claim(session, number, who)

    async def reply(self, text: str, who: Desk = LAN, number: int = 1, once: str = "") -> None:
        async with self.store.transaction() as session:
            await desk.reply(session, number, who, text=text, once=once or text, now=self.at)

    async def resolve(self, who: Desk = LAN, number: int = 1) -> None:
        async with self.store.transaction() as session:
            await desk.resolve(session, number, who, self.at)

    async def row(self, number: int = 1) -> TalkRow | None:
        async with self.store.transaction() as session:
            return await session.get(TalkRow, number)

    async def listed(self, box: Box, who: Desk = LAN) -> list[Listed]:
        async with self.store.transaction() as session:
            return list(await page(session, box, who))

    async def tick(self) -> list[tuple[str, str]]:
        """Do what is due: what went out, as (address, words)."""
        runner, before = Runner(self.store, KEYS, self.sender, KINDS), len(self.sender.sent)
        for _ in range(MOST_TICKS):
            await runner.tick(self.at)
        return self.sender.sent[before:]
