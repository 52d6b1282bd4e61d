"""Failed tries: what they lock, for how long, and that nobody learns which names exist."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import func, select

from admin import lockout, passwords, proof
from admin.accounts import Person
from admin.lockout import lock_after
from admin.passwords import NOBODY, BusyError
from admin.proof import RefusedError, ShutOutError
from admin.tables import FailureRow
from store.engine import Store
from tests.admin.office import KEYRING, OWN_PASSWORD, Office

HERE = "203.0.113.7"


@pytest.fixture
def office(each_office: Office) -> Office:
    return each_office


async def attempt(
    office: Office, password: str, name: str = "lan", address: str = HERE
) -> Person | None:
    """Who is let in, or None."""
    try:
        return await proof.prove(office.store, name, password, address, office.clock())
    except RefusedError:
        return None


async def fail(office: Office, times: int, name: str = "lan", address: str = HERE) -> None:
    for _ in range(times):
        assert await attempt(office, "wrong", name, address) is None


@pytest.mark.parametrize(
    ("failures", "minutes"),
    [
        (0, 0),
        (1, 0),
        (4, 0),
        (5, 15),
        (6, 0),
        (9, 0),
        (10, 30),
        (15, 60),
        (20, 120),
        (25, 240),
        (30, 240),
        (5000, 240),
    ],
)
def test_every_fifth_failure_locks_for_twice_as_long_up_to_four_hours(
    failures: int, minutes: int
) -> None:
    assert lock_after(failures) == timedelta(minutes=minutes)


async def test_four_failures_do_not_lock(office: Office) -> None:
    await office.hire("lan")
    await fail(office, 4)
    assert await attempt(office, OWN_PASSWORD)


async def test_after_five_failures_the_right_password_does_not_open(office: Office) -> None:
    await office.hire("lan")
    await fail(office, 5)
    assert await attempt(office, OWN_PASSWORD) is None


async def test_a_lock_ends_after_fifteen_minutes(office: Office) -> None:
    await office.hire("lan")
    await fail(office, 5)
    office.clock.forward(minutes=14, seconds=59)
    assert await attempt(office, OWN_PASSWORD) is None
    office.clock.forward(seconds=1)
    assert await attempt(office, OWN_PASSWORD)


async def test_five_more_failures_lock_for_thirty_minutes(office: Office) -> None:
    await office.hire("lan")
    await fail(office, 5)
    office.clock.forward(minutes=15)
    await fail(office, 5)
    office.clock.forward(minutes=29, seconds=59)
    assert await attempt(office, OWN_PASSWORD) is None
    office.clock.forward(seconds=1)
    assert await attempt(office, OWN_PASSWORD)


async def test_tries_while_locked_do_not_prolong_the_lock(office: Office) -> None:
    await office.hire("lan")
    await fail(office, 5)
    office.clock.forward(minutes=10)
    await fail(office, 10)
    office.clock.forward(minutes=5)
    assert await attempt(office, OWN_PASSWORD)


async def test_a_right_password_starts_the_count_anew(office: Office) -> None:
    await office.hire("lan")
    await fail(office, 4)
    assert await attempt(office, OWN_PASSWORD)
    await fail(office, 4)
    assert await attempt(office, OWN_PASSWORD)


async def test_a_locked_account_leaves_others_open(office: Office) -> None:
    await office.hire("lan")
    await office.hire("binh")
    await fail(office, 5)
    assert await attempt(office, OWN_PASSWORD, name="binh")


async def test_locks_survive_a_restart(office: Office, database_url: str) -> None:
    await office.hire("lan")
    await fail(office, 5)
    restarted = Store(database_url, KEYRING)
    try:
        again = Office(restarted, office.clock)
        assert await attempt(again, OWN_PASSWORD) is None
    finally:
        await restarted.close()


async def test_tries_at_the_same_time_cannot_slip_past_the_limit(office: Office) -> None:
    await office.hire("lan")
    admissions = await asyncio.gather(
        *(lockout.admit(office.store, "lan", HERE, office.clock()) for _ in range(12))
    )
    assert sum(admission.is_open for admission in admissions) == lockout.TRIES


async def test_first_tries_at_the_same_time_are_counted_each(office: Office) -> None:
    names = [f"name-{number}" for number in range(8)]
    await asyncio.gather(
        *(lockout.admit(office.store, name, HERE, office.clock()) for name in names)
    )
    async with office.store.transaction() as session:
        counts = list(await session.scalars(select(FailureRow.count)))
    assert sorted(counts) == [1] * 8 + [8]


async def test_thirty_failures_shut_an_address_out_whatever_the_names(office: Office) -> None:
    await office.hire("lan")
    for number in range(lockout.ADDRESS_TRIES):
        await fail(office, 1, name=f"name-{number}")
    with pytest.raises(ShutOutError) as shut:
        await attempt(office, OWN_PASSWORD)
    assert shut.value.seconds == 15 * 60
    assert await attempt(office, OWN_PASSWORD, address="203.0.113.8")


async def test_an_address_is_let_in_again_after_fifteen_minutes(office: Office) -> None:
    await office.hire("lan")
    for number in range(lockout.ADDRESS_TRIES):
        await fail(office, 1, name=f"name-{number}")
    office.clock.forward(minutes=15)
    assert await attempt(office, OWN_PASSWORD)


async def test_people_who_know_their_passwords_never_shut_their_office_out(
    office: Office,
) -> None:
    await office.hire("lan")
    for _ in range(lockout.ADDRESS_TRIES + 5):
        assert await attempt(office, OWN_PASSWORD)


async def test_one_right_password_does_not_pay_for_many_guesses(office: Office) -> None:
    await office.hire("lan")
    for number in range(lockout.ADDRESS_TRIES - 1):
        await fail(office, 1, name=f"name-{number}")
        assert await attempt(office, OWN_PASSWORD)
    await fail(office, 1, name="last")
    with pytest.raises(ShutOutError):
        await attempt(office, OWN_PASSWORD)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("203.0.113.7", "::ffff:203.0.113.7", True),
        ("203.0.113.7", "203.0.113.8", False),
        ("", "testclient", False),
    ],
)
def test_neighbouring_ipv6_addresses_are_one_household(one: str, other: str, same: bool) -> None:
    assert (lockout._address(one) == lockout._address(other)) is same


async def test_an_unknown_name_is_counted_like_a_known_one(office: Office) -> None:
    await office.hire("lan")
    await fail(office, 5, name="lan")
    await fail(office, 5, name="nobody")
    async with office.store.transaction() as session:
        rows = list(await session.scalars(select(FailureRow).where(FailureRow.count == 5)))
    assert len(rows) == 2
    assert len({(row.locked_until, row.forget_at) for row in rows}) == 1


async def test_what_was_typed_as_a_name_is_not_kept(office: Office) -> None:
    await fail(office, 1, name="my-secret-password")
    async with office.store.transaction() as session:
        subjects = list(await session.scalars(select(FailureRow.subject)))
    assert not [subject for subject in subjects if "secret" in subject]


async def test_failures_are_forgotten_when_they_matter_no_more(office: Office) -> None:
    await fail(office, 4)
    office.clock.forward(hours=5)
    await fail(office, 1, name="other", address="198.51.100.1")
    async with office.store.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(FailureRow)) == 2


class CountingHasher:
    """Notes what each password was held against."""

    def __init__(self, inner: PasswordHash) -> None:
        self.inner = inner
        self.asked: list[str] = []

    def hash(self, password: str) -> str:
        return self.inner.hash(password)

    def verify(self, password: str, known: str) -> bool:
        self.asked.append(known)
        return self.inner.verify(password, known)


async def test_unknown_wrong_and_locked_get_the_same_answer_for_the_same_work(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.hire("lan")
    await office.hire("locked")
    await fail(office, 5, name="locked")
    hasher = CountingHasher(passwords.HASHER)
    monkeypatch.setattr(passwords, "HASHER", hasher)
    answers = set()
    for name, password in [
        ("lan", "wrong"),
        ("locked", OWN_PASSWORD),
        ("nobody", OWN_PASSWORD),
        ("not a name", OWN_PASSWORD),
    ]:
        with pytest.raises(RefusedError) as refusal:
            await proof.prove(office.store, name, password, HERE, office.clock())
        answers.add(str(refusal.value))
    assert len(answers) == 1
    assert len(hasher.asked) == 4
    assert hasher.asked[2:] == [passwords.NOBODY, passwords.NOBODY]


def test_the_hash_for_unknown_names_costs_what_a_real_one_costs() -> None:
    real = PasswordHash((Argon2Hasher(),)).hash("a password")
    assert NOBODY.split("$")[:4] == real.split("$")[:4]
    assert real.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert len(NOBODY) == len(real)


class SlowHasher:
    """Holds every caller until it is told to go on; counts how many it holds."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.entered = threading.Semaphore(0)
        self.inside = 0
        self.most = 0
        self._lock = threading.Lock()

    def verify(self, *_: str) -> bool:
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.entered.release()
        self.go_on.wait()
        with self._lock:
            self.inside -= 1
        return False


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowHasher]:
    hasher = SlowHasher()
    monkeypatch.setattr(passwords, "HASHER", hasher)
    yield hasher
    hasher.go_on.set()


async def test_at_most_two_passwords_are_hashed_at_once(slow: SlowHasher) -> None:
    checks = [asyncio.create_task(passwords.matches("a", None)) for _ in range(6)]
    for _ in range(passwords.HASHES_AT_ONCE):
        await asyncio.to_thread(slow.entered.acquire)
    slow.go_on.set()
    await asyncio.gather(*checks)
    assert slow.most == passwords.HASHES_AT_ONCE


async def test_more_than_can_wait_are_turned_away_and_not_counted(
    office: Office, slow: SlowHasher
) -> None:
    checks = [
        asyncio.create_task(passwords.matches("a", None)) for _ in range(passwords.MOST_WAITING)
    ]
    await asyncio.to_thread(slow.entered.acquire)
    with pytest.raises(BusyError):
        await proof.prove(office.store, "lan", "a", HERE, office.clock())
    slow.go_on.set()
    await asyncio.gather(*checks)
    async with office.store.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(FailureRow)) == 0
