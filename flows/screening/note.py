"""A note to look again in three months, to who asked for it: once, on the day, then forgotten.

Kept is that one chat, sealed, wants a note on a day: a way to be reached under a random name, and
the intent. No row joins it to a result or an answer. It needs the person's yes, asked by `asking`.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from content.home import HOME_ZONE
from content.messages import mark
from flows.engine import (
    Begin,
    Choose,
    Do,
    Effect,
    Given,
    Menu,
    Option,
    Say,
    Script,
    Talk,
    Text,
    World,
)
from flows.reach import contacts, port
from flows.reach.port import (
    Kind,
    Notification,
    Saying,
    Telling,
    Timer,
    each_done,
    each_due,
    intend,
)
from flows.reach.quiet import may_write
from flows.reach.tables import NotificationRow

SORT = "note"
NOTE, NOTE_OVER = "note", "note_over"

HOUR = time(10)
"""When the note goes out, local."""

REACHED_FOR = timedelta(days=3)
"""How long after its time the note may still go out, and the way to the chat is kept."""

VERSION = 1
"""Of the wording of the consent; raise it when that changes."""

TOKEN_BITS = 128

MINE = "screening_note_mine"
"""The effect that tells whether this chat wants a note, and when."""

STOP = Begin("stop_note", Text(mark("No note, please")))


def due_on(day: date) -> datetime:
    """The moment of the note on a day."""
    return datetime.combine(day, HOUR, HOME_ZONE)


async def ask(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`screening_note`: mean to write to this chat on `day`; again only moves the day."""
    due = due_on(date.fromisoformat(str(arguments["day"])))
    if not reaches(world, due):
        return {"done": False}
    async with world.store.transaction() as session:
        owners = await contacts.owners(session, world, SORT)
        owner = owners[0] if owners else f"{SORT}:{world.random.getrandbits(TOKEN_BITS):032x}"
        await port.forget(session, subject=owner)
        await contacts.keep(session, world, owner)
        agreed = {"version": VERSION, "at": world.now.isoformat()}
        await intend(session, subject=owner, kind=NOTE, due=due, key="once", data=agreed, to=owner)
        await intend(session, subject=owner, kind=NOTE_OVER, due=due + REACHED_FOR, key="once")
    return {"done": True}


async def mine(world: World, _: Mapping[str, Any]) -> dict[str, Any]:
    """`screening_note_mine`: the day on which this chat wants a note, None for none."""
    async with world.store.transaction() as session:
        owners = await contacts.owners(session, world, SORT)
        due: datetime | None = await session.scalar(
            select(func.max(NotificationRow.due)).where(
                NotificationRow.subject.in_(owners), NotificationRow.kind == NOTE
            )
        )
        return {"day": due.astimezone(HOME_ZONE).date().isoformat() if due else None}


async def stop(world: World, _: Mapping[str, Any]) -> dict[str, Any]:
    """`screening_note_stop`: take the consent back; nothing of it stays."""
    async with world.store.transaction() as session:
        return {"left": await forget(session, world)}


async def forget(session: AsyncSession, world: World) -> int:
    """Delete the note that this chat wants; returns how many there were."""
    owners = await contacts.owners(session, world, SORT)
    for owner in owners:
        await port.forget(session, subject=owner)
        await contacts.release(session, owner)
    return len(owners)


def reaches(world: World, due: datetime) -> bool:
    """Whether the service may by itself write to this chat at that moment."""
    return world.address is not None and may_write(world.channel, world.now, due)


def asking(day: date) -> Generator[Any, Any, None]:
    """Say what would be kept, ask for a yes, and do as was said."""
    agreed = yield Choose(
        Text(
            mark(
                "Shall I write to you here once, on {day}? For that I keep, sealed, how to reach"
                " this chat, and that it wants a note on that day: no answer and no result. The"
                " note shows nothing private and never comes at night; {days} days later the way to"
                " reach you is deleted. Do you agree?"
            ),
            {"day": f"{day:%d/%m/%Y}", "days": REACHED_FOR.days},
        ),
        (
            Option("yes", Text(mark("Yes, write to me then"))),
            Option("no", Text(mark("No, thank you"))),
        ),
        why=Text(
            mark(
                "Only if you want it. /dulieu shows it and ends it at any time, /xoa deletes it"
                " too. On the lock screen only a greeting shows, not what it is about."
            )
        ),
    )
    if agreed == "no":
        yield Say(Text(mark("All right. I keep nothing of this.")))
        return
    done = yield Do("screening_note", {"day": day.isoformat()}, final=True)
    if done["done"]:
        text = mark("All right, I write to you on {day}. You can end it at any time with /dulieu.")
        yield Say(Text(text, {"day": f"{day:%d/%m/%Y}"}))
    else:
        yield Say(Text(mark("That did not work here; nothing was kept.")))


def _stop(_: Given) -> Talk:
    left = yield Do("screening_note_stop", final=True)
    text = mark("There was nothing to end: this chat wants no note.")
    if left["left"]:
        text = mark("Done: no note. The day and the address of this chat are deleted.")
    yield Say(Text(text), ways=(Menu(),))


async def _is_wanted(session: AsyncSession, seen: Notification) -> bool:
    return await contacts.best(session, seen.subject) is not None


async def _over(session: AsyncSession, seen: Notification, _: datetime) -> None:
    await contacts.release(session, seen.subject)


def _saying(_: Notification) -> Saying:
    """Shows on a lock screen: that a note was asked for, not what about."""
    return Saying(
        Text(mark("Hello! Some time ago you asked me for a short note today.")),
        (Begin("screening", Text(mark("Open it"))),),
    )


STOP_NOTE = Script("stop_note", 1, _stop, patient=False)

KINDS: tuple[Kind, ...] = (
    Telling(NOTE, _saying, each_due(_is_wanted), REACHED_FOR),
    Timer(NOTE_OVER, each_done(_over)),
)

EFFECTS: Mapping[str, Effect] = MappingProxyType(
    {"screening_note": ask, MINE: mine, "screening_note_stop": stop}
)
