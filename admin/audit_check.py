"""Whether the audit record is as it was written."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from admin.audit import BEFORE_THE_FIRST, hash_of
from admin.tables import AuditRow
from store.engine import Store, keyring_of

BATCH = 500
"""Entries that are held at a time."""

PAGE_CHECKS = 500
"""The newest entries that are checked each time the page is opened."""


@dataclass(frozen=True)
class Chain:
    """What a check found.

    `entries`: how many there are; `checked`: how many of the newest were looked at; `head`: the
    hash of the last; `broken`: the number of the first entry that is not as it was written, or is
    missing, None when all hold.
    """

    entries: int
    checked: int
    head: str
    broken: int | None


_ENTRIES = (
    select(*AuditRow.__table__.columns)
    .where(AuditRow.id > bindparam("after"))
    .order_by(AuditRow.id)
    .limit(bindparam("most"))
)


async def verify(store: Store, newest: int | None = None) -> Chain:
    """Check all entries, or only the `newest`, BATCH at a time in a transaction of its own.

    Of a part, the hash before it is taken as it stands. Entries that are added meanwhile are left
    out. Raises NoKeyringError for a store without keys.
    """
    async with store.transaction() as session:
        entries = await session.scalar(select(func.max(AuditRow.id))) or 0
        start = max(0, entries - newest) if newest is not None else 0
        before = await session.scalar(select(AuditRow.hash).where(AuditRow.id == start))
    previous, number = before or BEFORE_THE_FIRST, start
    if start and before is None:
        return Chain(entries, entries - start, "", start)
    while number < entries:
        async with store.transaction() as session:
            found = await session.execute(_ENTRIES, {"after": number, "most": BATCH})
            rows = [row._asdict() for row in found]
            keyring = keyring_of(session)
        for row in rows:
            number += 1
            is_next = row["id"] == number and row["previous"] == previous
            if not is_next or not hmac.compare_digest(hash_of(keyring, row), row["hash"]):
                return Chain(entries, entries - start, row["hash"], number)
            previous = row["hash"]
            if number == entries:
                break
        if not rows:
            return Chain(entries, entries - start, previous, number + 1)
    return Chain(entries, entries - start, previous, None)
