"""A staff room that a real browser can open."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from admin import accounts
from admin.roles import Role
from store.engine import Store, sqlite_url
from store.migrate import upgrade
from tests.admin.office import KEYRING, Office
from tests.support.talking import FakeClock


@dataclass(frozen=True)
class Room:
    """A staff room that answers on a loopback address."""

    url: str
    one_time: str


class LateServer(uvicorn.Server):
    """Tells when it answers, and on which port."""

    def __init__(self, app: Starlette) -> None:
        super().__init__(uvicorn.Config(app, port=0, log_level="warning", lifespan="off"))
        self.is_up = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.is_up.set()

    @property
    def port(self) -> int:
        return int(self.servers[0].sockets[0].getsockname()[1])


Furnish = Callable[[Office], Awaitable[None]]


@contextmanager
def serving(
    folder: Path, clock: FakeClock, role: Role, furnish: Furnish | None = None
) -> Iterator[Room]:
    """A staff room with one account, "lan", that has not been used yet; `furnish` fills it."""
    ready: list[tuple[LateServer, str]] = []
    is_set = threading.Event()

    async def serve() -> None:
        store = Store(sqlite_url(folder / "room.db"), KEYRING)
        try:
            await upgrade(store)
            password = await accounts.create(store, "lan", role, clock())
            office = Office(store, clock)
            if furnish:
                await furnish(office)
            server = LateServer(office.app)
            ready.append((server, password))
            is_set.set()
            await server.serve()
        finally:
            is_set.set()
            await store.close()

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    is_set.wait()
    server, password = ready[0]
    server.is_up.wait()
    yield Room(f"http://127.0.0.1:{server.port}/staff/", password)
    server.should_exit = True
    thread.join()
