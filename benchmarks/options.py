"""What a run of the benchmark was asked to do."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).parent
ROOT = HOME.parent
CACHE = HOME / ".cache"
QUESTIONS = HOME / "questions.txt"

CLIENTS = (1, 8, 32)
"""How many clients ask at once, point by point."""

SEED = 20261122
WARM_SECONDS = 3.0
"""Length of the warm-up before every point; its requests are not counted."""


class BenchmarkError(Exception):
    """The benchmark cannot go on; the message says why."""


@dataclass(frozen=True)
class Options:
    """One run."""

    nlu_python: Path
    models: Path
    seconds: float
    stock_epochs: int

    def questions(self) -> list[str]:
        """The texts that clients send."""
        return QUESTIONS.read_text(encoding="utf-8").splitlines()


def say(line: str) -> None:
    """Tell the person at the terminal how far the run is."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
