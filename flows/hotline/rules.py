"""How long notes of calls are kept, read from rules.yml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field

from content.schema import Line, Strict

HOME = Path(__file__).parent


class Rules(Strict):
    """`note_days`: so long after a call its free note is kept; see rules.yml."""

    source: Line
    note_days: Annotated[int, Field(ge=1, le=3650)]


@cache
def hotline_rules() -> Rules:
    """The rules of the hotline log."""
    return Rules.model_validate(yaml.safe_load((HOME / "rules.yml").read_text(encoding="utf-8")))
