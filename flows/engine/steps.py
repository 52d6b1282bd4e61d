"""What a script may yield."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias


@dataclass(frozen=True)
class Text:
    """A message by its English name in the catalogues, and what fills its placeholders."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Say:
    """Something to tell; the script goes on at once and receives None."""

    text: Text


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from. `key` is what the script receives."""

    key: str
    label: Text


@dataclass(frozen=True)
class Choose:
    """A question with fixed answers; the script receives the key of the one chosen."""

    prompt: Text
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Do:
    """An effect outside the talk, done once; the script receives its result (plain JSON)."""

    effect: str
    arguments: Mapping[str, Any] = field(default_factory=dict)


Step: TypeAlias = Say | Choose | Do
Talk: TypeAlias = Generator[Step, Any, None]


@dataclass(frozen=True)
class Script:
    """A named script. Raise `version` when old answers no longer fit its questions.

    A `patient` script asks again after another question was answered; one that is not gives way.
    """

    name: str
    version: int
    run: Callable[[], Talk]
    patient: bool = True
