"""What the staff room's tests share."""

from __future__ import annotations

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from admin import passwords
from store.engine import Store
from tests.admin.office import Office
from tests.support.talking import FakeClock


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that cost little: what they cost in earnest has a test of its own."""
    quick = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    monkeypatch.setattr(passwords, "HASHER", quick)
    monkeypatch.setattr(passwords, "NOBODY", quick.hash("nobody knows"))


@pytest.fixture
def office(sqlite_store: Store, clock: FakeClock) -> Office:
    """A staff room without accounts. What its rules ask of a database, `each_office` tests."""
    return Office(sqlite_store, clock)


@pytest.fixture
def each_office(store: Store, clock: FakeClock) -> Office:
    """A staff room without accounts, on SQLite and on PostgreSQL."""
    return Office(store, clock)
