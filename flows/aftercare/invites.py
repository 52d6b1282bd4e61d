"""One-time codes that staff make: to enrol a person, or to have one's own alerts sent to a talk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from flows import codes
from flows.aftercare.cases import SORT, number
from flows.aftercare.rules import retention_rules
from flows.aftercare.tables import InviteRow
from flows.engine import World
from flows.reach import contacts
from store.crypto import Keyring

PLACE = "aftercare_invite.mark"

DEEP_LINK = "enrol"
"""Telegram's start parameter is this, an underscore and the code without its dash."""

MOST_PENDING = 50
"""Most unused codes that one list holds."""


@dataclass(frozen=True)
class Links:
    """Where a code leads, to print beside it or as a QR code. `telegram`: None without a bot."""

    web: str
    telegram: str | None


def links(code: str, page: str, bot: str | None = None) -> Links:
    """The links of a code: `page` is the address of the chat page, `bot` the bot's user name.

    On the page the code stands behind the #, which no browser sends: it is in no server's log.
    """
    bare = code.replace("-", "")
    return Links(
        web=f"{page.rstrip('/')}/#{DEEP_LINK}={bare}",
        telegram=f"https://t.me/{bot}?start={DEEP_LINK}_{bare}" if bot else None,
    )


def mark_of(keys: Keyring, code: str) -> str:
    """The blind index of a code."""
    return keys.index(code, PLACE)


async def make(  # noqa: PLR0913 - what staff may note with a code
    session: AsyncSession,
    world: World,
    *,
    made_by: str,
    supporter: str | None = None,
    regime: str | None = None,
    on_treatment: bool = False,
    staff: str | None = None,
) -> str:
    """A new code, shown once: only its blind index is kept. `staff`: for that account itself."""
    code = codes.make(world.random)
    session.add(
        InviteRow(
            mark=mark_of(world.keys, code),
            supporter=supporter,
            regime=regime,
            on_treatment=on_treatment,
            staff=staff,
            made_by=made_by,
            made_at=world.now,
            expires_at=world.now + timedelta(days=retention_rules().unused_invite_days),
        )
    )
    await session.flush()
    return code


async def find(session: AsyncSession, world: World, typed: str) -> InviteRow | None:
    """The invite of a typed code, used or too old ones too; for update."""
    code = codes.read(typed)
    if code is None:
        return None
    found: InviteRow | None = await session.scalar(
        select(InviteRow).where(InviteRow.mark == mark_of(world.keys, code)).with_for_update()
    )
    return found


async def look(session: AsyncSession, world: World, typed: str) -> InviteRow | None:
    """The invite of a typed code that may still be used here; for update.

    One that was used already may be used again in the talk that used it: after a crash the
    enrolment is carried out once more.
    """
    row = await find(session, world, typed)
    if row is None or row.expires_at <= world.now:
        return None
    if row.used_at is None:
        return row
    mine = [number(owner) for owner in await contacts.owners(session, world, SORT)]
    return row if row.case in mine else None


async def pending(session: AsyncSession, now: datetime, account: str = "") -> Sequence[InviteRow]:
    """Codes for people that are still good and unused, the oldest first; of one supporter or all.

    The codes themselves are kept nowhere: `mark` names one.
    """
    wanted = select(InviteRow).where(
        InviteRow.used_at.is_(None), InviteRow.expires_at > now, InviteRow.staff.is_(None)
    )
    if account:
        wanted = wanted.where((InviteRow.supporter == account) | (InviteRow.made_by == account))
    found = await session.scalars(wanted.order_by(InviteRow.expires_at).limit(MOST_PENDING))
    return found.all()


async def withdraw(session: AsyncSession, mark: str) -> None:
    """Make an unused code worthless; one that was used stays as it is."""
    await session.execute(
        delete(InviteRow).where(InviteRow.mark == mark, InviteRow.used_at.is_(None))
    )
