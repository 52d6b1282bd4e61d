"""What a training run says while it works: one JSON object a line on standard output."""

from __future__ import annotations

import json
import sys


def report(step: str, **facts: float) -> None:
    """Say where the run is."""
    sys.stdout.write(json.dumps({"step": step, **facts}) + "\n")
    sys.stdout.flush()
