"""A staff room in a real browser, with people who write to it from another thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from admin import accounts
from admin.roles import Role
from store.engine import Store, sqlite_url
from tests.admin.office import KEYRING
from tests.support.counselling import Counselling
from tests.support.talking import FakeClock

T = TypeVar("T")


def apart(work: Coroutine[Any, Any, T]) -> T:
    """Run `work` in a thread: Playwright has a loop in this one."""
    found: list[T] = []
    thread = threading.Thread(target=lambda: found.append(asyncio.run(work)))
    thread.start()
    thread.join()
    return found[0]


class Outside:
    """People who write, over the store of a room that is being served."""

    def __init__(self, folder: Path, clock: FakeClock) -> None:
        self._url, self._clock = sqlite_url(folder / "room.db"), clock

    def writes(self, text: str, number: int = 1, **more: str | None) -> None:
        async def write() -> None:
            store = Store(self._url, KEYRING)
            await self._person(store, number).write(text, **more)
            await store.close()

        apart(write())

    def goes_on(self, text: str, number: int = 1, *, danger: bool = False) -> None:
        async def go_on() -> None:
            store = Store(self._url, KEYRING)
            await self._person(store, number).hear(text, danger=danger)
            await store.close()

        apart(go_on())

    def keeps_duty(self, *names: str) -> None:
        async def keep() -> None:
            store = Store(self._url, KEYRING)
            await self._person(store, 1).keep_duty(*names)
            await store.close()

        apart(keep())

    def hires(self, name: str, role: Role) -> None:
        async def hire() -> None:
            store = Store(self._url, KEYRING)
            await accounts.create(store, name, role, self._clock())
            await store.close()

        apart(hire())

    def _person(self, store: Store, number: int) -> Counselling:
        return Counselling(store, self._clock(), None, f"talk-{number}")
