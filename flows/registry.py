"""Every script of the service, every effect that scripts may ask for, every kind of message."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flows import aftercare, any_code, booking, campaigns, handover, quiz, screening, talk
from flows.about_me import forget_me, held_of_me
from flows.aftercare.alerts import Roster, nobody
from flows.engine import Effect, Script
from flows.reach.port import Kind
from flows.reports import reminders
from flows.talk.forget import FORGET_ME, HELD

ROOMS = (talk, quiz, screening, booking, aftercare, handover, campaigns, any_code)

SCRIPTS: Mapping[str, Script] = MappingProxyType(
    {name: script for room in ROOMS for name, script in room.SCRIPTS.items()}
)


EFFECTS: Mapping[str, Effect] = MappingProxyType(
    {
        **{name: effect for room in ROOMS for name, effect in room.EFFECTS.items()},
        FORGET_ME: forget_me,
        HELD: held_of_me,
    }
)


def kinds(roster: Roster = nobody) -> tuple[Kind, ...]:
    """What may be told to people or done when its time comes; `roster`: see flows.aftercare."""
    return (
        *aftercare.kinds(roster),
        *booking.KINDS,
        *campaigns.KINDS,
        *handover.KINDS,
        *reminders.KINDS,
        *screening.KINDS,
    )


KINDS = kinds()
