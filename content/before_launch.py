"""What an operator must decide, obtain or verify before real people use the service, as data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from content.instrument import Id, Words
from content.schema import Line, Strict

FILE = Path(__file__).parent / "before_launch.yml"


class Covers(Strict):
    """What an approval is of; see content.covered.

    `files`: rules and wording as data; `messages`: modules whose messages are meant; `topics`:
    groups of topics, as published.
    """

    files: tuple[Line, ...] = ()
    messages: tuple[Line, ...] = ()
    topics: tuple[Id, ...] = ()


class Point(Strict):
    """One point: what it is, why it matters, who settles it, and which texts and rules it covers.

    Where it covers some, settling it approves them as they are then, and a change opens it again.
    """

    id: Id
    title: Words
    why: Words
    who: Words
    covers: Covers | None = None


@cache
def points() -> tuple[Point, ...]:
    """Every point, in order. Raises pydantic.ValidationError for an unsound file."""
    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(Point.model_validate(entry) for entry in found)
