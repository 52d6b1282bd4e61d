"""A process that is killed while it sends: nothing is lost, nothing is said twice."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from flows.reach import contacts
from flows.reach.claim import HOLD
from flows.reach.port import State, intend
from flows.reach.runner import BATCH
from store.engine import Store
from tests.support.reaching import AT, attempts, states, tasks, world

MANY = 12 * BATCH


async def start(url: str, path: Path, at: datetime) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.support.reach_process", url, str(path), at.isoformat()
    )


def lines(path: Path) -> list[str]:
    return path.read_text().split() if path.exists() else []


async def test_killed_again_and_again_every_message_is_accounted_for_once(
    store: Store, database_url: str, tmp_path: Path
):
    path, at = tmp_path / "sent", AT
    async with store.transaction() as session:
        await contacts.keep(session, world(store), "case:1")
        for number in range(MANY):
            key = f"k{number}"
            await intend(session, subject="case:1", kind="eve", due=AT, key=key, to="case:1")
    for kill in range(1, 4):
        process = await start(database_url, path, at)
        while len(lines(path)) < kill * 2 * BATCH + kill and process.returncode is None:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        process.kill()
        await process.wait()
        at += HOLD + timedelta(seconds=1)
    for _ in range(2):
        assert await (await start(database_url, path, at)).wait() == 0
        at += HOLD + timedelta(seconds=1)
    said = Counter(lines(path))
    ends = {key: state for _, key, state in await states(store)}
    assert max(said.values()) == 1
    assert set(ends.values()) <= {State.SENT, State.UNKNOWN}
    assert len(await attempts(store)) == MANY
    assert all(said[key] == 1 for key, state in ends.items() if state == State.SENT)
    unknown = [key for key, state in ends.items() if state == State.UNKNOWN]
    assert 0 < len(unknown) <= 3 * BATCH
    assert len(await tasks(store)) == len(unknown)
