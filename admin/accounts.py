"""The accounts of the people who work here."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from admin import lockout, passwords
from admin.audit import CONSOLE, Subject, Who, record
from admin.audit_actions import Action
from admin.errors import AccountError
from admin.roles import SECOND_STEP_GRACE, SECOND_STEP_ROLES, Role
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
    "about",
    "choose_password",
    "create",
    "ensure_first_administrator",
    "look_up",
    "person_of",
    "reset",
    "sign_out_everywhere",
    "tidy_name",
]

FIRST_ADMINISTRATOR = "quantri"

ONE_TIME_VALID = timedelta(hours=72)
"""How long a one-time password is good. The first administrator's stands in the console of whoever
started the service, and does not end."""

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

    `password_at`: when the present password was set; `one_time_until`: when a one-time one ends;
    `second_step`: signs in with a code as well; `second_step_due`: from when it must be so.
    """

    id: int
    name: str
    role: Role
    one_time: bool
    password_at: datetime
    one_time_until: datetime | None = None
    second_step: bool = False
    second_step_due: datetime | None = None
    disabled: bool = False


def about(staff: int) -> Subject:
    """The account as the subject of an entry in the audit record."""
    return Subject("account", str(staff))


def tidy_name(typed: str) -> str:
    """The account name that was meant: phones add capitals and spaces."""
    return typed.strip().lower()


def person_of(row: StaffRow) -> Person:
    """The account that a row holds."""
    role = Role(row.role)
    has_code = row.code_secret is not None
    is_due = role in SECOND_STEP_ROLES and not has_code and row.first_sign_in_at
    return Person(
        id=row.id,
        name=row.name,
        role=role,
        one_time=row.one_time,
        password_at=row.password_at,
        one_time_until=row.one_time_until,
        second_step=has_code,
        second_step_due=row.first_sign_in_at + SECOND_STEP_GRACE
        if is_due and row.first_sign_in_at
        else None,
        disabled=row.disabled_at is not None,
    )


async def create(  # noqa: PLR0913, PLR0917 - who and how long are seldom told
    store: Store,
    name: str,
    role: Role,
    now: datetime,
    by: Who = CONSOLE,
    valid: timedelta | None = ONE_TIME_VALID,
) -> str:
    """Make an account and return its one-time password, which is kept nowhere.

    `valid`: how long that password is good, None for ever. Raises BadNameError, NameTakenError and
    BusyError.
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
        one_time_until=now + valid if valid else None,
        password_at=now,
        created_at=now,
    )
    try:
        async with store.transaction() as session:
            session.add(row)
            await session.flush()
            details = {"name": name, "role": role}
            await record(session, by, Action.ACCOUNT_CREATED, about(row.id), details, now)
    except IntegrityError:
        raise NameTakenError(
            mark("There is an account called {name} already."), name=name
        ) from None
    log.info("staff.account_created", staff=name, role=role)
    return password


async def reset(store: Store, name: str, now: datetime, by: Who = CONSOLE) -> str:
    """Give an account a new one-time password, unlock it and sign it out everywhere.

    Returns the password, good for ONE_TIME_VALID and kept nowhere. Raises NoAccountError and
    BusyError.
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
        row.one_time_until = now + ONE_TIME_VALID
        row.password_at = now
        await sign_out_everywhere(session, row.id)
        await lockout.unlock(session, name)
        details = {"name": name}
        await record(session, by, Action.PASSWORD_RESET, about(row.id), details, now)
    log.info("staff.account_reset", staff=name)
    return password


async def ensure_first_administrator(store: Store, now: datetime) -> tuple[str, str] | None:
    """Make the first administrator when there is no account at all: (name, one-time password)."""
    async with store.transaction() as session:
        if await session.scalar(select(StaffRow.id).limit(1)) is not None:
            return None
    try:
        password = await create(store, FIRST_ADMINISTRATOR, Role.ADMINISTRATOR, now, valid=None)
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


async def choose_password(store: Store, person: Person, password: str, now: datetime) -> Person:
    """Replace a person's password by one of their own, and sign them out everywhere.

    Returns the account as it is then.
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
            .values(password=digest, one_time=False, one_time_until=None, password_at=now)
            .returning(StaffRow.id)
        )
        if changed.scalar() is None:
            raise ChangedMeanwhileError(
                mark("This account was changed a moment ago. Please sign in again.")
            )
        await sign_out_everywhere(session, person.id)
        await record(session, person, Action.PASSWORD_CHANGED, about(person.id), {}, now)
    log.info("staff.password_chosen", staff=person.name)
    return replace(person, one_time=False, one_time_until=None, password_at=now)


async def sign_out_everywhere(session: AsyncSession, staff: int) -> int:
    """End every session of an account, and say how many there were."""
    ended = await session.scalars(
        delete(StaffSessionRow)
        .where(StaffSessionRow.staff == staff)
        .returning(StaffSessionRow.key_hash)
    )
    return len(ended.all())
