"""Count failed tries to sign in, and close the door for a while when there are too many.

A try is counted before its password is checked and taken back when it was right: tries that run at
the same time cannot slip past the limit. Names that no account has are counted like all others, so
that nothing tells them apart.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from admin.passwords import BusyError
from admin.tables import FailureRow
from content.messages import mark
from store.engine import Store

TRIES = 5
"""Failures in a row that lock a name; every further TRIES lock it for twice as long."""

FIRST_LOCK = timedelta(minutes=15)
LONGEST_LOCK = timedelta(hours=4)

ADDRESS_TRIES = 30
"""Failures from one address, over all names, within ADDRESS_WINDOW. An office shares an address."""

ADDRESS_WINDOW = timedelta(minutes=15)

FORGOTTEN_AT_ONCE = 200
"""Most outdated rows that one try clears away."""

_RACES = 5
_V6_NETWORK = 64
"""A household has this many leading bits of IPv6 of its own, and can take any address below."""


@dataclass(frozen=True)
class Admission:
    """Whether a try may count. `wait` is how long its address is shut out, zero when it is not.

    `locks`: this try locks the name, unless it is right.
    """

    is_open: bool
    wait: timedelta = timedelta(0)
    locks: bool = False


def lock_after(failures: int) -> timedelta:
    """How long the name stays locked from this failure on; zero when it is not locked."""
    times, rest = divmod(failures, TRIES)
    if rest or not times:
        return timedelta(0)
    doublings = min(times - 1, int(LONGEST_LOCK / FIRST_LOCK).bit_length())
    return min(FIRST_LOCK * (1 << doublings), LONGEST_LOCK)


async def admit(store: Store, name: str, address: str, now: datetime) -> Admission:
    """Count a try as failed, for now, and say whether its password may open the door."""
    async with store.transaction() as session:
        await _forget_old(session, now)
        home = await _row(session, _address(address), now, now + ADDRESS_WINDOW)
        if home.locked_until and now < home.locked_until:
            return Admission(is_open=False, wait=home.locked_until - now)
        home.count += 1
        if home.count >= ADDRESS_TRIES:
            home.locked_until = home.forget_at
        row = await _row(session, _name(name), now, now + LONGEST_LOCK)
        if row.locked_until and now < row.locked_until:
            return Admission(is_open=False)
        row.count += 1
        lock = lock_after(row.count)
        row.locked_until = now + lock if lock else None
        row.forget_at = now + lock + LONGEST_LOCK
        return Admission(is_open=True, locks=bool(lock))


async def forgive(store: Store, name: str, address: str, now: datetime) -> None:
    """Take a try back that was right: the name starts anew, the address has one failure less."""
    async with store.transaction() as session:
        await _relieve(session, address, now)
        await unlock(session, name)


async def take_back(
    store: Store, name: str, address: str, now: datetime, admission: Admission
) -> None:
    """Take back this one try, that was right as far as it goes; those before it stay counted.

    Only a lock that this very try set is lifted, none that others set meanwhile.
    """
    async with store.transaction() as session:
        await _relieve(session, address, now)
        row = await _row(session, _name(name), now, now + LONGEST_LOCK)
        row.count = max(0, row.count - 1)
        if admission.locks:
            row.locked_until = None


async def _relieve(session: AsyncSession, address: str, now: datetime) -> None:
    home = await _row(session, _address(address), now, now + ADDRESS_WINDOW)
    home.count = max(0, home.count - 1)
    if home.count < ADDRESS_TRIES:
        home.locked_until = None


async def unlock(session: AsyncSession, name: str) -> None:
    """Forget the failures of a name."""
    await session.execute(delete(FailureRow).where(FailureRow.subject == _name(name)))


async def _row(
    session: AsyncSession, subject: str, now: datetime, forget_at: datetime
) -> FailureRow:
    """The row of a subject, held until the transaction ends; made or made anew where needed.

    Raises BusyError when others make and clear the same row again and again in between.
    """
    for _ in range(_RACES):
        row = await _held(session, subject) or await _made(session, subject, forget_at)
        if row is not None:
            break
    else:
        raise BusyError(mark("Many people are signing in. Please try again in a few seconds."))
    if row.forget_at <= now:
        row.count = 0
        row.locked_until = None
        row.forget_at = forget_at
    return row


async def _made(session: AsyncSession, subject: str, forget_at: datetime) -> FailureRow | None:
    row = FailureRow(subject=subject, count=0, forget_at=forget_at)
    try:
        async with session.begin_nested():
            session.add(row)
    except IntegrityError:
        # Another try made it in this instant, and has ended: that row can be held now.
        return None
    return row


async def _held(session: AsyncSession, subject: str) -> FailureRow | None:
    found = select(FailureRow).where(FailureRow.subject == subject).with_for_update()
    return await session.scalar(found)


async def _forget_old(session: AsyncSession, now: datetime) -> None:
    old = (
        select(FailureRow.subject)
        .where(FailureRow.forget_at <= now)
        .limit(FORGOTTEN_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    subjects = list(await session.scalars(old))
    if subjects:
        await session.execute(delete(FailureRow).where(FailureRow.subject.in_(subjects)))


def _name(name: str) -> str:
    return hashlib.sha256(f"name:{name}".encode()).hexdigest()


def _address(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        network = address
    else:
        if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
            parsed = parsed.ipv4_mapped
        bits = _V6_NETWORK if isinstance(parsed, IPv6Address) else parsed.max_prefixlen
        network = str(ip_network((parsed, bits), strict=False))
    return hashlib.sha256(f"address:{network}".encode()).hexdigest()
