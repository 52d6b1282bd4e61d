"""The side of staff in a talk: a roster, what they do, and what reaches the person of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from bot.message import Reply
from bot.outreach import Outreach
from bot.packing import unpack
from bot.talks import Talks
from content.catalogue import Catalogue
from content.home import HOME_ZONE
from flows.aftercare import messages
from flows.aftercare.tables import CaseRow
from flows.booking import desk as places
from flows.booking.seats import State
from flows.booking.tables import BookingRow
from flows.handover import desk, reading, roster
from flows.handover.desk import Desk
from flows.handover.duty import Shift
from flows.handover.reading import Box
from flows.reach.port import Outcome
from flows.reach.runner import Runner
from flows.registry import KINDS
from store.engine import Store
from tests.support.reaching import KEYS
from tests.support.talking import FakeClock

PLACE = "place"
"""Who acts where people were booked."""

SUPPORTER = "supporter"
"""Who answers a person in aftercare."""

MOST_TICKS = 4
"""Looks for what is due after each step: one makes what the next sends."""


@dataclass
class Chat:
    """In place of Telegram: keeps what it is given."""

    heard: list[Reply] = field(default_factory=list)

    async def send(self, _: int, replies: Sequence[Reply]) -> Outcome:
        self.heard.extend(replies)
        return Outcome.SENT


class Counsellors:
    """Who is on duty, in the order of calling, each with the hours of every day."""

    def __init__(
        self, store: Store, talks: Talks, catalogue: Callable[[], Catalogue], clock: FakeClock
    ) -> None:
        self._store, self._talks, self._clock = store, talks, clock
        self._chat = Chat()
        outreach = Outreach(talks, self._chat, catalogue)  # type: ignore[arg-type]
        self._runner = Runner(store, KEYS, outreach, KINDS)
        self._seen = "0"

    async def keep(self, hours: Mapping[str, str]) -> None:
        """Make the roster: {"lan": "07:30-21:00"}."""
        async with self._store.transaction() as session:
            for rank, (name, written) in enumerate(hours.items(), start=1):
                opens, closes = (_minute(part) for part in written.split("-"))
                for weekday in range(7):
                    seen = await roster.version(session)
                    shift = Shift(name, weekday, opens, closes, rank)
                    await roster.add_shift(session, seen, shift)

    async def do(self, what: str) -> None:
        """As the README says: a counsellor, a place or a supporter, and what they do."""
        name, verb, *words = what.split(maxsplit=2)
        if name == SUPPORTER:
            await self._supporter(words[0])
            return
        if name == PLACE:
            await self._at_the_place(verb)
            return
        who, now = Desk(name), self._clock()
        async with self._store.transaction() as session:
            (talk, *_) = [
                *await reading.page(session, Box.FREE, who),
                *await reading.page(session, Box.MINE, who),
                *await reading.page(session, Box.ENDED, who),
            ]
            match verb:
                case "claims":
                    await desk.claim(session, talk.id, who)
                case "writes":
                    once = now.isoformat() + words[0]
                    await desk.reply(session, talk.id, who, text=words[0], once=once, now=now)
                case "ends":
                    await desk.resolve(session, talk.id, who, now)
                case "reopens":
                    await desk.reopen(session, talk.id, who, now)
                case _:
                    raise AssertionError(f"nobody {verb}")

    async def _supporter(self, text: str) -> None:
        """Answer the latest case."""
        now = self._clock()
        async with self._store.transaction() as session:
            case = await session.scalar(select(CaseRow).order_by(CaseRow.id.desc()).limit(1))
            assert case is not None
            await messages.from_staff(
                session, KEYS, case, staff="lan", text=text, once=now.isoformat(), now=now
            )

    async def _at_the_place(self, verb: str) -> None:
        """Shut the day of the latest booking, or say that its person did not come."""
        now = self._clock()
        async with self._store.transaction() as session:
            row = await session.scalar(select(BookingRow).order_by(BookingRow.id.desc()).limit(1))
            assert row is not None
            match verb:
                case "closes":
                    day = row.start.astimezone(HOME_ZONE).date()
                    await places.close_day(session, row.place, day, now)
                case "misses":
                    await places.outcome(session, row.id, State.MISSED, row.version, now)
                case _:
                    raise AssertionError(f"no place {verb}")

    async def arrived(self, talk: str) -> list[Reply]:
        """What has reached the person since the last look."""
        await self._forget_what_was_seen(talk)
        for _ in range(MOST_TICKS):
            await self._runner.tick(self._clock())
        replies, self._chat.heard = self._chat.heard, []
        for entry, packed in await self._talks.log_since(talk, self._seen):
            self._seen = entry
            replies.extend(unpack(packed))
        return replies

    async def _forget_what_was_seen(self, talk: str) -> None:
        for entry, _ in await self._talks.log_since(talk, self._seen):
            self._seen = entry


def _minute(written: str) -> int:
    hour, minute = written.split(":")
    return int(hour) * 60 + int(minute)
