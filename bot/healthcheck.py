"""For container checks: `python -m bot.healthcheck URL`, or `… worker`. Exit 0 means well."""

from __future__ import annotations

import asyncio
import os
import sys
import urllib.error
import urllib.request

from redis.exceptions import RedisError

from bot.counts import BEAT
from bot.house import connect_redis
from bot.settings import load

SECONDS = 4


def main() -> int:
    """Ask once."""
    subject = sys.argv[1]
    return 0 if (asyncio.run(_beats()) if subject == "worker" else _answers(subject)) else 1


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=SECONDS) as answer:  # noqa: S310 - ours, from compose
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


async def _beats() -> bool:
    """Whether a worker finished a round lately."""
    redis = connect_redis(load(os.environ).redis_url or "")
    try:
        return bool(await redis.exists(BEAT))
    except (RedisError, OSError):
        return False
    finally:
        await redis.aclose()


if __name__ == "__main__":
    sys.exit(main())
