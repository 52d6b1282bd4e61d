"""What an operator must decide, obtain or verify before real people use the service, as data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from content.instrument import Id, Words
from content.schema import Strict

FILE = Path(__file__).parent / "before_launch.yml"


class Point(Strict):
    """One point: what it is, why it matters, and who settles it."""

    id: Id
    title: Words
    why: Words
    who: Words


@cache
def points() -> tuple[Point, ...]:
    """Every point, in order. Raises pydantic.ValidationError for an unsound file."""
    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(Point.model_validate(entry) for entry in found)
