"""Move the day's counts from Redis, where turns add to them, into the database."""

from __future__ import annotations

import asyncio
import json
from datetime import date

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from bot.talks import COUNTS
from flows.counts.daily import Key, add
from store.engine import Store

FLUSH_SECONDS = 30.0
MOVING = f"{COUNTS}:moving"
BEAT = "dh:worker"
"""Is there while a worker finishes its rounds."""

BEAT_SECONDS = int(3 * FLUSH_SECONDS)

log = structlog.get_logger()


async def flush(redis: Redis, store: Store) -> int:
    """Add what was counted since the last flush to the rows; returns how many rows were touched.

    A flush that dies is taken up by the next: the counts wait under MOVING until they are rows.
    """
    if not await redis.exists(MOVING):
        if not await redis.exists(COUNTS):
            return 0
        await redis.rename(COUNTS, MOVING)
    counted = await redis.hgetall(MOVING)
    rows = {}
    for name, count in counted.items():
        day, channel, kind, topic = json.loads(name)
        rows[Key(date.fromisoformat(day), channel, kind, topic)] = int(count)
    async with store.transaction() as session:
        await add(session, rows)
    await redis.delete(MOVING)
    return len(counted)


async def run(redis: Redis, store: Store) -> None:
    """Flush every FLUSH_SECONDS until cancelled, and leave a beat after each round."""
    while True:
        try:
            await flush(redis, store)
            await redis.set(BEAT, "1", ex=BEAT_SECONDS)
        except (RedisError, SQLAlchemyError, OSError) as error:
            log.warning("counts.away", error=type(error).__name__)
        await asyncio.sleep(FLUSH_SECONDS)
