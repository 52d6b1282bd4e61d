"""Real stores, a real Redis, a really running service, a real browser."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
import uvloop
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page, sync_playwright
from redis.asyncio import Redis

from bot.house import connect_redis
from bot.run.redis_server import find_binary
from bot.scripts.runner import Scripts
from bot.talks import Talks
from bot.turn import Turn
from content.catalogue import Catalogue
from content.files import load
from flows.registry import EFFECTS, SCRIPTS
from nlu.training import environment
from store.crypto import Keyring
from store.engine import Store, sqlite_url
from store.migrate import upgrade
from tests.support import postgres
from tests.support.talking import FakeClassifier, FakeClock, Person, worlds

ROOT = Path(__file__).resolve().parent.parent
KEYRING = Keyring.of(b"k" * 32)
"""The keys of every installation that the tests make."""

READY_SECONDS = 120
TRAINING_SECONDS = 600

settings.register_profile(
    "donghanh",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("donghanh")


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """The loop that the service runs on (bot.run.service)."""
    return {"uvloop": uvloop.new_event_loop}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-transcripts", action="store_true", help="write tests/conversations")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="dh-pg-"))
    try:
        with postgres.server(folder) as address:
            yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres_database(server: str, template: str = "template1") -> Iterator[str]:
    """A new PostgreSQL database, a copy of `template`."""
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.rsplit("/", 1)[0] + f"/{name}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


async def migrate(url: str) -> None:
    store = Store(url, KEYRING)
    await upgrade(store)
    await store.close()


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: str) -> Iterator[str]:
    """The name of a migrated database to copy: a copy takes a tenth of the time."""
    with postgres_database(postgres_server) as address:
        asyncio.run(migrate(address))
        yield address.rsplit("/", 1)[1]


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file to copy."""
    path = tmp_path_factory.mktemp("migrated") / "one.db"
    asyncio.run(migrate(sqlite_url(path)))
    return path


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A new, empty PostgreSQL database."""
    with postgres_database(postgres_server) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new, empty database of each kind."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "empty.db")
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A new, migrated database of each kind."""
    if request.param == "sqlite":
        path = tmp_path / "test.db"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        yield sqlite_url(path)
        return
    template = request.getfixturevalue("migrated_postgres")
    with postgres_database(request.getfixturevalue("postgres_server"), template) as address:
        yield address


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """A migrated store, on SQLite and on PostgreSQL."""
    store = Store(database_url, KEYRING)
    yield store
    await store.close()


@pytest.fixture
async def sqlite_store(migrated_sqlite: Path, tmp_path: Path) -> AsyncIterator[Store]:
    """A migrated SQLite store, where the database is not what is tested."""
    path = tmp_path / "one.db"
    shutil.copy(migrated_sqlite, path)
    store = Store(sqlite_url(path), KEYRING)
    yield store
    await store.close()


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="dh-redis-"))
    path = folder / "redis.sock"
    process = subprocess.Popen(
        [
            find_binary(),
            "--port",
            "0",
            "--unixsocket",
            str(path),
            "--save",
            "",
            "--dir",
            str(folder),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(path.exists, "Redis")
        yield f"unix://{path}"
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    """An empty Redis."""
    client = connect_redis(redis_url)
    await client.flushall()
    yield client
    await client.aclose()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The real content."""
    library = load()
    return Catalogue(1, library.topics, library.documents)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def classifier() -> FakeClassifier:
    return FakeClassifier()


@pytest.fixture
def talks(redis: Redis) -> Talks:
    return Talks(redis, b"k" * 32, rate_per_minute=0)


@pytest.fixture
def scripts(sqlite_store: Store) -> Scripts:
    """The scripts of the service, over an empty store."""
    return Scripts(SCRIPTS, EFFECTS, worlds(sqlite_store))


@pytest.fixture
def turn(talks: Talks, classifier: FakeClassifier, catalogue: Catalogue, scripts: Scripts) -> Turn:
    return Turn(talks, classifier, lambda: catalogue, scripts)


@pytest.fixture
def person(turn: Turn, talks: Talks, clock: FakeClock) -> Person:
    return Person(turn, talks, "somebody", clock)


@dataclass(frozen=True)
class Service:
    """A running service: where it answers, its data folder, its process and what it printed."""

    url: str
    data_dir: Path
    process: subprocess.Popen[bytes]
    output: Path

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_service(data_dir: Path, **environment: str) -> Service:
    """Start `donghanh run` as a user would, and wait until it answers."""
    port = free_port()
    output = data_dir.parent / f"{data_dir.name}.out"
    with output.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "run"],
            cwd=ROOT,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={
                **{
                    name: value
                    for name, value in os.environ.items()
                    if not name.startswith("DONGHANH")
                },
                "DONGHANH_DATA_DIR": str(data_dir),
                "DONGHANH_PORT": str(port),
                "DONGHANH_NLU_PORT": str(free_port()),
                "DONGHANH_RATE_PER_MINUTE": "0",
                **environment,
            },
        )
    url = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        if process.poll() is not None:
            raise RuntimeError(f"the service ended: {output.read_text()}")
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=2) as response:
                return bool(response.status == 200)
        except OSError:
            return False

    try:
        wait_until(answers, "the service")
    except BaseException:
        process.kill()
        process.wait()
        raise
    return Service(url, data_dir, process, output)


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    """The whole service on embedded defaults, with the NLU away."""
    folder = Path(tempfile.mkdtemp(prefix="dh-run-"))
    running = start_service(folder / "data", DONGHANH_NLU_ENV=str(folder / "none"))
    try:
        yield running
    finally:
        running.process.send_signal(signal.SIGTERM)
        running.process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


BROWSER_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless.

    For one module: synchronous Playwright leaves an event loop running in the process, in which no
    asynchronous test could run. So no module has both.
    """
    binary = shutil.which("chromium") or shutil.which("chromium-browser")
    if binary is None:
        pytest.fail("there is no Chromium: run the tests through make test")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=binary, args=list(BROWSER_FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a browser profile of its own."""
    context = browser.new_context(locale="vi-VN")
    yield context.new_page()
    context.close()


@dataclass(frozen=True)
class NluServer:
    """A running NLU server over the repository's own model."""

    url: str
    token: str


@pytest.fixture(scope="session")
def nlu_server() -> Iterator[NluServer]:
    """The real Rasa server; trains the model first when there is none for the present data."""
    python = ROOT / ".venv-nlu" / "bin" / "python"
    if not python.exists():
        pytest.fail("there is no NLU environment: run the tests through make test")
    port, token = free_port(), uuid.uuid4().hex
    process = subprocess.Popen(
        [
            str(python),
            "-m",
            "nlu.rasa.serve",
            "--models",
            str(ROOT / ".data" / "models"),
            "--port",
            str(port),
        ],
        cwd=ROOT,
        env=environment(token),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        assert process.poll() is None, "the NLU server ended"
        try:
            with urllib.request.urlopen(f"{url}/status?token={token}", timeout=2) as response:
                return bool(response.status == 200)
        except OSError:
            return False

    try:
        wait_until(answers, "the NLU server", TRAINING_SECONDS)
        yield NluServer(url, token)
    finally:
        process.terminate()
        process.wait()


def wait_until(is_so: Callable[[], bool], what: str, seconds: float = READY_SECONDS) -> None:
    """Ask again and again until it is so."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            raise RuntimeError(f"{what} does not start")
        time.sleep(0.05)
