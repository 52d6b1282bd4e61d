"""A channel between a turn that answers as told and a Bot API that fails as told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from redis.asyncio import Redis

from bot.channels.telegram import TelegramChannel
from bot.message import Kind, Message, Reply
from bot.talks import Talks
from bot.turn import Turn
from tests.bot.telegram.emulator import PATIENCE, TOKEN, Emulator
from tests.bot.telegram.serving import free_port, served

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SECRET = "a-secret_of-this-test"


class FakeTurn(Turn):
    """A turn that keeps what it was given and answers with `answer`."""

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.answer: Callable[[Message], Awaitable[tuple[Reply, ...]]] = echo

    async def take(self, message: Message, address: str | None = None) -> tuple[Reply, ...]:
        assert address is None
        self.taken.append(message)
        return await self.answer(message)


class Pauses:
    """Waits that last until the test ends them."""

    def __init__(self) -> None:
        self.asked: asyncio.Queue[float] = asyncio.Queue()
        self._go = asyncio.Semaphore(0)

    async def __call__(self, seconds: float) -> None:
        self.asked.put_nowait(seconds)
        await self._go.acquire()

    def release(self) -> None:
        """End the wait under way."""
        self._go.release()

    async def end_next(self) -> float:
        """End the next wait; returns how long it was to be."""
        seconds = await self.asked.get()
        self.release()
        return seconds


class Bot:
    """The channel under test and its surroundings."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.turn = FakeTurn()
        self.pauses = Pauses()
        self.talks = Talks(Redis(), b"the key of this test", rate_per_minute=0)

    def channel(
        self, public_url: str | None = None, secret: str = SECRET, turn: Turn | None = None
    ) -> TelegramChannel:
        """A channel that is not started; `turn` takes the place of the fake one."""
        return TelegramChannel(
            token=TOKEN,
            api=self.emulator.address,
            public_url=public_url,
            secret=secret,
            turn=turn or self.turn,
            talks=self.talks,
            clock=lambda: NOW,
            pause=self.pauses,
        )

    @asynccontextmanager
    async def polling(self) -> AsyncIterator[TelegramChannel]:
        """The channel, fetching updates."""
        async with self.channel() as channel:
            await self.emulator.until(lambda: bool(self.emulator.calls["getUpdates"]))
            yield channel

    @asynccontextmanager
    async def webhook(self) -> AsyncIterator[TelegramChannel]:
        """The channel, with its route served and known to Telegram."""
        port = free_port()
        channel = self.channel(f"http://127.0.0.1:{port}")
        introduced = self.emulator.calls["setMyCommands"]
        before = len(introduced)
        async with served(channel.routes(), port), channel:
            await self.emulator.until(lambda: len(introduced) > before)
            async with asyncio.timeout(PATIENCE):
                while channel.state != "ok":  # noqa: ASYNC110 - no event tells it
                    await asyncio.sleep(0)
            yield channel


async def echo(message: Message) -> tuple[Reply, ...]:
    """Say what was said."""
    return (Reply(Kind.NOTICE, f"you: {message.text or message.choice}"),)


def saying(*texts: str) -> Callable[[Message], Awaitable[tuple[Reply, ...]]]:
    """An answer that is always these bubbles."""

    async def answer(_: Message) -> tuple[Reply, ...]:
        return tuple(Reply(Kind.NOTICE, text) for text in texts)

    return answer


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    """A Bot API that listens."""
    async with Emulator() as listening:
        yield listening


@pytest.fixture
def bot(emulator: Emulator) -> Bot:
    """The channel's surroundings, with Telegram reachable."""
    return Bot(emulator)
