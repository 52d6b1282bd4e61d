"""How the parts of the service are doing, as whoever wires them together reports it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a part is doing. OFF: not set up here, which is no fault."""

    OK = "ok"
    DOWN = "down"
    STARTING = "starting"
    OFF = "off"


@dataclass(frozen=True)
class Part:
    """A part of the service: "database", "redis", "nlu", "telegram", or another.

    `detail` is shown as it is, or translated where it is a message; empty when there is no more
    to say.
    """

    name: str
    state: State
    detail: str = ""


@dataclass(frozen=True)
class Health:
    """Every part, in the order in which they are shown."""

    parts: tuple[Part, ...]
