"""What counsellors say often, to begin an answer with; it stands in canned.yml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import StringConstraints, TypeAdapter

from content.schema import Bilingual, Line, Prose, Strict

FILE = Path(__file__).parent / "canned.yml"

Name = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,20}$")]


class Canned(Strict):
    """A ready answer: its name for the list, and its text."""

    id: Name
    title: Bilingual[Line]
    text: Bilingual[Prose]


@cache
def canned() -> tuple[Canned, ...]:
    """All of them, in the order of the file. Raises ValueError where two have one id."""
    written = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    found = TypeAdapter(tuple[Canned, ...]).validate_python(written)
    if len({one.id for one in found}) != len(found):
        raise ValueError("two ready answers have one id")
    return found
