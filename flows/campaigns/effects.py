"""What the scripts of news do outside the talk."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from content.groups import BROWSED
from content.local import SITES
from flows.campaigns import subscribers
from flows.campaigns.states import State
from flows.campaigns.tables import CampaignRow
from flows.engine import Effect, World

TOLD = frozenset({State.RUNNING, State.DONE, State.STOPPED})
"""A campaign in these states may be read by whoever has its message."""


async def mine(world: World, _: Mapping[str, Any]) -> dict[str, Any]:
    """`news_mine`: whether this talk can be reached, and what news it asked for."""
    async with world.store.transaction() as session:
        row = await subscribers.here(session, world)
        topics = list(await subscribers.interests(session, row)) if row else []
        return {
            "reach": world.address is not None,
            "asked": row is not None,
            "topics": topics,
            "place": row.place if row else None,
        }


async def ask(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`news_ask`: write the consent down, with `topics` and `place`."""
    topics = [topic for topic in arguments["topics"] if topic in BROWSED]
    place = arguments["place"] if arguments["place"] in SITES else None
    if world.address is None or not topics:
        return {"done": False}
    async with world.store.transaction() as session:
        await subscribers.join(session, world, topics, place)
    return {"done": True}


async def stop(world: World, _: Mapping[str, Any]) -> dict[str, Any]:
    """`news_stop`: take the consent back and delete what was kept with it."""
    async with world.store.transaction() as session:
        return {"left": await subscribers.leave(session, world)}


async def read(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`news_read`: the words of a campaign that goes out or went out; None where there is none."""
    number = str(arguments["id"])
    if not (number.isascii() and number.isdecimal() and len(number) < 9):
        return {"vi": None}
    async with world.store.transaction() as session:
        row = await session.get(CampaignRow, int(number))
        if row is None or row.state not in TOLD:
            return {"vi": None}
        return {"vi": row.vi, "en": row.en or row.vi, "reads": row.reads}


async def forget(session: AsyncSession, world: World) -> int:
    """Delete what this talk asked for; returns how many subscriptions there were."""
    return await subscribers.leave(session, world)


EFFECTS: Mapping[str, Effect] = MappingProxyType(
    {"news_mine": mine, "news_ask": ask, "news_stop": stop, "news_read": read}
)
