"""The second step of a sign-in: set it up, check it, turn it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import structlog
from sqlalchemy import or_, update
from sqlalchemy.ext.asyncio import AsyncSession

from admin import recovery, totp
from admin.accounts import NoAccountError, Person, about, sign_out_everywhere
from admin.audit import Who, record
from admin.audit_actions import Action
from admin.errors import AccountError
from admin.roles import SECOND_STEP_ROLES
from admin.tables import StaffRow
from content.messages import mark
from store.engine import Store, keyring_of

SEALED_AS = "admin_staff.code_secret"

log = structlog.get_logger()


class WrongCodeError(AccountError):
    """The code does not fit the key that is being set up."""


class NotSetUpError(AccountError):
    """There is no key that is being set up, or no second step."""


class NeededError(AccountError):
    """The role asks for a second step."""


class Proof(StrEnum):
    """What a sign-in was proved with, beside the password."""

    NONE = "none"
    CODE = "code"
    RECOVERY = "recovery"


@dataclass(frozen=True)
class Standing:
    """Whether an account's second step is on, and the recovery codes it has left."""

    is_on: bool
    recovery_left: int


async def standing(store: Store, person: Person) -> Standing:
    """How the second step of an account stands."""
    async with store.transaction() as session:
        left = await recovery.left(session, person.id)
    return Standing(person.second_step, left)


async def start(store: Store, person: Person) -> None:
    """Make a key to be set up. The one in use, if any, stays until the new one is confirmed."""
    async with store.transaction() as session:
        row = await _row(session, person.id)
        row.code_pending = keyring_of(session).seal(totp.new_secret(), _place(person.id))


async def pending(store: Store, person: Person) -> str | None:
    """The key that is being set up."""
    async with store.transaction() as session:
        row = await _row(session, person.id)
        if row.code_pending is None:
            return None
        return keyring_of(session).open(row.code_pending, _place(person.id))


async def confirm(store: Store, person: Person, typed: str, now: datetime) -> Sequence[str]:
    """Turn the second step on when the code fits the key, and return new recovery codes.

    Raises NotSetUpError and WrongCodeError.
    """
    code = totp.as_code(typed)
    async with store.transaction() as session:
        row = await _row(session, person.id)
        if row.code_pending is None:
            raise NotSetUpError(mark("This set-up was ended. Please start it again."))
        secret = keyring_of(session).open(row.code_pending, _place(person.id))
        step = totp.step_that_fits(secret, code, now, None) if code else None
        if step is None:
            raise WrongCodeError(
                mark(
                    "The code does not fit. Please take the one the app shows now, and see whether "
                    "the clock of your phone is right."
                )
            )
        row.code_secret, row.code_pending, row.code_step = row.code_pending, None, step
        codes = await recovery.renew(session, person.id)
        await record(session, person, Action.SECOND_STEP_ON, about(person.id), {}, now)
    log.info("staff.second_step_on", staff=person.name)
    return codes


async def check(store: Store, person: Person, typed: str, now: datetime) -> Proof | None:
    """Which kind of right code was typed; None for a wrong one. Each is good once."""
    async with store.transaction() as session:
        code = totp.as_code(typed)
        if code:
            return Proof.CODE if await _take(session, person.id, code, now) else None
        spare = recovery.as_code(typed)
        if spare is None or not await recovery.use(session, person.id, spare):
            return None
        details = {"left": await recovery.left(session, person.id)}
        await record(session, person, Action.RECOVERY_USED, about(person.id), details, now)
        return Proof.RECOVERY


async def renew_recovery(store: Store, person: Person, now: datetime) -> Sequence[str]:
    """New recovery codes in place of the old ones. Raises NotSetUpError."""
    async with store.transaction() as session:
        row = await _row(session, person.id)
        if row.code_secret is None:
            raise NotSetUpError(mark("The second step is not on."))
        codes = await recovery.renew(session, person.id)
        await record(session, person, Action.RECOVERY_MADE, about(person.id), {}, now)
    return codes


async def turn_off(store: Store, person: Person, now: datetime) -> None:
    """Turn one's own second step off. Raises NeededError for a role that asks for it."""
    if person.role in SECOND_STEP_ROLES:
        raise NeededError(
            mark("Your role needs the second step. You can set it up anew on another phone.")
        )
    async with store.transaction() as session:
        await _clear(session, person.id)
        await record(session, person, Action.SECOND_STEP_OFF, about(person.id), {}, now)
    log.info("staff.second_step_off", staff=person.name)


async def remove(store: Store, staff: int, by: Who, now: datetime) -> None:
    """Take the second step from someone who lost it, and sign them out everywhere.

    Raises NoAccountError.
    """
    async with store.transaction() as session:
        row = await _clear(session, staff)
        await sign_out_everywhere(session, staff)
        details = {"name": row.name}
        await record(session, by, Action.SECOND_STEP_REMOVED, about(staff), details, now)
    log.info("staff.second_step_removed", staff=row.name)


async def _take(session: AsyncSession, staff: int, code: str, now: datetime) -> bool:
    row = await _row(session, staff)
    if row.code_secret is None:
        return False
    secret = keyring_of(session).open(row.code_secret, _place(staff))
    step = totp.step_that_fits(secret, code, now, row.code_step)
    if step is None:
        return False
    # The row is held, yet the condition stands here too: a code is never taken twice.
    taken = await session.execute(
        update(StaffRow)
        .where(StaffRow.id == staff, or_(StaffRow.code_step.is_(None), StaffRow.code_step < step))
        .values(code_step=step)
        .returning(StaffRow.id)
    )
    return taken.scalar() is not None


async def _clear(session: AsyncSession, staff: int) -> StaffRow:
    row = await _row(session, staff)
    row.code_secret = row.code_pending = row.code_step = None
    await recovery.forget(session, staff)
    return row


async def _row(session: AsyncSession, staff: int) -> StaffRow:
    row = await session.get(StaffRow, staff, with_for_update=True)
    if row is None:
        raise NoAccountError(mark("There is no such account."))
    return row


def _place(staff: int) -> str:
    return f"{SEALED_AS}|{staff}"
