"""A SQLite statement runs on the event loop, waits for other processes and lets others go on."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from store import inline
from store.inline import Connection, connect


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "file.db")


@pytest.fixture
async def connection(path: str) -> Connection:
    made = await connect(path)
    await made.cursor().execute("CREATE TABLE thing (id INTEGER)")
    return made


async def test_what_another_process_holds_is_waited_for_while_others_are_served(
    connection: Connection, path: str
):
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(connection.cursor().execute("INSERT INTO thing VALUES (1)"))
    for _ in range(3):
        await asyncio.sleep(inline.BUSY_STEP)
    assert not waiting.done()
    other.execute("COMMIT")
    assert (await waiting).rowcount == 1
    other.close()
    await connection.close()


async def test_what_is_held_for_too_long_is_given_up(
    connection: Connection, path: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(inline, "BUSY_SECONDS", 3 * inline.BUSY_STEP)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        await connection.cursor().execute("INSERT INTO thing VALUES (1)")
    other.close()
    await connection.close()


async def test_an_error_that_is_no_lock_is_raised_at_once(connection: Connection):
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await connection.cursor().execute("SELECT * FROM elsewhere")
    await connection.close()


async def test_many_statements_in_a_row_let_others_have_their_turn(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
):
    # Below nothing: the clock may not move between two statements.
    monkeypatch.setattr(inline, "SLICE_SECONDS", -1.0)
    turns: list[int] = []

    async def other() -> None:
        for turn in range(10):
            turns.append(turn)
            await asyncio.sleep(0)

    served = asyncio.create_task(other())
    for number in range(20):
        await connection.cursor().execute("INSERT INTO thing VALUES (?)", (number,))
    assert turns == list(range(10))
    await served
    await connection.close()


async def test_a_cancelled_wait_leaves_nothing_behind(connection: Connection, path: str):
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(connection.cursor().execute("INSERT INTO thing VALUES (1)"))
    await asyncio.sleep(inline.BUSY_STEP)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    other.execute("COMMIT")
    other.close()
    found = await connection.cursor().execute("SELECT count(*) FROM thing")
    assert await found.fetchall() == [(0,)]
    await connection.close()
