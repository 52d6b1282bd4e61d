"""Run a script over what was recorded of it, to where it waits now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flows.engine.steps import Choose, Do, Say, Script, Text

MOST_STEPS = 500
"""Most steps one run may take; a script that takes more never ends."""


class ScriptBrokenError(Exception):
    """The record does not fit the script: it was written by a version that asked otherwise."""


@dataclass(frozen=True)
class Standing:
    """Where a script stands after its record.

    `said` is what it says since the last recorded answer; `waits` is the question or effect it
    waits for, None when it has ended. `step` counts the answers so far and names the question.
    """

    said: tuple[Text, ...]
    waits: Choose | Do | None
    step: int

    @property
    def is_over(self) -> bool:
        """Whether the script has ended."""
        return self.waits is None


def replay(script: Script, record: Sequence[Any]) -> Standing:
    """Where `script` stands after `record`, the answers and effect results it received so far.

    Raises ScriptBrokenError when an answer does not fit the question that is asked in its place,
    when the script ended before its record did, or when it takes more than MOST_STEPS.
    """
    talk = script.run()
    said: list[Text] = []
    used = 0
    received: Any = None
    for _ in range(MOST_STEPS):
        try:
            step = talk.send(received)
        except StopIteration:
            if used < len(record):
                raise ScriptBrokenError(f"{script.name} ended before its record") from None
            return Standing(tuple(said), None, used)
        if isinstance(step, Say):
            said.append(step.text)
            received = None
            continue
        if used == len(record):
            talk.close()
            return Standing(tuple(said), step, used)
        received = record[used]
        if isinstance(step, Choose) and received not in [option.key for option in step.options]:
            raise ScriptBrokenError(f"{script.name}: step {used} does not take this answer")
        used += 1
        said.clear()
    raise ScriptBrokenError(f"{script.name} takes more than {MOST_STEPS} steps")
