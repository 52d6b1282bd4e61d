"""Recovery codes: ten, each good once, for whoever has lost the telephone."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from admin.passwords import ALPHABET
from admin.tables import RecoveryRow
from store.engine import keyring_of

CODES = 10
HALF = 5
"""Letters in each of the two halves: 46 bits, and only a keyed hash is stored."""


def as_code(typed: str) -> str | None:
    """The code that was typed, however it was parted; None when it is something else."""
    letters = re.sub(r"[\s-]", "", typed.lower())
    if len(letters) != 2 * HALF or not set(letters) <= set(ALPHABET):
        return None
    return f"{letters[:HALF]}-{letters[HALF:]}"


async def renew(session: AsyncSession, staff: int) -> Sequence[str]:
    """New codes in place of all that an account had. They are kept nowhere."""
    await forget(session, staff)
    codes: list[str] = []
    while len(codes) < CODES:
        letters = "".join(secrets.choice(ALPHABET) for _ in range(2 * HALF))
        code = f"{letters[:HALF]}-{letters[HALF:]}"
        if code not in codes:
            codes.append(code)
    session.add_all(
        RecoveryRow(digest=_digest(session, staff, code), staff=staff) for code in codes
    )
    await session.flush()
    return codes


async def use(session: AsyncSession, staff: int, code: str) -> bool:
    """Whether this was a code of the account; it is none from now on."""
    digest = _digest(session, staff, code)
    used = delete(RecoveryRow).where(RecoveryRow.digest == digest, RecoveryRow.staff == staff)
    return await session.scalar(used.returning(RecoveryRow.digest)) is not None


async def left(session: AsyncSession, staff: int) -> int:
    """How many codes an account has left."""
    counted = select(func.count()).select_from(RecoveryRow).where(RecoveryRow.staff == staff)
    return await session.scalar(counted) or 0


async def forget(session: AsyncSession, staff: int) -> None:
    """Take all codes from an account."""
    await session.execute(delete(RecoveryRow).where(RecoveryRow.staff == staff))


def _digest(session: AsyncSession, staff: int, code: str) -> str:
    return keyring_of(session).index(code, f"admin_recovery.digest|{staff}")
