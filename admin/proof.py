"""Prove who someone is: a name and its password, then a code where the account asks for one.

Every way to fail gets the same answer.
"""

from __future__ import annotations

from datetime import datetime

import structlog

from admin import accounts, audit, lockout, passwords, second_step
from admin.accounts import Person
from admin.audit_actions import Action
from admin.errors import AccountError
from admin.lockout import Admission
from admin.second_step import Proof
from content.messages import mark
from store.engine import Store

log = structlog.get_logger()


class RefusedError(AccountError):
    """The name and the password do not open the door. Why not is not told."""


class ShutOutError(AccountError):
    """Too many failures came from one address. `seconds` is how long it is shut out."""

    def __init__(self, seconds: int) -> None:
        """`seconds`: at least 1."""
        super().__init__(
            mark("Too many tries from your network. Please try again in {minutes} minutes."),
            minutes=-(-seconds // 60),
        )
        self.seconds = seconds


_NOT_RIGHT = mark(
    "The name or the password is not right, or there were too many tries: after "
    "{tries} the account is locked for {minutes} minutes or longer."
)
_WRONG_CODE = mark(
    "The code is not right or was used already, or there were too many tries: after "
    "{tries} the account is locked for {minutes} minutes or longer."
)


async def prove(  # noqa: PLR0913 - each is needed
    store: Store,
    name: str,
    password: str,
    address: str,
    now: datetime,
    *,
    code_follows: bool = False,
) -> Person:
    """The person whose name and password these are.

    An unknown name, a wrong password, one that has ended, a disabled and a locked account get the
    same answer after the same work. `code_follows`: where the account has a second step, a right
    password takes back no other failures, or codes could be guessed without end.
    Raises RefusedError, ShutOutError and BusyError.
    """
    passwords.BENCH.require_room()
    name = accounts.tidy_name(name)
    admission = await _admit(store, name, address, now)
    found = await accounts.look_up(store, name)
    person, known = found or (None, None)
    typed = passwords.as_one_time(password) if person and person.one_time else password
    right = await passwords.matches(typed, known)
    if person is None or not right or not admission.is_open or not _may_enter(person, now):
        # A name that no account has may be a password in the wrong field: it is not written down.
        log.warning(
            "staff.sign_in_refused",
            staff=person.name if person else None,
            locked=not admission.is_open,
        )
        await _note_lock(store, person, admission, now)
        raise _refused(_NOT_RIGHT)
    if code_follows and person.second_step:
        await lockout.take_back(store, name, address, now, admission)
    else:
        await lockout.forgive(store, name, address, now)
    return person


async def prove_code(
    store: Store, person: Person, typed: str, address: str, now: datetime
) -> Proof:
    """Which kind of code was given by someone whose password was right a moment ago.

    Tries count together with those of passwords. Raises RefusedError and ShutOutError.
    """
    admission = await _admit(store, person.name, address, now)
    proof = await second_step.check(store, person, typed, now) if admission.is_open else None
    if proof is None:
        log.warning("staff.code_refused", staff=person.name, locked=not admission.is_open)
        await _note_lock(store, person, admission, now)
        raise _refused(_WRONG_CODE)
    await lockout.forgive(store, person.name, address, now)
    return proof


async def _admit(store: Store, name: str, address: str, now: datetime) -> Admission:
    admission = await lockout.admit(store, name, address, now)
    if admission.wait:
        log.warning("staff.address_shut_out")
        raise ShutOutError(max(1, int(admission.wait.total_seconds())))
    return admission


def _may_enter(person: Person, now: datetime) -> bool:
    ended = person.one_time and person.one_time_until and now >= person.one_time_until
    return not person.disabled and not ended


async def _note_lock(
    store: Store, person: Person | None, admission: Admission, now: datetime
) -> None:
    """Write down that a name was locked, for names without an account too: equal work for all."""
    if not admission.locks:
        return
    subject = audit.Subject("account", str(person.id) if person else "")
    details = {"account": person is not None}
    async with store.transaction() as session:
        await audit.record(session, audit.STRANGER, Action.SIGN_IN_LOCKED, subject, details, now)


def _refused(words: str) -> RefusedError:
    minutes = int(lockout.FIRST_LOCK.total_seconds()) // 60
    return RefusedError(words, tries=lockout.TRIES, minutes=minutes)
