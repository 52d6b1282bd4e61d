"""Prove who someone is: a name and its password, with the same answer for every way to fail."""

from __future__ import annotations

from datetime import datetime

import structlog

from admin import accounts, lockout, passwords
from admin.accounts import Person
from admin.errors import AccountError
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


async def prove(store: Store, name: str, password: str, address: str, now: datetime) -> Person:
    """The person whose name and password these are.

    An unknown name, a wrong password and a locked name get the same answer after the same work.
    Raises RefusedError, ShutOutError and BusyError.
    """
    passwords.BENCH.require_room()
    name = accounts.tidy_name(name)
    admission = await lockout.admit(store, name, address, now)
    if admission.wait:
        log.warning("staff.address_shut_out")
        raise ShutOutError(max(1, int(admission.wait.total_seconds())))
    found = await accounts.look_up(store, name)
    person, known = found or (None, None)
    typed = passwords.as_one_time(password) if person and person.one_time else password
    right = await passwords.matches(typed, known)
    if person is None or not right or not admission.is_open:
        # A name that no account has may be a password in the wrong field: it is not written down.
        log.warning(
            "staff.sign_in_refused",
            staff=person.name if person else None,
            locked=not admission.is_open,
        )
        raise RefusedError(
            mark(
                "The name or the password is not right, or there were too many tries: after "
                "{tries} the account is locked for {minutes} minutes or longer."
            ),
            tries=lockout.TRIES,
            minutes=int(lockout.FIRST_LOCK.total_seconds()) // 60,
        )
    await lockout.forgive(store, name, address, now)
    return person
