"""Who is answered when: one chat's messages one after the other, many chats side by side."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class ChatOrder:
    """A queue for each chat, and room for so many chats at once."""

    def __init__(self, room: int) -> None:
        """`room`: chats that may be answered at the same time."""
        self._room = asyncio.Semaphore(room)
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    def __len__(self) -> int:
        """How many chats are being answered or wait."""
        return len(self._locks)

    @asynccontextmanager
    async def hold(self, chat: int) -> AsyncIterator[None]:
        """Hold a chat; whoever asks for it meanwhile follows in the order they asked."""
        lock = self._locks.setdefault(chat, asyncio.Lock())
        # The chat's own queue comes first: someone who sends much takes one place, not all.
        async with lock, self._room:
            yield
