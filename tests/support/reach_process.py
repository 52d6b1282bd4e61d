"""A runner in a process of its own, to be killed: run as a module with URL, FILE and AT.

Every message it sends is a line of FILE, written through at once.
"""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from flows.engine import Text
from flows.reach.port import Address, Notification, Outcome, Saying, Telling, each_due
from flows.reach.runner import Runner
from store.engine import Store
from tests.support.reaching import KEYS

SLOWNESS = 0.02
"""Seconds that the channel takes for one message, before and after it is out."""


class FileSender:
    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    async def send(self, _: Address, saying: Saying) -> Outcome:
        await asyncio.sleep(SLOWNESS)
        os.write(self._file, f"{saying.text.message}\n".encode())
        await asyncio.sleep(SLOWNESS)
        return Outcome.SENT


async def _yes(_: AsyncSession, __: Notification) -> bool:
    return True


KIND = Telling(
    "eve", lambda seen: Saying(Text(seen.key)), each_due(_yes), timedelta(days=2), task=True
)


async def main(url: str, path: str, at: str) -> None:
    store = Store(url)
    await Runner(store, KEYS, FileSender(path), (KIND,)).tick(datetime.fromisoformat(at))
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
