"""Talks in Redis: who may speak now, what was said already, how fast, and the talk's memory.

Two scripts do it, so that a turn costs two trips: one to come in, one to leave. Keys hold keyed
hashes, never a channel's own id: whoever reads Redis learns nobody's name.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from weakref import WeakValueDictionary

from redis.asyncio import Redis

from bot.session import Session

SESSION_SECONDS = 2 * 60 * 60
"""A talk nobody continues for this long is forgotten."""

ONCE_SECONDS = 10 * 60
"""How long a message's id is known, to drop its copies."""

LOCK_SECONDS = 30
"""A turn that takes longer has died; the next may go on."""

WAIT_SECONDS = 10.0
"""Longest wait for one's turn in a talk."""

POLL_SECONDS = 0.02
WINDOW_SECONDS = 60
ADDRESS_SHARE = 10
"""An address may send this many times what one talk may: a school shares one address."""

LOG_LENGTH = 30
"""Turns whose replies are kept for a page that lost its connection."""

MOST_ONCE = 500
"""Message ids known of one talk; at more than this all are forgotten and it starts anew."""

_ENTER = """
local copy = ARGV[1] ~= '' and redis.call('HGET', KEYS[4], ARGV[1]) or false
if copy then return {'copy', copy, 0} end
if not redis.call('SET', KEYS[2], ARGV[3], 'NX', 'EX', ARGV[4]) then return {'busy', '', 0} end
local over = 0
local limit = tonumber(ARGV[2])
local function pace(key, most)
  local sent = redis.call('INCR', key)
  if sent == 1 then redis.call('EXPIRE', key, ARGV[5]) end
  over = math.max(over, sent - most)
end
if limit > 0 then
  pace(KEYS[3], limit)
  if KEYS[5] ~= '' then pace(KEYS[5], limit * tonumber(ARGV[6])) end
end
return {'in', redis.call('GET', KEYS[1]) or '', over}
"""

_LEAVE = """
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
if ARGV[2] == '' then
  redis.call('DEL', KEYS[1], KEYS[3], KEYS[4])
else
  redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
  redis.call('XADD', KEYS[4], 'MAXLEN', ARGV[7], '*', 'replies', ARGV[6])
  redis.call('EXPIRE', KEYS[4], ARGV[3])
end
if ARGV[4] ~= '' then
  if redis.call('HLEN', KEYS[3]) >= tonumber(ARGV[8]) then redis.call('DEL', KEYS[3]) end
  redis.call('HSET', KEYS[3], ARGV[4], ARGV[6])
  redis.call('EXPIRE', KEYS[3], ARGV[5])
end
for at = 10, #ARGV do redis.call('HINCRBY', KEYS[5], ARGV[at], 1) end
redis.call('DEL', KEYS[2])
redis.call('PUBLISH', KEYS[6], ARGV[9])
return 1
"""

WAKE = "dh:wake"
COUNTS = "dh:counts"


class Entry(StrEnum):
    """How coming in went."""

    IN = "in"
    COPY = "copy"
    BUSY = "busy"


class BusyError(Exception):
    """The talk's turn before this one did not end in time."""


@dataclass
class Visit:
    """One turn's hold on a talk: set `session` to None to forget it, fill the rest to keep it.

    `is_new`: nothing was remembered of it.
    """

    session: Session | None
    over_pace: int
    copy: str | None = None
    packed: str = ""
    counts: tuple[str, ...] = ()
    is_new: bool = False


