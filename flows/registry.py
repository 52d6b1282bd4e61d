"""Every script of the service, every effect that scripts may ask for, every kind of message."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flows import aftercare, booking, handover, quiz, screening, talk
from flows.engine import Effect, Script, World
from flows.reach.port import Kind
from flows.reports import reminders
from flows.talk.forget import FORGET_ME

ROOMS = (talk, quiz, screening, booking, aftercare, handover)

SCRIPTS: Mapping[str, Script] = MappingProxyType(
    {name: script for room in ROOMS for name, script in room.SCRIPTS.items()}
)


async def forget_me(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`forget_me`: delete appointments, talks with counsellors and cases of this talk.

    The receipts are of the cases.
    """
    async with world.store.transaction() as session:
        await booking.forget(session, world)
        await handover.forget(session, world)
    gone: dict[str, Any] = await aftercare.EFFECTS[FORGET_ME](world, arguments)
    return gone


EFFECTS: Mapping[str, Effect] = MappingProxyType(
    {
        **{name: effect for room in ROOMS for name, effect in room.EFFECTS.items()},
        FORGET_ME: forget_me,
    }
)

KINDS: tuple[Kind, ...] = (
    *aftercare.KINDS,
    *booking.KINDS,
    *handover.KINDS,
    *reminders.KINDS,
)
"""What may be told to people or done when its time comes."""
