"""Every script of the service and every effect that scripts may ask for, by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flows import booking, talk
from flows.engine import Effect, Script

ROOMS = (booking, talk)

SCRIPTS: Mapping[str, Script] = MappingProxyType(
    {name: script for room in ROOMS for name, script in room.SCRIPTS.items()}
)

EFFECTS: Mapping[str, Effect] = MappingProxyType(
    {name: effect for room in ROOMS for name, effect in room.EFFECTS.items()}
)
