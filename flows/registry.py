"""Every script of the service, every effect that scripts may ask for, every kind of message."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flows import aftercare, booking, quiz, screening, talk
from flows.engine import Effect, Script
from flows.reach.port import Kind

ROOMS = (talk, quiz, screening, booking, aftercare)

SCRIPTS: Mapping[str, Script] = MappingProxyType(
    {name: script for room in ROOMS for name, script in room.SCRIPTS.items()}
)

EFFECTS: Mapping[str, Effect] = MappingProxyType(
    {name: effect for room in ROOMS for name, effect in room.EFFECTS.items()}
)

KINDS: tuple[Kind, ...] = (*aftercare.KINDS, *booking.KINDS)
"""What may be told to people or done when its time comes."""
