"""Signed-in browsers: begin, find and end a session.

The browser holds a random key; the database holds only the key's hash, so whoever reads the
database cannot sign in with what they find.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update

from admin.accounts import NoAccountError, Person, about, person_of
from admin.audit import record
from admin.audit_actions import Action
from admin.tables import StaffRow, StaffSessionRow
from content.messages import mark
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

CODE_WAIT = timedelta(minutes=10)
"""How long a browser may take from the right password to the code of the second step."""

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


@dataclass(frozen=True)
class Beginning:
    """What a session begins with.

    `replaces`: the key that the browser had before; its session ends. `device`: the kind of
    browser. `awaits_code`: only the password was right so far. `proof`: what a sign-in was proved
    with beside the password, empty when this is no sign-in.
    """

    replaces: str | None = None
    device: str = ""
    awaits_code: bool = False
    proof: str = ""


PLAIN = Beginning()


async def begin(store: Store, person: Person, now: datetime, how: Beginning = PLAIN) -> str:
    """Begin a session and return its key. Raises NoAccountError when the account just ended."""
    key = new_key()
    async with store.transaction() as session:
        over = or_(StaffSessionRow.expires_at <= now, StaffSessionRow.seen_at <= now - IDLE)
        await session.execute(delete(StaffSessionRow).where(over))
        # Held, so that no account is disabled or reset between the proof and its session.
        staff = await session.get(StaffRow, person.id, with_for_update=True)
        if staff is None or staff.disabled_at or staff.password_at > person.password_at:
            raise NoAccountError(
                mark("This account was changed a moment ago. Please sign in again.")
            )
        if how.replaces:
            await session.execute(
                delete(StaffSessionRow).where(StaffSessionRow.key_hash == _hash(how.replaces))
            )
        surplus = await session.scalars(
            select(StaffSessionRow.key_hash)
            .where(
                StaffSessionRow.staff == person.id,
                StaffSessionRow.awaits_code.is_(how.awaits_code),
            )
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
                expires_at=now + (CODE_WAIT if how.awaits_code else LONGEST),
                awaits_code=how.awaits_code,
                device=how.device,
            )
        )
        if how.proof:
            staff.first_sign_in_at = staff.first_sign_in_at or now
            await session.flush()
            details = {"second_step": how.proof}
            await record(session, person, Action.SIGNED_IN, about(person.id), details, now)
    return key


async def find(store: Store, key: str, now: datetime, *, used: bool = True) -> Person | None:
    """Who is signed in with `key`; None when nobody is, or no longer.

    `used`: whether this keeps the session from ending as idle.
    """
    return await _find(store, key, now, awaits_code=False, used=used)


async def find_waiting(store: Store, key: str, now: datetime) -> Person | None:
    """Whose password was right with `key` while the code of the second step is still to come."""
    return await _find(store, key, now, awaits_code=True)


async def _find(
    store: Store, key: str, now: datetime, *, awaits_code: bool, used: bool = True
) -> Person | None:
    if not is_key(key):
        return None
    async with store.transaction() as session:
        found = await session.execute(
            select(StaffSessionRow, StaffRow)
            .join(StaffRow, StaffRow.id == StaffSessionRow.staff)
            .where(
                StaffSessionRow.key_hash == _hash(key),
                StaffSessionRow.awaits_code.is_(awaits_code),
                StaffRow.disabled_at.is_(None),
            )
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
        if used and now - row.seen_at >= SEEN_EVERY:
            # Not through the row: it may have been signed out in this instant, which is no fault.
            await session.execute(
                update(StaffSessionRow)
                .where(StaffSessionRow.key_hash == row.key_hash)
                .values(seen_at=now)
            )
        return person_of(staff)


async def end(store: Store, key: str, now: datetime) -> None:
    """Sign a browser out; nothing happens when it is not signed in."""
    async with store.transaction() as session:
        ended = delete(StaffSessionRow).where(StaffSessionRow.key_hash == _hash(key))
        number = await session.scalar(ended.returning(StaffSessionRow.staff))
        staff = await session.get(StaffRow, number) if number is not None else None
        if staff is not None:
            person = person_of(staff)
            await record(session, person, Action.SIGNED_OUT, about(person.id), {}, now)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
