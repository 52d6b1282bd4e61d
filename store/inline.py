"""A SQLite connection on the event loop itself, without a thread.

The usual asyncio driver hands every call to a thread and back. For a local file the two hand-overs
cost more than the statement, and with one connection for all they are what others wait for. Here a
statement runs where it is asked for. SQLAlchemy's dialect takes such a connection in place of the
driver's own (`async_creator`): it needs the few methods that are below.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Self, TypeAlias, TypeVar

BUSY_SECONDS = 5.0
"""How long a statement waits for another process that holds the file."""

BUSY_STEP = 0.01
"""Seconds between two tries; meanwhile the event loop serves others."""

SLICE_SECONDS = 0.005
"""How long statements may follow one another before the event loop serves others in between."""

Result = TypeVar("Result")
Value: TypeAlias = str | bytes | int | float | None
Parameters: TypeAlias = Sequence[Value]


class Cursor:
    """A cursor of `sqlite3`, awaited."""

    def __init__(self, connection: Connection) -> None:
        """On a connection that is open."""
        self._connection = connection
        self._cursor = connection.file.cursor()

    async def __aenter__(self) -> Self:
        """Nothing to wait for."""
        return self

    @property
    def description(self) -> Sequence[Sequence[str | None]] | None:
        """The columns of what was found, None after a statement that finds nothing."""
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        """Rows that the last statement changed."""
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The key of the last row put in."""
        return self._cursor.lastrowid

    async def execute(self, statement: str, parameters: Parameters = ()) -> Self:
        """Run a statement. Raises sqlite3.Error."""
        await self._connection.when_free(lambda: self._cursor.execute(statement, parameters))
        return self

    async def executemany(self, statement: str, parameters: Iterable[Parameters]) -> Self:
        """Run a statement for each of the parameters. Raises sqlite3.Error."""
        rows = list(parameters)
        await self._connection.when_free(lambda: self._cursor.executemany(statement, rows))
        return self

    async def fetchall(self) -> Sequence[Sequence[object]]:
        """All rows that were found."""
        return self._cursor.fetchall()

    async def close(self) -> None:
        """Let go of what was found."""
        self._cursor.close()


class Connection:
    """A connection of `sqlite3`, awaited. Used by one event loop, in one thread."""

    def __init__(self, path: str) -> None:
        """Open the file. Transactions begin only where somebody writes BEGIN.

        Raises sqlite3.OperationalError.
        """
        self.file = sqlite3.connect(path, timeout=0, isolation_level=None)
        self._loop = asyncio.get_running_loop()
        self._served_others = self._loop.time()

    @property
    def _connection(self) -> sqlite3.Connection:
        # The dialect asks for it to see whether the connection is open.
        return self.file

    def cursor(self) -> Cursor:
        """A new cursor."""
        return Cursor(self)

    async def create_function(
        self, name: str, arguments: int, function: Callable[..., Value], *, deterministic: bool
    ) -> None:
        """Lend a function to SQL."""
        self.file.create_function(name, arguments, function, deterministic=deterministic)

    async def commit(self) -> None:
        """End the transaction, if there is one; what it did stays."""
        await self.when_free(self.file.commit)

    async def rollback(self) -> None:
        """End the transaction, if there is one; what it did is undone."""
        self.file.rollback()

    async def close(self) -> None:
        """Close the file; a transaction under way is undone."""
        self.file.close()

    def stop(self) -> None:
        """Close the file where nobody can await."""
        self.file.close()

    async def when_free(self, run: Callable[[], Result]) -> Result:
        """What `run` returns, tried again while another process holds the file.

        Raises sqlite3.OperationalError when that lasts for BUSY_SECONDS.
        """
        now = self._loop.time()
        if now - self._served_others > SLICE_SECONDS:
            await asyncio.sleep(0)
            self._served_others = self._loop.time()
        until = now + BUSY_SECONDS
        while True:
            try:
                return run()
            except sqlite3.OperationalError as error:
                code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
                is_busy = code & 0xFF == sqlite3.SQLITE_BUSY
                if not is_busy or self._loop.time() > until:
                    raise
            await asyncio.sleep(BUSY_STEP)


async def connect(path: str) -> Connection:
    """A connection to the file at `path`."""
    return Connection(path)
