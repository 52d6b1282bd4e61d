"""How soon a counsellor answers and how long a talk is kept, read from rules.yml."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field

from content.schema import Line, Strict

HOME = Path(__file__).parent

Minutes = Annotated[int, Field(ge=1, le=24 * 60)]
Days = Annotated[int, Field(ge=1, le=3650)]


class Rules(Strict):
    """See rules.yml.

    `answer_minutes`: a counsellor on duty answers within so many; `next_after_minutes`: then the
    next one is called after so many more; `live_minutes`: so long after a person wrote, an answer
    comes in full and not as a notice; `idle_days`: an open talk in which nobody writes ends after
    so many; `kept_days`: so long after its end everything of it is deleted.
    """

    source: Line
    answer_minutes: Minutes
    next_after_minutes: Minutes
    live_minutes: Minutes
    idle_days: Days
    kept_days: Days

    @property
    def answer(self) -> timedelta:
        """Within what time a counsellor on duty answers."""
        return timedelta(minutes=self.answer_minutes)

    @property
    def next_after(self) -> timedelta:
        """When the next one is called."""
        return timedelta(minutes=self.next_after_minutes)

    @property
    def live(self) -> timedelta:
        """How long after a person wrote they are taken to look at the talk."""
        return timedelta(minutes=self.live_minutes)


@cache
def handover_rules() -> Rules:
    """The rules of talks with a counsellor."""
    return Rules.model_validate(yaml.safe_load((HOME / "rules.yml").read_text(encoding="utf-8")))
