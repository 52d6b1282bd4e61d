"""The provinces and cities by their ids: the 34 since 1/7/2025 and the 29 earlier names.

Source: Resolution 202/2025/QH15 of the National Assembly, 12/6/2025 (see `provinces.yml`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

HOME = Path(__file__).parent / "provinces.yml"


@dataclass(frozen=True)
class Province:
    """A province or city as named; `now` is the one it has belonged to since 1/7/2025."""

    id: str
    name: str
    now: str
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """How it is called."""
        return (self.name, *self.aliases)


@cache
def provinces() -> Mapping[str, Province]:
    """The 34 provinces of today and the 29 earlier names, by id."""
    raw: list[dict[str, Any]] = yaml.load(HOME.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return MappingProxyType(
        {
            one["id"]: Province(
                one["id"], one["name"], one.get("now", one["id"]), tuple(one.get("aliases", ()))
            )
            for one in raw
        }
    )
