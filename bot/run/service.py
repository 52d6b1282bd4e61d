"""The commands that run the service: all of it on one machine, the web alone, the worker alone."""

from __future__ import annotations

import asyncio
import gc
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import uvicorn
import uvloop

from admin.accounts import ensure_first_administrator
from bot import clock, counts
from bot.app import build
from bot.house import Addresses, House, connect_redis, in_background, open_house
from bot.run.background import work
from bot.run.console import tell
from bot.run.embedded import parts
from bot.run.errors import StartError
from bot.secrets import Secrets
from bot.settings import Settings
from content.files import load
from content.keeper import CatalogueKeeper
from content.messages import DEFAULT_LANGUAGE, mark, translate
from content.shipping import import_files
from flows.booking import demo
from nlu.client import NluAwayError
from store.engine import Store
from store.migrate import upgrade

GOODBYE_SECONDS = 3
"""How long open pages may take to be let go when the service stops."""

BACKLOG = 2048
POLL_SECONDS = 0.5
PREPARING = 0x70726570
"""The lock under which the content is loaded and the first account made."""


async def run(settings: Settings) -> None:
    """Everything on one machine; returns when asked to stop. Raises StartError."""
    with _bound(settings) as listener:
        async with parts(settings) as where:
            first = await prepare(settings, where)
            await _try_out(where, settings.site)
            async with open_house(settings, where) as house:
                worker = asyncio.create_task(
                    work(settings, house.store, house.redis, house.keeper.current)
                )
                greeter = asyncio.create_task(_greet(settings, house, first))
                try:
                    await _serve(settings, house, listener)
                finally:
                    for task in (worker, greeter):
                        task.cancel()
                    await asyncio.gather(worker, greeter, return_exceptions=True)
                    await counts.flush(house.redis, house.store)
    tell(mark("Stopped."))


async def web(settings: Settings) -> None:
    """The web alone, over a database, Redis and NLU that run elsewhere. Raises StartError."""
    where = _elsewhere(settings)
    with _bound(settings) as listener:
        await prepare(settings, where)
        async with open_house(settings, where) as house:
            await _serve(settings, house, listener)


async def worker(settings: Settings) -> None:
    """What runs beside the web: counts, reminders, messages, alerts. Raises StartError."""
    where = _elsewhere(settings)
    await prepare(settings, where)
    store = Store(where.database, Secrets(settings.data_dir).keyring)
    redis = connect_redis(where.redis)
    keeper = CatalogueKeeper(store, clock.now)
    await keeper.refresh()
    try:
        async with in_background(keeper.run()):
            await work(settings, store, redis, keeper.current)
    finally:
        await redis.aclose()
        await store.close()


async def prepare(settings: Settings, where: Addresses) -> tuple[str, str] | None:
    """Migrate the database and load the content; returns the first administrator if made now."""
    store = Store(where.database, Secrets(settings.data_dir).keyring)
    try:
        await upgrade(store)
        # Web and worker start side by side: one loads the content, the others find it loaded.
        async with store.alone(PREPARING):
            await import_files(store, load(), clock.now())
            return await ensure_first_administrator(store, clock.now())
    finally:
        await store.close()


async def _try_out(where: Addresses, site: str) -> None:
    """Give an empty directory the demo places, so that a first run has something to book."""
    store = Store(where.database)
    try:
        await demo.load_into_empty(store, site, clock.now())
    finally:
        await store.close()


def until_stopped(work: Callable[[], Awaitable[None]]) -> None:
    """Run `work` to its end, or until Ctrl-C or SIGTERM, which let it clean up."""

    async def main() -> None:
        task = asyncio.ensure_future(work())
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, task.cancel)
        try:
            await task
        except asyncio.CancelledError:
            if not task.cancelled():
                raise

    # uvloop answers half as many messages again as the standard loop (benchmarks/).
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main())


class _Server(uvicorn.Server):
    """uvicorn that leaves signals to us."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


async def _serve(settings: Settings, house: House, listener: socket.socket) -> None:
    config = uvicorn.Config(
        build(house),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=settings.proxies or None,
        timeout_graceful_shutdown=GOODBYE_SECONDS,
        lifespan="off",
    )
    server = _Server(config)
    # What is there now stays: looking through it for cycles would hold up the talk for 0.2 s.
    gc.collect()
    gc.freeze()
    serving = asyncio.create_task(server.serve([listener]))
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        server.should_exit = True
        await serving


async def _greet(settings: Settings, house: House, first: tuple[str, str] | None) -> None:
    """Tell where everything is, and when understanding is ready."""
    address = f"http://{settings.host}:{settings.port}"
    tell(mark("Đồng Hành is running. Press Ctrl-C to stop."))
    tell(mark("  Chat page:   {address}/"), address=address)
    tell(mark("  Staff pages: {address}/staff/"), address=address)
    if first:
        name, password = first
        tell(
            mark("  First administrator: {name}, one-time password: {password}"),
            name=name,
            password=password,
        )
    if not settings.nlu_python.exists() and not settings.nlu_url:
        return
    while True:
        try:
            await house.nlu.model()
        except NluAwayError:
            await asyncio.sleep(POLL_SECONDS)
        else:
            tell(mark("  Understanding is ready."))
            return


@contextmanager
def _bound(settings: Settings) -> Iterator[socket.socket]:
    """A listening socket on the settings' host and port."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # With the protocol named, accepted connections send at once (TCP_NODELAY); else 40 ms are lost.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host, settings.port))
        except OSError as error:
            raise StartError(
                translate(
                    DEFAULT_LANGUAGE,
                    mark("Cannot listen on {host}:{port} ({why}): write another DONGHANH_PORT."),
                    host=settings.host,
                    port=settings.port,
                    why=error.strerror,
                )
            ) from None
        listener.listen(BACKLOG)
        yield listener


def _elsewhere(settings: Settings) -> Addresses:
    missing = [
        name
        for name, value in (
            ("DATABASE_URL", settings.database_url),
            ("REDIS_URL", settings.redis_url),
            ("NLU_URL", settings.nlu_url),
        )
        if not value
    ]
    if missing or not (settings.database_url and settings.redis_url and settings.nlu_url):
        raise StartError(
            translate(
                DEFAULT_LANGUAGE,
                mark("This command needs {names}; for one machine use donghanh run."),
                names=", ".join(missing),
            )
        )
    token = settings.nlu_token or Secrets(settings.data_dir).nlu_token
    return Addresses(settings.database_url, settings.redis_url, settings.nlu_url, token)
