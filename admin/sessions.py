"""Signed-in browsers: begin, find and end a session.

The browser holds a random key; the database holds only the key's hash, so whoever reads the
database cannot sign in with what they find.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update

from admin.accounts import Person, person_of
from admin.tables import StaffRow, StaffSessionRow
from store.engine import Store
from store.keys import derive

KEY_BYTES = 32
IDLE = timedelta(minutes=30)
"""A session that is not used for this long ends."""

LONGEST = timedelta(hours=12)
"""A session ends this long after its sign-in, however busy it is."""

SEEN_EVERY = timedelta(minutes=1)
"""How exactly the last use is noted; a write for every page would be waste."""

MOST_PER_PERSON = 10
"""Browsers that one account may be signed in with; the oldest gives way."""

_KEY = re.compile(r"[A-Za-z0-9_-]{43}")


def new_key() -> str:
    """A random key, as it stands in a cookie."""
    return secrets.token_urlsafe(KEY_BYTES)


def is_key(text: str) -> bool:
    """Whether the text has the shape of a key."""
    return _KEY.fullmatch(text) is not None


def form_token(key: str, purpose: str) -> str:
    """The token that proves a form was ours, for the browser that holds `key`."""
    return derive(key.encode(), purpose).hex()


async def begin(store: Store, person: Person, now: datetime, replaces: str | None) -> str:
    """Begin a session and return its key. The session that the browser had before ends."""
    key = new_key()
    async with store.transaction() as session:
        over = or_(StaffSessionRow.expires_at <= now, StaffSessionRow.seen_at <= now - IDLE)
        await session.execute(delete(StaffSessionRow).where(over))
        if replaces:
            await session.execute(
                delete(StaffSessionRow).where(StaffSessionRow.key_hash == _hash(replaces))
            )
        surplus = await session.scalars(
            select(StaffSessionRow.key_hash)
            .where(StaffSessionRow.staff == person.id)
            .order_by(StaffSessionRow.created_at.desc())
            .offset(MOST_PER_PERSON - 1)
        )
        await session.execute(
            delete(StaffSessionRow).where(StaffSessionRow.key_hash.in_(list(surplus)))
        )
        session.add(
            StaffSessionRow(
                key_hash=_hash(key),
                staff=person.id,
                created_at=now,
                seen_at=now,
                expires_at=now + LONGEST,
            )
        )
    return key


async def find(store: Store, key: str, now: datetime) -> Person | None:
    """Who is signed in with `key`; None when nobody is, or no longer."""
    if not is_key(key):
        return None
    async with store.transaction() as session:
        found = await session.execute(
            select(StaffSessionRow, StaffRow)
            .join(StaffRow, StaffRow.id == StaffSessionRow.staff)
            .where(StaffSessionRow.key_hash == _hash(key))
        )
        rows = found.one_or_none()
        if rows is None:
            return None
        row, staff = rows
        if now >= row.expires_at or now - row.seen_at >= IDLE:
            await session.execute(
                delete(StaffSessionRow).where(StaffSessionRow.key_hash == row.key_hash)
            )
            return None
        if now - row.seen_at >= SEEN_EVERY:
            # Not through the row: it may have been signed out in this instant, which is no fault.
            await session.execute(
                update(StaffSessionRow)
                .where(StaffSessionRow.key_hash == row.key_hash)
                .values(seen_at=now)
            )
        return person_of(staff)


async def end(store: Store, key: str) -> None:
    """End a session; nothing happens when there is none."""
    async with store.transaction() as session:
        await session.execute(delete(StaffSessionRow).where(StaffSessionRow.key_hash == _hash(key)))


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
