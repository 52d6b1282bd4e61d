"""Run a script over what was recorded of it, to where it waits now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from flows.engine.steps import Do, Given, Question, Say, Script

MOST_STEPS = 500
"""Most steps one run may take; a script that takes more never ends."""

NOTHING: Mapping[str, str] = MappingProxyType({})


class ScriptBrokenError(Exception):
    """The record does not fit the script: it was written by a version that asked otherwise."""


@dataclass(frozen=True)
class Standing:
    """Where a script stands after its record.

    `said` is what it says since the last recorded answer; `waits` is the question or effect it
    waits for, None when it has ended. `step` counts the records so far and names the question.
    `back` is how much of the record stays when the last answer is taken back, None when there is
    none to take back.
    """

    said: tuple[Say, ...]
    waits: Question | Do | None
    step: int
    back: int | None = None

    @property
    def is_over(self) -> bool:
        """Whether the script has ended."""
        return self.waits is None


def replay(script: Script, record: Sequence[Any], given: Given = NOTHING) -> Standing:
    """Where `script` stands after `record`, the answers and effect results it received so far.

    What is said between an answer and the effects it leads to is told with what follows them.
    Raises ScriptBrokenError when an answer does not fit the question that is asked in its place,
    when the script ended before its record did, or when it takes more than MOST_STEPS.
    """
    talk = script.run(given)
    said: list[Say] = []
    back: int | None = None
    used = 0
    received: Any = None
    for _ in range(MOST_STEPS):
        try:
            step = talk.send(received)
        except StopIteration:
            if used < len(record):
                raise ScriptBrokenError(f"{script.name} ended before its record") from None
            return Standing(tuple(said), None, used, back)
        if isinstance(step, Say):
            said.append(step)
            received = None
            continue
        if used == len(record):
            talk.close()
            return Standing(tuple(said), step, used, back)
        received = record[used]
        if isinstance(step, Question):
            if not step.takes(received):
                raise ScriptBrokenError(f"{script.name}: step {used} does not take this answer")
            back = used
            said.clear()
        elif step.final:
            back = None
        used += 1
    raise ScriptBrokenError(f"{script.name} takes more than {MOST_STEPS} steps")
