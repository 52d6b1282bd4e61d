"""What tapped buttons say to a script's question. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flows.engine import ChooseMany, Number, Question


def from_key(question: Question, key: str) -> Any:  # noqa: ANN401 - plain JSON
    """The answer that a tapped button's key stands for; what is none is refused by the question."""
    if isinstance(question, Number):
        return int(key) if key.isascii() and key.isdecimal() and len(key) < 5 else key
    return key


def from_keys(question: Question, keys: Sequence[str]) -> list[str]:
    """The answer that several ticked keys stand for, in the question's order."""
    options = question.options if isinstance(question, ChooseMany) else ()
    known = [option.key for option in options]
    return [key for key in known if key in keys] + [key for key in keys if key not in known]
