"""The person's side: hand the talk over, be heard, see what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from flows import codes
from flows.engine import World
from flows.handover import calling, threads
from flows.handover.duty import Promise
from flows.handover.states import SORT, State, number, subject
from flows.handover.tables import TalkRow
from flows.reach import contacts
from flows.reach.port import State as Sending
from flows.reach.tables import NotificationRow
from store.engine import keyring_of

CODE_LENGTH = 5
"""A talk's short code names it among staff; it is no secret."""

MOST_DRAWS = 20
MARK = "handover_talk.mark"
"""The place of the blind index of where a person writes."""

UNDER_WAY = (Sending.WAITING, Sending.SENDING, Sending.SHELVED)


async def find(session: AsyncSession, world: World) -> TalkRow | None:
    """The open talk with a counsellor of whoever writes here, for update."""
    found: TalkRow | None = await session.scalar(
        select(TalkRow).where(TalkRow.mark == _mark(world)).with_for_update()
    )
    return found


async def all_of(session: AsyncSession, world: World) -> Sequence[TalkRow]:
    """Every talk of whoever writes here, ended ones too, newest first."""
    numbers = [number(owner) for owner in await contacts.owners(session, world, SORT)]
    found = await session.scalars(
        select(TalkRow).where(TalkRow.id.in_(numbers)).order_by(TalkRow.id.desc())
    )
    return found.all()


async def hand_over(
    session: AsyncSession, world: World, *, topic: str | None, text: str
) -> Promise | None:
    """Hand the talk over with a first message; a talk that is handed over already goes on.

    Returns what can be promised, None where nobody will be there. Raises threads.FullError.
    """
    talk = await find(session, world)
    if talk is None:
        talk = TalkRow(
            code=await _free_code(session, world.random),
            mark=_mark(world),
            channel=world.channel,
            language=world.language,
            state=State.WAITING,
            listening=True,
            topic=topic,
            opened_at=world.now,
            last_at=world.now,
            heard_at=world.now,
            stretch=0,
        )
        session.add(talk)
        await session.flush()
    await join(session, world, talk)
    _, promise = await hear(session, world, talk, text=text, once=f"first:{world.now.isoformat()}")
    return promise


async def join(session: AsyncSession, world: World, talk: TalkRow) -> None:
    """From now on what the person writes here goes to the counsellor, as they agreed."""
    talk.listening = True
    await contacts.keep(session, world, subject(talk.id))


async def hear(
    session: AsyncSession, world: World, talk: TalkRow, *, text: str, once: str
) -> tuple[int | None, Promise | None]:
    """Keep what the person wrote: its number (None: kept before), and what can be promised now.

    Raises threads.FullError.
    """
    key = f"person:{once}"[:80]
    made = await threads.write(session, talk, key=key, text=text, now=world.now)
    if made is not None:
        talk.last_at = talk.heard_at = world.now
        await contacts.keep(session, world, subject(talk.id))
    return made, await calling.begin_wait(session, talk, world.now)


async def take_unread(
    session: AsyncSession, world: World, talk: TalkRow, *, all_of_it: bool
) -> Sequence[str]:
    """What counsellors wrote of which the person had only a notice; it counts as seen from now on.

    `all_of_it`: also what came in full, for somebody who asks to read.
    """
    rows = await threads.unread(session, talk.id)
    found = await session.execute(
        select(NotificationRow.key, NotificationRow.data, NotificationRow.state).where(
            NotificationRow.subject == subject(talk.id), NotificationRow.kind.in_(threads.REPLIES)
        )
    )
    ways = {int(key): (bool(data.get("full")), Sending(state)) for key, data, state in found}
    texts = []
    for row in rows:
        full, state = ways.get(row.id, (True, Sending.WITHDRAWN))
        if all_of_it or not full:
            texts.append(threads.open_text(session, row))
        elif state in UNDER_WAY:
            continue
        row.seen_at = world.now
    await session.flush()
    return texts


async def mark_of(session: AsyncSession, talk: TalkRow) -> str | None:
    """The blind index of where the person of a talk writes; None where they cannot be reached."""
    contact = await contacts.best(session, subject(talk.id))
    if contact is None:
        return None
    keys = keyring_of(session)
    return keys.index(contacts.open_address(keys, contact).address, f"{MARK}|{talk.channel}")


def _mark(world: World) -> str:
    return world.keys.index(contacts.here(world), f"{MARK}|{world.channel}")


async def _free_code(session: AsyncSession, random: Random) -> str:
    for _ in range(MOST_DRAWS):
        code = codes.make(random, CODE_LENGTH)
        if await session.scalar(select(TalkRow.id).where(TalkRow.code == code)) is None:
            return code
    raise RuntimeError(f"no free code of a talk in {MOST_DRAWS} draws")
