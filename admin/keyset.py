"""Pages of a long list by the key of the last row, which stays fast however far one reads."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PAGE = 50
"""Rows of a page."""

LONGEST = 800
"""Characters of a cursor that are read."""

Part = str | int
Row = TypeVar("Row")


@dataclass(frozen=True)
class Slice(Generic[Row]):
    """Rows of a page. `after`: the cursor of the next page, empty at the end."""

    rows: Sequence[Row]
    after: str


def cut(rows: Sequence[Row], key: Callable[[Row], Sequence[Part]], size: int = PAGE) -> Slice[Row]:
    """A page of the first `size` rows; ask the database for one more, to know if it goes on."""
    shown = rows[:size]
    return Slice(shown, write(*key(shown[-1])) if len(rows) > size else "")


def write(*key: Part) -> str:
    """The key of a row as it stands in an address; it says nothing about a person."""
    return urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def read(cursor: str, *kinds: type[Part]) -> tuple[Part, ...] | None:
    """The key that a cursor holds; None for one that is empty, broken or of another list."""
    if not cursor or len(cursor) > LONGEST:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        key = json.loads(urlsafe_b64decode(padded.encode("ascii")))
    except ValueError:
        return None
    if not isinstance(key, list) or list(map(type, key)) != list(kinds):
        return None
    return tuple(key)
