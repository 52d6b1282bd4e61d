"""Passwords: one-time ones that are easy to type, rules for own ones, slow hashes off the loop."""

from __future__ import annotations

import asyncio
import re
import secrets
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from admin.errors import AccountError
from content.messages import mark

SHORTEST = 12
"""Fewest characters of a password that a person chooses."""

LONGEST = 128
"""Most characters that are hashed: a longer text is no password but a burden."""

ALPHABET = "bcfghjkmnpqrstvxz23456789"
"""Letters of one-time passwords. Without vowels, d and w a Vietnamese keyboard (Telex, VNI) that is
left on cannot turn them into other letters, no word comes out by chance, and none look alike."""

GROUPS = 4
GROUP_LENGTH = 4

HASHES_AT_ONCE = 2
"""Each hash takes 64 MiB and a core for a fifth of a second."""

MOST_WAITING = 32
"""Hashes that are computed or waited for at most; more than this are turned away."""

HASHER = PasswordHash((Argon2Hasher(),))

NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$T6T5TiWn+9MxpfUb1hED7w"
    "$jHV/0t/mLPQZ3x/s7LrVy8BX70usD/dTE7ep6Fi/Rf8"
)
"""The hash of a random text nobody knows: checked when there is no account of that name, so that
the answer takes as long as for one that exists."""

_COMMON = frozenset(
    (Path(__file__).parent / "common-passwords.txt").read_text(encoding="utf-8").split()
)
"""The commonest passwords of at least SHORTEST characters, here and elsewhere."""

T = TypeVar("T")


class WeakPasswordError(AccountError):
    """The password may not be chosen; the message says why."""


class BusyError(AccountError):
    """Too many passwords are being checked just now."""


def one_time() -> str:
    """A random password for the first sign-in: four groups of four, 74 bits."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def as_one_time(typed: str) -> str:
    """What was typed, written as a one-time password: groups may be parted or not, A is a."""
    letters = re.sub(r"[^a-z0-9]", "", typed.lower())
    starts = range(0, len(letters), GROUP_LENGTH)
    return "-".join(letters[start : start + GROUP_LENGTH] for start in starts)


def composed(password: str) -> str:
    """The password in NFC: keyboards differ in how they build "ế"."""
    return unicodedata.normalize("NFC", password)


def check_new(password: str, name: str) -> None:
    """Raise WeakPasswordError unless the person called `name` may choose `password`."""
    plain = composed(password).strip().casefold()
    if len(plain) < SHORTEST:
        raise WeakPasswordError(mark("Use at least {least} characters."), least=SHORTEST)
    if len(composed(password)) > LONGEST:
        raise WeakPasswordError(mark("Use at most {most} characters."), most=LONGEST)
    if plain == name.casefold():
        raise WeakPasswordError(mark("Your account name cannot be your password."))
    if plain in _COMMON or len(set(plain)) == 1:
        raise WeakPasswordError(
            mark("Many people use this password. Please choose one that is only yours.")
        )


class _Bench:
    """The few threads that hash. Work beyond MOST_WAITING is refused, not queued."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(HASHES_AT_ONCE, thread_name_prefix="password")
        self.waiting = 0

    def require_room(self) -> None:
        """Raise BusyError when no more may wait."""
        if self.waiting >= MOST_WAITING:
            raise BusyError(mark("Many people are signing in. Please try again in a few seconds."))

    async def run(self, work: Callable[[], T]) -> T:
        """The result of `work`, done in a thread. Raises BusyError."""
        self.require_room()
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self.waiting -= 1


BENCH = _Bench()


async def hashed(password: str) -> str:
    """The argon2id hash of a password. Raises BusyError."""
    text = composed(password)
    return await BENCH.run(lambda: HASHER.hash(text))


async def matches(password: str, known: str | None) -> bool:
    """Whether `known` is the hash of the password; as slow, and false, for None.

    Raises BusyError.
    """
    text = composed(password)[: LONGEST + 1]
    same = await BENCH.run(lambda: HASHER.verify(text, known or NOBODY))
    return same and known is not None
