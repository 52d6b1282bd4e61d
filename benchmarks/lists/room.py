"""A staff room over a filled database, and somebody of each role signed in."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import Random

import httpx
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.routing import Mount

from admin import accounts, sessions
from admin.app import staff_app
from admin.health import Health
from admin.pages.browser import ON_HTTPS
from admin.roles import Role
from benchmarks.lists.fill import fill
from benchmarks.lists.pages import Page
from benchmarks.lists.rows import NOW
from benchmarks.options import SEED, BenchmarkError
from benchmarks.sample import Sample
from content.catalogue import Catalogue
from content.files import load
from store.crypto import Keyring
from store.engine import Store
from store.migrate import upgrade

BASE = "https://staff.invalid/staff"
WARM = 5
"""Requests before those that count."""

REQUESTS = 150
"""Requests of a page that count."""

PASSWORD = "bốn chữ dễ nhớ thôi"  # noqa: S105 - of invented accounts


@dataclass(frozen=True)
class Room:
    """Staff at their browsers. `filled`: how many rows of what are in the database."""

    browsers: dict[Role, httpx.AsyncClient]
    filled: dict[str, int]

    async def time(self, page: Page) -> Sample:
        """Server time of a page: from the request to the end of the answer, without a network.

        Raises BenchmarkError for a page that does not open.
        """
        random, browser = Random(f"{SEED} {page.title}"), self.browsers[page.role]
        for _ in range(WARM):
            await _open(browser, page.address(random))
        latencies, started, used = [], time.perf_counter(), time.process_time()
        for _ in range(REQUESTS):
            asked = time.perf_counter()
            await _open(browser, page.address(random))
            latencies.append(time.perf_counter() - asked)
        spent = time.perf_counter() - started
        return Sample(latencies, spent, WARM + REQUESTS, time.process_time() - used)


async def _open(browser: httpx.AsyncClient, address: str) -> None:
    answer = await browser.get(address)
    if answer.status_code != 200:
        raise BenchmarkError(f"{address} answers with {answer.status_code}")


@asynccontextmanager
async def room(url: str) -> AsyncIterator[Room]:
    """A new database at `url`, filled, with the staff room over it."""
    store = Store(url, Keyring.of(b"benchmark" * 3 + b"-----"))
    try:
        await upgrade(store)
        filled = await fill(store)
        if store.engine.dialect.name == "postgresql":
            # What its autovacuum does by itself after some minutes.
            async with store.transaction() as session:
                await session.execute(text("ANALYZE"))
        app = staff_app(store, _catalogue(), _health, lambda: NOW)
        browsers = {role: await _browser(store, app, role) for role in Role}
        yield Room(browsers, filled)
        for browser in browsers.values():
            await browser.aclose()
    finally:
        await store.close()


def _catalogue() -> Callable[[], Catalogue]:
    library = load()
    catalogue = Catalogue(1, library.topics, library.documents)
    return lambda: catalogue


async def _health() -> Health:
    return Health(())


async def _browser(store: Store, app: Starlette, role: Role) -> httpx.AsyncClient:
    await accounts.create(store, role, role, NOW)
    found = await accounts.look_up(store, role)
    assert found is not None
    person = await accounts.choose_password(store, found[0], PASSWORD, NOW)
    key = await sessions.begin(store, person, NOW)
    mounted = Starlette(routes=[Mount("/staff", app)])
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(mounted), base_url=BASE, cookies={ON_HTTPS.session: key}
    )
