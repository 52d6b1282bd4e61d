"""What talks ask of this room. Each bears being called again; each result is plain JSON."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from content import catalogue
from content.home import HOME_ZONE
from flows.engine import Effect, World
from flows.handover import calling, keeping, roster, talks, telling, threads
from flows.handover.duty import Promise
from flows.handover.rules import handover_rules
from flows.handover.states import PERSON, subject
from flows.reach import port

LOOK = "handover_look"
READ = "handover_read"
BEGIN = "handover_begin"
JOIN = "handover_join"
END = "handover_end"
PAUSE = "handover_pause"
HERE = "handover_here"
HEAR = "handover_hear"
MISSED = "handover_missed"
HELD = "handover_held"

HOLDS: Mapping[str, bool] = MappingProxyType({BEGIN: True, JOIN: True, PAUSE: False, END: False})
"""The effects after which a counsellor holds the talk, or no longer."""


async def look(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`handover_look`: what may be promised now, and whether there is a talk already.

    `topic`: what was asked about last; its title comes back where it is published. `talk`: None,
    "listening", or "silent" for one in which what the person types goes to the assistant; `waits`:
    for an answer.
    """
    topic = arguments.get("topic")
    title = None
    if topic:
        found = (await catalogue.read(world.store, [str(topic)])).topics.get(str(topic))
        title = found.title.in_language(world.language) if found else None
    async with world.store.transaction() as session:
        talk = await talks.find(session, world)
        promise = (await roster.read(session)).promise(world.now, handover_rules().answer)
    state = None if talk is None else "listening" if talk.listening else "silent"
    return {
        "talk": state,
        "waits": talk is not None and talk.waits_since is not None,
        "title": title,
        "days": handover_rules().kept_days,
        **_told(promise),
    }


async def read(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`handover_read`: what counsellors wrote of which the person had a notice; `all` of it."""
    async with world.store.transaction() as session:
        talk = await talks.find(session, world)
        if talk is None:
            return {"messages": []}
        all_of_it = bool(arguments.get("all"))
        return {
            "messages": list(await talks.take_unread(session, world, talk, all_of_it=all_of_it))
        }


async def begin(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`handover_begin`: hand the talk over with a first `text`, and the `topic` if agreed."""
    async with world.store.transaction() as session:
        try:
            promise = await talks.hand_over(
                session, world, topic=arguments.get("topic"), text=str(arguments["text"])
            )
        except threads.FullError:
            return {"done": False, **_told(None)}
        return {"done": True, **_told(promise)}


async def join(world: World, _: Mapping[str, Any]) -> dict[str, Any]:
    """`handover_join`: the person agrees again to be read by the counsellor."""
    async with world.store.transaction() as session:
        talk = await talks.find(session, world)
        if talk is None:
            return {"done": False}
        await talks.join(session, world, talk)
        return {"done": True}


async def pause(world: World, _: Mapping[str, Any]) -> dict[str, Any]:
    """`handover_pause`: the assistant answers again, what was written waits on for staff."""
    async with world.store.transaction() as session:
        talk = await talks.find(session, world)
        if talk is None:
            return {"done": False}
        talk.listening = False
        return {"done": True}


async def end(world: World, _: Mapping[str, Any]) -> dict[str, Any]:
    """`handover_end`: the person goes back to the assistant."""
    async with world.store.transaction() as session:
        talk = await talks.find(session, world)
        if talk is None:
            return {"done": False}
        await keeping.finish(session, talk, PERSON, world.now)
        return {"done": True}


async def here(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`handover_here`: whether what is written here goes to a counsellor.

    `fresh`: the talk had been forgotten meanwhile, so what could not be shown is sent anew. `told`:
    whether the person knows already that it does not.
    """
    async with world.store.transaction() as session:
        talk = await talks.find(session, world)
        if talk is None:
            last = next(iter(await talks.all_of(session, world)), None)
            told = last is None or await telling.end_was_told(session, last)
            return {"listening": False, "told": told}
        if arguments.get("fresh"):
            await port.again(session, subject=subject(talk.id), now=world.now)
        return {"listening": talk.listening, "told": not talk.listening}


async def hear(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`handover_hear`: pass a `text` on, once for each `once`.

    `danger`: the safety net saw some. The result: `state` (heard, full or over), `first` where it
    begins a new wait, the promise for it, and what counsellors wrote meanwhile.
    """
    async with world.store.transaction() as session:
        talk = await talks.find(session, world)
        if talk is None or not talk.listening:
            return {"state": "over"}
        unread = list(await talks.take_unread(session, world, talk, all_of_it=False))
        first = talk.waits_since is None
        try:
            made, promise = await talks.hear(
                session, world, talk, text=str(arguments["text"]), once=str(arguments["once"])
            )
        except threads.FullError:
            return {"state": "full", "unread": unread}
        if made is not None and arguments.get("danger"):
            await calling.hurry(session, talk, made, world.now)
        return {"state": "heard", "first": first, "unread": unread, **_told(promise)}


async def missed(world: World, _: Mapping[str, Any]) -> dict[str, Any]:
    """`handover_missed`: what a page that was away has not shown, by name; it stays unread."""
    async with world.store.transaction() as session:
        talk = await talks.find(session, world)
        rows = await threads.undelivered(session, talk.id) if talk else ()
        return {
            "listening": talk is not None and talk.listening,
            "messages": [
                {"once": telling.name_of(row.id), "text": threads.open_text(session, row)}
                for row in rows
            ],
        }


async def held(world: World, _: Mapping[str, Any]) -> dict[str, Any]:
    """`handover_held`: how many messages are kept of this person, and until when."""
    async with world.store.transaction() as session:
        count, until = await keeping.held(session, world)
    days = handover_rules().kept_days
    last = until.astimezone(HOME_ZONE).date().isoformat() if until else None
    return {"count": count, "until": last, "days": days}


def _told(promise: Promise | None) -> dict[str, Any]:
    """A promise as plain JSON: whether anybody will be there, at once or from when, by when."""
    if promise is None:
        return {"staffed": False, "now": False, "opens": None, "by": None}
    return {
        "staffed": True,
        "now": promise.now,
        "opens": promise.opens.astimezone(HOME_ZONE).isoformat(),
        "by": promise.by.astimezone(HOME_ZONE).isoformat(),
    }


EFFECTS: Mapping[str, Effect] = MappingProxyType(
    {
        LOOK: look,
        READ: read,
        BEGIN: begin,
        JOIN: join,
        PAUSE: pause,
        END: end,
        HERE: here,
        HEAR: hear,
        MISSED: missed,
        HELD: held,
    }
)
