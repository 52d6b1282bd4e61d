"""How far a run is, in hundredths, from what training and evaluation report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flows.learning.runs import Step

TRAINING: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "import": (1, 5),
        "read": (5, 8),
        "vectors": (8, 15),
        "fit": (15, 74),
        "calibrate": (74, 75),
        "calibrated": (75, 77),
        "done": (78, 78),
    }
)
"""Where each step of a training begins and ends; measured on the committed data."""

ASKING: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"ask_live": (78, 88), "ask_candidate": (88, 98)}
)


@dataclass
class Course:
    """The latest step of a run. `asking`: the step under which a model is asked, if one is."""

    latest: Step | None = None
    asking: str | None = None

    def report(self, facts: Mapping[str, object]) -> None:
        """Take what a process reported (nlu.rasa.progress)."""
        done, of = facts.get("done"), facts.get("of")
        counted = (done, of) if isinstance(done, int) and isinstance(of, int) else None
        name = self.asking or str(facts.get("step"))
        so_far = self.latest.percent if self.latest else 0
        start, end = (ASKING if self.asking else TRAINING).get(name, (so_far, so_far))
        share = counted[0] / counted[1] if counted and counted[1] else 0.0
        percent = max(so_far, round(start + share * (end - start)))
        self.latest = Step(name, percent, *(counted or ()))
