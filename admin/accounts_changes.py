"""What an administrator does with accounts: see, change roles, disable, sign devices out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import Select, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from admin.accounts import NoAccountError, Person, about, person_of, sign_out_everywhere
from admin.audit import Detail, Who, record
from admin.audit_actions import Action
from admin.errors import AccountError
from admin.roles import Role
from admin.sessions import IDLE
from admin.tables import StaffRow, StaffSessionRow
from content.messages import mark
from flows.reach import contacts, tasks
from store.engine import Store

MOST_LISTED = 500
"""Accounts on the page."""

ID_LENGTH = 16
"""Hex digits of a hashed session key that name a session on a page: they open nothing."""

log = structlog.get_logger()


class OwnAccountError(AccountError):
    """Nobody demotes or disables themself."""


class LastAdministratorError(AccountError):
    """Somebody must stay who can give roles and passwords."""


class UnchangedError(AccountError):
    """It is so already."""


@dataclass(frozen=True)
class Listed:
    """An account in the list."""

    person: Person
    created_at: datetime
    seen_at: datetime | None


@dataclass(frozen=True)
class Device:
    """A signed-in browser. `id` names it on pages; `key_hash` is the hash of its key."""

    id: str
    key_hash: str
    device: str
    created_at: datetime
    seen_at: datetime


async def people(store: Store, now: datetime) -> Sequence[Listed]:
    """The accounts by name, with the last use of those who are signed in now."""
    async with store.transaction() as session:
        rows = list(
            await session.scalars(select(StaffRow).order_by(StaffRow.name).limit(MOST_LISTED))
        )
        seen: dict[int, datetime] = {}
        for row in await session.scalars(_signed_in(now)):
            seen[row.staff] = max(row.seen_at, seen.get(row.staff, row.seen_at))
    return [Listed(person_of(row), row.created_at, seen.get(row.id)) for row in rows]


async def by_id(store: Store, staff: int) -> Person:
    """The account of a number. Raises NoAccountError."""
    async with store.transaction() as session:
        return person_of(await _row(session, staff))


async def devices(store: Store, staff: int, now: datetime) -> Sequence[Device]:
    """Where an account is signed in, the last used first."""
    async with store.transaction() as session:
        rows = await session.scalars(
            _signed_in(now)
            .where(StaffSessionRow.staff == staff)
            .order_by(StaffSessionRow.seen_at.desc())
        )
        return [
            Device(row.key_hash[:ID_LENGTH], row.key_hash, row.device, row.created_at, row.seen_at)
            for row in rows
        ]


async def sign_out(store: Store, staff: int, device: str, by: Who, now: datetime) -> None:
    """Sign one device of an account out; nothing happens when it is not signed in."""
    async with store.transaction() as session:
        ended = await session.scalars(
            delete(StaffSessionRow)
            .where(
                StaffSessionRow.staff == staff,
                StaffSessionRow.key_hash.startswith(device, autoescape=True),
            )
            .returning(StaffSessionRow.key_hash)
        )
        if ended.all():
            details = {"name": (await _row(session, staff)).name}
            await record(session, by, Action.SESSION_REVOKED, about(staff), details, now)


async def sign_out_all(
    store: Store, staff: int, by: Who, now: datetime, but: str | None = None
) -> None:
    """Sign an account out everywhere, `but` where the hash of the key is this."""
    async with store.transaction() as session:
        gone = delete(StaffSessionRow).where(
            StaffSessionRow.staff == staff, StaffSessionRow.key_hash != (but or "")
        )
        ended = (await session.scalars(gone.returning(StaffSessionRow.key_hash))).all()
        details: dict[str, Detail] = {
            "name": (await _row(session, staff)).name,
            "devices": len(ended),
        }
        await record(session, by, Action.SESSIONS_REVOKED, about(staff), details, now)


async def change_role(store: Store, staff: int, role: Role, by: Who, now: datetime) -> None:
    """Give an account another role and sign it out everywhere.

    Raises OwnAccountError, LastAdministratorError, UnchangedError and NoAccountError.
    """
    async with store.transaction() as session:
        row = await _other(session, staff, by)
        if row.role == role:
            raise UnchangedError(mark("The account has this role already."))
        await _require_another_administrator(session, row)
        details = {"name": row.name, "before": row.role, "role": role.value}
        row.role = role
        await sign_out_everywhere(session, staff)
        await record(session, by, Action.ROLE_CHANGED, about(staff), details, now)
    log.info("staff.role_changed", staff=row.name, role=role)


async def disable(store: Store, staff: int, by: Who, now: datetime) -> None:
    """Close an account and sign it out everywhere. What it did stays written down.

    Raises OwnAccountError, LastAdministratorError, UnchangedError and NoAccountError.
    """
    async with store.transaction() as session:
        row = await _other(session, staff, by)
        if row.disabled_at:
            raise UnchangedError(mark("The account is disabled already."))
        await _require_another_administrator(session, row)
        row.disabled_at = now
        await sign_out_everywhere(session, staff)
        await contacts.release(session, f"{tasks.STAFF}{row.name}")
        details = {"name": row.name}
        await record(session, by, Action.ACCOUNT_DISABLED, about(staff), details, now)
    log.info("staff.account_disabled", staff=row.name)


async def enable(store: Store, staff: int, by: Who, now: datetime) -> None:
    """Open a disabled account again. Raises UnchangedError and NoAccountError."""
    async with store.transaction() as session:
        row = await _row(session, staff)
        if row.disabled_at is None:
            raise UnchangedError(mark("The account is not disabled."))
        row.disabled_at = None
        details = {"name": row.name}
        await record(session, by, Action.ACCOUNT_ENABLED, about(staff), details, now)
    log.info("staff.account_enabled", staff=row.name)


async def _other(session: AsyncSession, staff: int, by: Who) -> StaffRow:
    if by.id == staff:
        raise OwnAccountError(
            mark("You cannot do this to your own account. Another administrator can.")
        )
    # All administrators are held at once, in one order: two of them who demote each other at the
    # same time wait for one another, and the second finds that the first is the last.
    await session.execute(
        select(StaffRow.id)
        .where(or_(StaffRow.role == Role.ADMINISTRATOR, StaffRow.id == staff))
        .order_by(StaffRow.id)
        .with_for_update()
    )
    return await _row(session, staff)


async def _require_another_administrator(session: AsyncSession, row: StaffRow) -> None:
    if row.role != Role.ADMINISTRATOR:
        return
    others = select(StaffRow.id).where(
        StaffRow.role == Role.ADMINISTRATOR,
        StaffRow.disabled_at.is_(None),
        StaffRow.id != row.id,
    )
    if await session.scalar(others.limit(1)) is None:
        raise LastAdministratorError(
            mark("This is the last administrator. Make someone else an administrator first.")
        )


async def _row(session: AsyncSession, staff: int) -> StaffRow:
    row = await session.get(StaffRow, staff)
    if row is None:
        raise NoAccountError(mark("There is no such account."))
    return row


def _signed_in(now: datetime) -> Select[StaffSessionRow]:
    return select(StaffSessionRow).where(
        StaffSessionRow.expires_at > now,
        StaffSessionRow.seen_at > now - IDLE,
        StaffSessionRow.awaits_code.is_(False),
    )
