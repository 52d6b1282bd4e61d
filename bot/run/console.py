"""What the person who starts the service reads in the terminal, in Vietnamese."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TextIO

from content.messages import DEFAULT_LANGUAGE, translate
from nlu.steps import STEPS

EVERY = 10
"""Of the fitted topics, every how manieth is told."""


_out: TextIO = sys.stdout


def speak_on(stream: TextIO) -> None:
    """Write to `stream` from now on, for commands whose standard output is data."""
    global _out  # noqa: PLW0603 - a process has one terminal
    _out = stream


def tell(message: str, **values: object) -> None:
    """Print one line."""
    _out.write(translate(DEFAULT_LANGUAGE, message, **values) + "\n")
    _out.flush()


def tell_training(facts: Mapping[str, object]) -> None:
    """Print how far a training run is."""
    done, of = facts.get("done"), facts.get("of")
    if isinstance(done, int) and done != of and done % EVERY:
        return
    label = translate(DEFAULT_LANGUAGE, STEPS.get(str(facts["step"]), str(facts["step"])))
    amount = f" {done}/{of}" if done else ""
    _out.write(f"  · {label}{amount}\n")
    _out.flush()
