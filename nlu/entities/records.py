"""The substances and places that can be named, from their data files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from content.provinces import provinces

__all__ = ["Commune", "Substance", "communes", "guards", "provinces", "street_names", "substances"]

DATA = Path(__file__).parent / "data"
SLANG = Path(__file__).parent.parent / "rasa" / "data" / "lookup" / "substances.yml"


@dataclass(frozen=True)
class Substance:
    """A substance. `group` is one of the ten of WHO ASSIST; `topic` speaks of it alone.

    `drug`: whether an answer on drug law or treatment is about it too.
    """

    id: str
    name: str
    en: str
    group: str
    topic: str
    drug: bool = True

    def in_language(self, language: str) -> str:
        """The standard name in `language`."""
        return self.en if language == "en" else self.name


@dataclass(frozen=True)
class Commune:
    """A place below the province."""

    id: str
    name: str
    province: str
    aliases: tuple[str, ...] = ()


@cache
def substances() -> Mapping[str, Substance]:
    """Every substance by id."""
    return MappingProxyType({raw["id"]: Substance(**raw) for raw in _entries("substances.yml")})


@cache
def communes() -> Mapping[str, Commune]:
    """The places below provinces, by id."""
    return MappingProxyType(
        {
            raw["id"]: Commune(
                raw["id"], raw["name"], raw["province"], tuple(raw.get("aliases", ()))
            )
            for raw in _entries("communes.yml")
        }
    )


@cache
def street_names() -> Mapping[str, tuple[str, ...]]:
    """How people call each substance, by id."""
    blocks = _read(SLANG)["nlu"]
    return MappingProxyType(
        {
            block["synonym"]: tuple(
                line.removeprefix("- ") for line in block["examples"].splitlines()
            )
            for block in blocks
        }
    )


def guards() -> dict[str, Any]:
    """The guards file as it stands."""
    facts: dict[str, Any] = _read(DATA / "guards.yml")
    return facts


def _entries(name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = _read(DATA / name)
    return entries


def _read(path: Path) -> Any:  # noqa: ANN401 - a file may hold anything
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
