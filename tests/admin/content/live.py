"""A staff room over the service's own content, for a real browser: its keeper runs, its people."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from admin.app import staff_app
from admin.health import Health
from admin.installation import Installation
from admin.roles import Role
from content.files import load
from content.keeper import CatalogueKeeper
from content.shipping import import_files
from store.engine import Store, sqlite_url
from store.migrate import upgrade
from tests.admin.content.desk import PEOPLE
from tests.admin.office import KEYRING, WELL, Office
from tests.admin.serving import Furnish, LateServer
from tests.support.talking import FakeClock

CHAT_PAGE = Path(__file__).parents[3] / "bot" / "static"
LOOK_SECONDS = 0.1


async def _well() -> Health:
    return WELL


async def look(keeper: CatalogueKeeper, is_over: asyncio.Event) -> None:
    """As the keeper's own loop, but more often, and ended between two looks."""
    while not is_over.is_set():
        await keeper.refresh()
        with suppress(TimeoutError):
            await asyncio.wait_for(is_over.wait(), LOOK_SECONDS)


@contextmanager
def live(
    folder: Path,
    clock: FakeClock,
    people: Mapping[str, Role] = PEOPLE,
    furnish: Furnish | None = None,
    installation: Installation | None = None,
) -> Iterator[str]:
    """The address of a room whose people have OWN_PASSWORD; `furnish` fills it before it opens.

    Raises RuntimeError when the room could not be furnished.
    """
    ready: list[LateServer] = []
    is_set = threading.Event()

    async def serve() -> None:
        store = Store(sqlite_url(folder / "room.db"), KEYRING)
        try:
            await upgrade(store)
            await import_files(store, load(), clock())
            keeper = CatalogueKeeper(store, clock)
            await keeper.refresh()
            office = Office(store, clock, keeper.current())
            for name, role in people.items():
                await office.hire(name, role)
            if furnish:
                await furnish(office)
                await keeper.refresh()
            is_over = asyncio.Event()
            looking = asyncio.create_task(look(keeper, is_over))
            room = staff_app(
                store, keeper.current, _well, clock, installation, classifier=office.classifier
            )
            static = Mount("/static", StaticFiles(directory=CHAT_PAGE))
            server = LateServer(Starlette(routes=[static, Mount("/staff", room)]))
            ready.append(server)
            is_set.set()
            await server.serve()
            is_over.set()
            await looking
        finally:
            is_set.set()
            await store.close()

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    is_set.wait()
    if not ready:
        thread.join()
        raise RuntimeError("the room could not be furnished")
    (server,) = ready
    server.is_up.wait()
    try:
        yield f"http://127.0.0.1:{server.port}/staff"
    finally:
        server.should_exit = True
        thread.join()
