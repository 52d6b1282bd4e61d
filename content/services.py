"""How people name what can be booked, by the ids of flows.booking.services."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

HOME = Path(__file__).parent / "services.yml"

NONE, BOOKING, QUESTIONS = "none", "booking", "questions"
"""The entries of the file that are no services."""


@cache
def entries() -> Mapping[str, tuple[str, ...]]:
    """Every entry of the file."""
    raw: dict[str, list[str]] = yaml.load(HOME.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return MappingProxyType({name: tuple(words) for name, words in raw.items()})


@cache
def words() -> Mapping[str, tuple[str, ...]]:
    """What each service is called."""
    return MappingProxyType(
        {
            name: called
            for name, called in entries().items()
            if name not in (NONE, BOOKING, QUESTIONS)
        }
    )
