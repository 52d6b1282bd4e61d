"""One way to the database: SQLite for one machine, PostgreSQL for many."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import event, text
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry

from store import inline
from store.crypto import Keyring

QUEUE_SECONDS = 60
"""How long a transaction waits for those before it: on SQLite, or for a free connection."""

POOL_SIZE = 10
"""Most connections one process keeps to PostgreSQL."""

_KEYRING = "keyring"

DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
}


class DatabaseUrlError(ValueError):
    """The database address is not one this service can use; the message says what to write."""


def sqlite_url(path: Path) -> str:
    """The address of a SQLite file."""
    return f"sqlite:///{path}"


def resolve(url: str) -> URL:
    """The address with the driver this service uses. Raises DatabaseUrlError."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = None
    backend = parsed.drivername.partition("+")[0] if parsed else ""
    if parsed is None or backend not in DRIVERS:
        raise DatabaseUrlError(
            "write postgresql://USER:PASSWORD@HOST/NAME or sqlite:///PATH/FILE.db"
        )
    return parsed.set(drivername=DRIVERS[backend])


class NoKeyringError(RuntimeError):
    """Something to be sealed or signed came to a store that was opened without keys."""


class Store:
    """The database: hands out sessions, each one transaction."""

    def __init__(self, url: str, keyring: Keyring | None = None) -> None:
        """Prepare the engine for `url`; nothing is opened yet. Raises DatabaseUrlError.

        `keyring`: the keys of this installation, which each session takes along (`keyring_of`).
        """
        address = resolve(url)
        self.engine: AsyncEngine
        if address.get_backend_name() == "sqlite":
            # Every transaction writes alone, so one connection serves them all in the order in
            # which they came. Several would fight for the file, and some would lose for too long.
            self.engine = create_async_engine(
                address,
                async_creator=partial(inline.connect, address.database or ":memory:"),
                poolclass=AsyncAdaptedQueuePool,
                pool_size=1,
                max_overflow=0,
                pool_timeout=QUEUE_SECONDS,
            )
            event.listen(self.engine.sync_engine, "connect", _on_sqlite_connect)
            event.listen(self.engine.sync_engine, "begin", _begin_immediate)
            event.listen(self.engine.sync_engine, "handle_error", _keep_when_cancelled)
        else:
            self.engine = create_async_engine(
                address,
                pool_size=POOL_SIZE,
                max_overflow=0,
                pool_timeout=QUEUE_SECONDS,
                pool_pre_ping=True,
            )
        self._sessions = async_sessionmaker(
            self.engine, expire_on_commit=False, info={_KEYRING: keyring}
        )

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session that commits at the end of the block and rolls back when it raises."""
        async with self._sessions.begin() as session:
            yield session

    @asynccontextmanager
    async def alone(self, key: int) -> AsyncIterator[None]:
        """Hold the whole database for one job while others that ask with `key` wait.

        An advisory lock on PostgreSQL. A SQLite file belongs to one process, so there it is free.
        """
        if self.engine.dialect.name != "postgresql":
            yield
            return
        async with self.engine.connect() as connection:
            await connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": key})
            try:
                yield
            finally:
                await connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": key})

    async def is_well(self) -> bool:
        """Whether the database answers."""
        try:
            async with self.engine.connect() as connection:
                await connection.execute(text("SELECT 1"))
        except (SQLAlchemyError, OSError):
            return False
        return True

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


def keyring_of(session: AsyncSession) -> Keyring:
    """The keys of the installation whose store made this session. Raises NoKeyringError."""
    keyring: Keyring | None = session.info.get(_KEYRING)
    if keyring is None:
        raise NoKeyringError("this store was opened without the keys of the installation")
    return keyring


def _on_sqlite_connect(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _keep_when_cancelled(context: ExceptionContext) -> None:
    # A connection given up in the middle of a statement goes on holding the lock of the file with
    # nobody left to end its transaction. Kept, it is rolled back behind that statement.
    if isinstance(context.original_exception, asyncio.CancelledError):
        context.is_disconnect = False
