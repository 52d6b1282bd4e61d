"""What carries out the effects of scripts, and what it may use to do so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any, TypeAlias

from store.crypto import Keyring
from store.engine import Store


@dataclass(frozen=True)
class World:
    """What lies outside a talk, as an effect sees it.

    `now`: the moment of the turn (aware); `random`: unguessable in the service, seeded in tests;
    `talk`: the talk's name within the service, a keyed hash that names no person; `channel` and
    `address`: how the channel itself reaches this person, None where it cannot reach out;
    `language` and `site`: of the talk and of this installation; `keys`: to seal what is kept.
    """

    store: Store
    keys: Keyring
    now: datetime
    random: Random
    talk: str
    channel: str
    address: str | None
    language: str
    site: str


Effect: TypeAlias = Callable[[World, Mapping[str, Any]], Awaitable[Any]]
"""Does something once and returns plain JSON, which is recorded in the talk's session.

It must bear being called again after a crash between doing and recording: make it idempotent
(unique keys) or let what it made expire. Expected refusals are results, not exceptions.
"""
