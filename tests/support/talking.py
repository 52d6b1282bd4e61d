"""Fakes and short cuts for talks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from bot.message import Message, Reply
from bot.scripts.runner import WorldOf
from bot.session import Session
from bot.talks import Talks
from bot.turn import Turn
from flows.engine import World
from nlu.client import NluAwayError
from nlu.decision import Parse, Ranked, Thresholds
from store.crypto import Keyring
from store.engine import Store

THRESHOLDS = Thresholds(answer=0.7, out_of_scope=0.8, refuse=0.6, crisis=0.6)
KEYS = Keyring.of(b"k" * 32)
START = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)


def no_world(message: Message, session: Session) -> World:
    raise AssertionError("nothing here reaches beyond the talk")


def worlds(store: Store, seed: int = 7) -> WorldOf:
    """What effects see in a test: a real store, randomness that repeats."""
    random = Random(seed)

    def see(message: Message, session: Session) -> World:
        return World(
            store=store,
            keys=KEYS,
            now=message.at,
            random=random,
            talk=message.talk,
            channel=message.channel,
            address=message.address,
            language=session.language,
            site="binh-thuan",
        )

    return see


class FakeClassifier:
    """Knows what it was taught; everything else is out of scope; may be away."""

    def __init__(self) -> None:
        self.known: dict[str, list[tuple[str, float]]] = {}
        self.is_away = False
        self.asked: list[str] = []

    def teach(self, text: str, *ranking: tuple[str, float]) -> None:
        self.known[text] = list(ranking)

    async def parse(self, text: str) -> Parse:
        self.asked.append(text)
        if self.is_away:
            raise NluAwayError("away")
        ranking = self.known.get(text, [("other/out_of_scope", 0.95)])
        return Parse(tuple(Ranked(*entry) for entry in ranking), THRESHOLDS)


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **units: float) -> None:
        self.at += timedelta(**units)


class Person:
    """Somebody who talks with the service."""

    def __init__(self, turn: Turn, talks: Talks, name: str, clock: FakeClock) -> None:
        self._turn = turn
        self._clock = clock
        self.talk = talks.name("web", name)

    async def says(self, text: str, once: str | None = None) -> list[Reply]:
        message = Message("web", self.talk, self._clock(), text=text, once=once)
        return list(await self._turn.take(message))

    async def taps(self, choice: str, *values: str) -> list[Reply]:
        message = Message("web", self.talk, self._clock(), choice=choice, values=values)
        return list(await self._turn.take(message))
