"""How an owner (a case, a booking, a member of staff) can be reached: kept sealed, found blind."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from flows.engine import World
from flows.reach.port import Address
from flows.reach.tables import ContactRow
from store.among import among_given
from store.crypto import Keyring
from store.insert import insert_once

PLACE = "reach_contact.address"


def place(channel: str) -> str:
    """What an address of this channel is sealed for."""
    return f"{PLACE}|{channel}"


def here(world: World) -> str:
    """How this talk is found again: the channel's address, or its name where it has none."""
    return world.address if world.address is not None else world.talk


async def keep(session: AsyncSession, world: World, owner: str) -> None:
    """Note that `owner` can be reached in this talk; again only notes that they were heard."""
    address = here(world)
    mark = world.keys.index(address, place(world.channel))
    made = await insert_once(
        session,
        ContactRow,
        owner=owner,
        channel=world.channel,
        address=world.keys.seal(address, place(world.channel)),
        mark=mark,
        language=world.language,
        reachable=True,
        heard_at=world.now,
    )
    if made is None:
        await session.execute(
            update(ContactRow)
            .where(ContactRow.owner == owner, ContactRow.mark == mark)
            .values(heard_at=world.now, reachable=True, language=world.language)
        )


async def owners(session: AsyncSession, world: World, sort: str) -> Sequence[str]:
    """Who of a sort (`case`, `booking`) is reached in this talk, those heard last first."""
    found = await session.scalars(
        select(ContactRow.owner)
        .where(
            ContactRow.mark == world.keys.index(here(world), place(world.channel)),
            ContactRow.owner.startswith(f"{sort}:", autoescape=True),
        )
        .order_by(ContactRow.heard_at.desc(), ContactRow.id.desc())
    )
    return found.all()


async def best(session: AsyncSession, owner: str) -> ContactRow | None:
    """The contact of `owner` that was heard last and can be reached."""
    return (await best_of(session, {owner})).get(owner)


async def best_of(session: AsyncSession, owners: Set[str]) -> dict[str, ContactRow]:
    """The contact of each owner that was heard last and can be reached, where there is one."""
    found = await session.scalars(_REACHABLE, {"owners": list(owners)})
    return {contact.owner: contact for contact in found}


_REACHABLE = (
    select(ContactRow)
    .where(among_given(ContactRow.owner, "owners"), ContactRow.reachable)
    .order_by(ContactRow.heard_at, ContactRow.id)
)


def open_address(keys: Keyring, contact: ContactRow) -> Address:
    """The address in the clear. Raises store.crypto.SealError."""
    address = keys.open(contact.address, place(contact.channel))
    return Address(contact.channel, address, contact.language)


async def move(session: AsyncSession, world: World, owner: str) -> None:
    """From now on reach `owner` in this talk alone."""
    await release(session, owner)
    await keep(session, world, owner)


async def lose(session: AsyncSession, contact: int, heard_before: datetime) -> None:
    """Note that this contact does not take messages any more, unless it was heard since."""
    await session.execute(
        update(ContactRow)
        .where(ContactRow.id == contact, ContactRow.heard_at <= heard_before)
        .values(reachable=False)
    )


async def release(session: AsyncSession, owner: str) -> None:
    """Delete every contact of `owner`."""
    await session.execute(delete(ContactRow).where(ContactRow.owner == owner))
