"""The accounts of the people who work here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from admin import lockout, passwords
from admin.errors import AccountError
from admin.roles import Role
from admin.tables import StaffRow, StaffSessionRow
from content.messages import mark
from store.engine import Store

__all__ = [
    "AccountError",
    "BadNameError",
    "ChangedMeanwhileError",
    "NameTakenError",
    "NoAccountError",
    "Person",
    "Role",
    "SamePasswordError",
    "choose_password",
    "create",
    "ensure_first_administrator",
    "look_up",
    "person_of",
    "reset",
    "tidy_name",
]

FIRST_ADMINISTRATOR = "quantri"

_NAME = re.compile(r"[a-z0-9._-]{3,40}")

log = structlog.get_logger()


class BadNameError(AccountError):
    """The text cannot be an account name."""


class NameTakenError(AccountError):
    """There is an account of this name already."""


class NoAccountError(AccountError):
    """There is no account of this name."""


class SamePasswordError(AccountError):
    """The new password is the one the account has."""


class ChangedMeanwhileError(AccountError):
    """Someone else changed the account in the same moment."""


@dataclass(frozen=True)
class Person:
    """Someone who works here. `one_time`: has not chosen an own password yet.

    `password_at`: when the present password was set.
    """

    id: int
    name: str
    role: Role
    one_time: bool
    password_at: datetime


def tidy_name(typed: str) -> str:
    """The account name that was meant: phones add capitals and spaces."""
    return typed.strip().lower()


def person_of(row: StaffRow) -> Person:
    """The account that a row holds."""
    return Person(row.id, row.name, Role(row.role), row.one_time, row.password_at)


async def create(store: Store, name: str, role: Role, now: datetime) -> str:
    """Make an account and return its one-time password, which is kept nowhere.

    Raises BadNameError and NameTakenError.
    """
    name = tidy_name(name)
    if not _NAME.fullmatch(name):
        raise BadNameError(
            mark("An account name has 3 to 40 characters: letters a–z, digits, and . _ -")
        )
    password = passwords.one_time()
    row = StaffRow(
        name=name,
        role=role,
        password=await passwords.hashed(password),
        one_time=True,
        password_at=now,
        created_at=now,
    )
    try:
        async with store.transaction() as session:
            session.add(row)
    except IntegrityError:
        raise NameTakenError(
            mark("There is an account called {name} already."), name=name
        ) from None
    log.info("staff.account_created", staff=name, role=role)
    return password


async def reset(store: Store, name: str, now: datetime) -> str:
    """Give an account a new one-time password, unlock it and sign it out everywhere.

    Returns the password, which is kept nowhere. Raises NoAccountError.
    """
    name = tidy_name(name)
    password = passwords.one_time()
    digest = await passwords.hashed(password)
    async with store.transaction() as session:
        row = await session.scalar(select(StaffRow).where(StaffRow.name == name))
        if row is None:
            raise NoAccountError(mark("There is no account called {name}."), name=name)
        row.password = digest
        row.one_time = True
        row.password_at = now
        await _sign_out_everywhere(session, row.id)
        await lockout.unlock(session, name)
    log.info("staff.account_reset", staff=name)
    return password


async def ensure_first_administrator(store: Store, now: datetime) -> tuple[str, str] | None:
    """Make the first administrator when there is no account at all: (name, one-time password)."""
    async with store.transaction() as session:
        if await session.scalar(select(StaffRow.id).limit(1)) is not None:
            return None
    try:
        password = await create(store, FIRST_ADMINISTRATOR, Role.ADMINISTRATOR, now)
    except NameTakenError:
        # Another process of this service started in the same moment and was first.
        return None
    return FIRST_ADMINISTRATOR, password


async def look_up(store: Store, name: str) -> tuple[Person, str] | None:
    """The account of a name and the hash of its password."""
    known = name if _NAME.fullmatch(name) else ""
    async with store.transaction() as session:
        row = await session.scalar(select(StaffRow).where(StaffRow.name == known))
    return (person_of(row), row.password) if row else None


async def choose_password(store: Store, person: Person, password: str, now: datetime) -> None:
    """Replace a person's password by one of their own, and sign them out everywhere.

    Raises WeakPasswordError, SamePasswordError, ChangedMeanwhileError and BusyError.
    """
    passwords.check_new(password, person.name)
    found = await look_up(store, person.name)
    before = found[1] if found else None
    if await passwords.matches(password, before):
        raise SamePasswordError(mark("Please choose a password other than the present one."))
    digest = await passwords.hashed(password)
    async with store.transaction() as session:
        changed = await session.execute(
            update(StaffRow)
            .where(StaffRow.id == person.id, StaffRow.password == before)
            .values(password=digest, one_time=False, password_at=now)
            .returning(StaffRow.id)
        )
        if changed.scalar() is None:
            raise ChangedMeanwhileError(
                mark("This account was changed a moment ago. Please sign in again.")
            )
        await _sign_out_everywhere(session, person.id)
    log.info("staff.password_chosen", staff=person.name)


async def _sign_out_everywhere(session: AsyncSession, staff: int) -> None:
    await session.execute(delete(StaffSessionRow).where(StaffSessionRow.staff == staff))