class Talks:
    """All talks of this service, over one Redis."""

    def __init__(self, redis: Redis, key: bytes, rate_per_minute: int) -> None:
        """`key`: hashes names; `rate_per_minute`: messages a talk may send, 0 for no limit."""
        self._redis = redis
        self._key = key
        self._rate = rate_per_minute
        self._enter = redis.register_script(_ENTER)
        self._leave = redis.register_script(_LEAVE)
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def name(self, channel: str, identity: str) -> str:
        """The name of a talk within the service: a keyed hash of the channel's own id."""
        return self._hash(f"{channel}:{identity}")

    def _hash(self, text: str) -> str:
        return hashlib.blake2b(text.encode(), key=self._key, digest_size=16).hexdigest()

    @asynccontextmanager
    async def visit(self, talk: str, once: str | None, address: str | None) -> AsyncIterator[Visit]:
        """Hold a talk for one turn; the visit's changes are written when the block ends well.

        A message that was answered before has `copy` set and holds nothing. Turns of one talk
        come one after the other, in the order they asked. Raises BusyError.
        """
        turn = self._turns.setdefault(talk, asyncio.Lock())
        async with turn:
            token = secrets.token_hex(8)
            visit = await self._come_in(talk, once, address, token)
            if visit.copy is not None:
                yield visit
                return
            try:
                yield visit
            except BaseException:
                await self._redis.delete(f"dh:lock:{talk}")
                raise
            await self._go(talk, once, token, visit)

    async def _come_in(self, talk: str, once: str | None, address: str | None, token: str) -> Visit:
        keys = [
            f"dh:talk:{talk}",
            f"dh:lock:{talk}",
            f"dh:pace:{talk}",
            f"dh:once:{talk}",
            f"dh:home:{self._hash(address)}" if address else "",
        ]
        arguments: list[str | int] = [
            once or "",
            self._rate,
            token,
            LOCK_SECONDS,
            WINDOW_SECONDS,
            ADDRESS_SHARE,
        ]
        for _ in range(int(WAIT_SECONDS / POLL_SECONDS)):
            how, packed, pace = await self._enter(keys=keys, args=arguments)
            if how == Entry.COPY:
                return Visit(None, 0, copy=packed)
            if how == Entry.IN:
                return Visit(Session.unpack(packed), max(0, int(pace)), is_new=not packed)
            await asyncio.sleep(POLL_SECONDS)
        raise BusyError

    async def _go(self, talk: str, once: str | None, token: str, visit: Visit) -> None:
        await self._leave(
            keys=[
                f"dh:talk:{talk}",
                f"dh:lock:{talk}",
                f"dh:once:{talk}",
                f"dh:log:{talk}",
                COUNTS,
                WAKE,
            ],
            args=[
                token,
                visit.session.pack() if visit.session else "",
                SESSION_SECONDS,
                once or "",
                ONCE_SECONDS,
                visit.packed,
                LOG_LENGTH,
                MOST_ONCE,
                talk,
                *visit.counts,
            ],
        )

    async def tell(self, talk: str, packed: str) -> bool:
        """Add replies that nobody asked for to a talk; whether it is still remembered."""
        if not await self.exists(talk):
            return False
        key = f"dh:log:{talk}"
        await self._redis.xadd(key, {"replies": packed}, maxlen=LOG_LENGTH)
        await self._redis.expire(key, SESSION_SECONDS)
        await self._redis.publish(WAKE, talk)
        return True

    async def log_since(self, talk: str, after: str) -> list[tuple[str, str]]:
        """The replies of a talk after entry `after` ("0" for all): (entry id, packed replies)."""
        start = f"({after}" if after != "0" else "-"
        found: list[Any] = await self._redis.xrange(f"dh:log:{talk}", min=start) or []
        return [(entry, fields["replies"]) for entry, fields in found]

    async def seconds_left(self, talk: str) -> int:
        """How long the talk will still be remembered, in seconds; 0 for a talk that is not."""
        return max(0, int(await self._redis.ttl(f"dh:talk:{talk}")))

    async def exists(self, talk: str) -> bool:
        """Whether anything of the talk is remembered."""
        return bool(await self._redis.exists(f"dh:talk:{talk}"))


def pack_counts(day: str, channel: str, replies: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The fields of COUNTS that a turn's replies add one to: day, channel, kind and topic."""
    return tuple(json.dumps([day, channel, kind, topic]) for kind, topic in replies)
