"""The one place that wires the rooms together: store, Redis, NLU, content, turn, channels."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from random import SystemRandom
from typing import Any

from redis.asyncio import BlockingConnectionPool, Redis
from redis.exceptions import RedisError

from admin.health import Health, Part, State
from bot import clock
from bot.channels.door import Door
from bot.channels.telegram import TelegramChannel
from bot.conversation import Conversations
from bot.local import local_topics
from bot.message import Message
from bot.scripts.runner import Scripts, WorldOf
from bot.secrets import Secrets
from bot.session import Session
from bot.settings import Settings
from bot.talks import Talks
from bot.turn import Turn
from bot.unanswered import Notebook
from bot.wake import Waker
from content.keeper import CatalogueKeeper
from flows.engine import World
from flows.registry import EFFECTS, SCRIPTS
from nlu.client import NluAwayError, RasaClient
from nlu.entities import find
from nlu.safety import look, warm
from store.crypto import Keyring
from store.engine import Store

REDIS_CONNECTIONS = 64
"""Most connections one process keeps to Redis; a turn waits for a free one."""

REDIS_SECONDS = 5.0


@dataclass(frozen=True)
class Addresses:
    """Where the parts of this installation answer."""

    database: str
    redis: str
    nlu: str
    nlu_token: str


@dataclass(frozen=True)
class House:
    """The running rooms."""

    store: Store
    redis: Redis
    nlu: RasaClient
    keeper: CatalogueKeeper
    turn: Turn
    door: Door
    waker: Waker
    telegram: TelegramChannel | None
    site: str
    public_url: str | None

    async def health(self) -> Health:
        """How each part is, asked now."""
        return Health(
            (
                Part("database", State.OK if await self.store.is_well() else State.DOWN),
                Part("redis", await self._redis_state()),
                Part("nlu", await self._nlu_state()),
                Part("telegram", State(self.telegram.state) if self.telegram else State.OFF),
            )
        )

    def telegram_name(self) -> str | None:
        """The name of the Telegram bot, once Telegram has told it."""
        return self.telegram.name if self.telegram else None

    async def _redis_state(self) -> State:
        try:
            await self.redis.ping()
        except (RedisError, OSError):
            return State.DOWN
        return State.OK

    async def _nlu_state(self) -> State:
        try:
            await self.nlu.model()
        except NluAwayError:
            return State.DOWN
        return State.OK


def connect_redis(url: str) -> Redis:
    """A client with a bounded pool: when every connection is busy, a caller waits for one."""
    pool = BlockingConnectionPool.from_url(
        url,
        decode_responses=True,
        max_connections=REDIS_CONNECTIONS,
        timeout=REDIS_SECONDS,
        socket_connect_timeout=REDIS_SECONDS,
    )
    return Redis.from_pool(pool)


@asynccontextmanager
async def open_house(settings: Settings, where: Addresses) -> AsyncIterator[House]:
    """Open every room, in order; close them in reverse when the block ends.

    The database must be migrated. The NLU and Telegram may be away; they are used when they come.
    """
    keys = Secrets(settings.data_dir)
    look("")  # reads the rules now, not in front of the first person
    find("")
    local_topics()
    async with AsyncExitStack() as stack:
        store = Store(where.database, keys.keyring)
        stack.push_async_callback(store.close)
        redis = connect_redis(where.redis)
        stack.push_async_callback(redis.aclose)
        nlu = await stack.enter_async_context(RasaClient(where.nlu, where.nlu_token))
        keeper = CatalogueKeeper(store, clock.now)
        await keeper.refresh()
        talks = Talks(redis, keys.talks, settings.rate_per_minute)
        scripts = Scripts(SCRIPTS, EFFECTS, _world(store, keys.keyring, settings.site))
        notebook = Notebook(store, SystemRandom())
        stack.push_async_callback(notebook.flush)
        turn = Turn(talks, nlu, keeper.current, scripts, settings.site, note=notebook.note)
        waker = Waker(redis)
        door = Door(
            turn=turn,
            talks=talks,
            conversations=Conversations(keys.conversations, secrets.token_bytes),
            waker=waker,
            clock=clock.now,
        )
        telegram = None
        if settings.telegram_token:
            telegram = await stack.enter_async_context(
                TelegramChannel(
                    token=settings.telegram_token,
                    api=settings.telegram_api,
                    public_url=settings.public_url,
                    secret=keys.telegram_webhook,
                    turn=turn,
                    talks=talks,
                    clock=clock.now,
                )
            )
        await stack.enter_async_context(
            in_background(waker.run(), keeper.run(), notebook.run(), _warm())
        )
        yield House(
            store=store,
            redis=redis,
            nlu=nlu,
            keeper=keeper,
            turn=turn,
            door=door,
            waker=waker,
            telegram=telegram,
            site=settings.site,
            public_url=settings.public_url,
        )


async def _warm() -> None:
    """Compile the rules of safety while the first people come; a turn waits for one at most."""
    for _ in warm():
        await asyncio.sleep(0)


def _world(store: Store, keys: Keyring, site: str) -> WorldOf:
    random = SystemRandom()

    def see(message: Message, session: Session) -> World:
        return World(
            store=store,
            keys=keys,
            now=message.at,
            random=random,
            talk=message.talk,
            channel=message.channel,
            address=message.address,
            language=session.language,
            site=site,
        )

    return see


@asynccontextmanager
async def in_background(*loops: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Run endless loops beside the block and cancel them at its end."""
    tasks = [asyncio.create_task(loop) for loop in loops]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task
