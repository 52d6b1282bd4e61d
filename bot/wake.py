"""Tell the pages that listen to a talk that it has news, whichever process made it."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.talks import WAKE

RETRY_SECONDS = 1.0

log = structlog.get_logger()


class Waker:
    """One subscription for all the listeners of this process."""

    def __init__(self, redis: Redis) -> None:
        """`run` must be running for news to arrive."""
        self._redis = redis
        self._listeners: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    @contextmanager
    def listen(self, talk: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever the talk has news; clear it before looking."""
        event = asyncio.Event()
        self._listeners[talk].add(event)
        try:
            yield event
        finally:
            self._listeners[talk].discard(event)
            if not self._listeners[talk]:
                del self._listeners[talk]

    async def run(self) -> None:
        """Pass news on until cancelled; when Redis is lost, try again and wake everybody."""
        while True:
            try:
                async with self._redis.pubsub() as channel:
                    await channel.subscribe(WAKE)
                    self._wake_all()
                    async for message in channel.listen():
                        if message["type"] == "message":
                            for event in self._listeners.get(message["data"], ()):
                                event.set()
            except RedisError as error:
                log.warning("wake.lost", error=type(error).__name__)
                await asyncio.sleep(RETRY_SECONDS)

    def _wake_all(self) -> None:
        for events in self._listeners.values():
            for event in events:
                event.set()
