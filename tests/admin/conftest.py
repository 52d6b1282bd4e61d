"""What the staff room's tests share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from admin import passwords
from store.engine import Store, sqlite_url
from store.migrate import upgrade
from tests.admin.office import KEYRING, Office
from tests.support.talking import FakeClock


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that cost little: what they cost in earnest has a test of its own."""
    quick = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    monkeypatch.setattr(passwords, "HASHER", quick)
    monkeypatch.setattr(passwords, "NOBODY", quick.hash("nobody knows"))


@pytest.fixture
async def office(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Office]:
    """A staff room without accounts. What its rules ask of a database, `each_office` tests."""
    store = Store(sqlite_url(tmp_path / "office.db"), KEYRING)
    await upgrade(store)
    yield Office(store, clock)
    await store.close()


@pytest.fixture
def each_office(store: Store, clock: FakeClock) -> Office:
    """A staff room without accounts, on SQLite and on PostgreSQL."""
    return Office(store, clock)
