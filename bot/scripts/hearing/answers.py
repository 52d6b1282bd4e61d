"""What a question may hear."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flows.engine import Text

Labels = Callable[[Text], Sequence[str]]
"""A text as it is told in each language, and other words for it."""


class Silence(StrEnum):
    """What was typed is no answer.

    NUMBER: a number that this question cannot use. UNCLEAR: it was meant for the question, and
    does not say which of its answers. Neither is a question for the talk.
    """

    NO_ANSWER = "no answer"
    TOO_LONG = "too long"
    NUMBER = "number"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Answer:
    """What the script receives."""

    value: Any


Heard = Answer | Silence
