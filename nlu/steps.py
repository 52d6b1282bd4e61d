"""What the steps of a training run are called, for people."""

from __future__ import annotations

from content.messages import mark

STEPS = {
    "import": mark("loading the training tools"),
    "read": mark("reading the training questions"),
    "vectors": mark("turning questions into numbers"),
    "calibrate": mark("first pass, to measure how sure it may be"),
    "calibrated": mark("measured"),
    "fit": mark("second pass, on all questions"),
    "done": mark("the model is ready"),
    "rank": mark("asking the model"),
    "left_out": mark("left out examples that are too like an evaluation question"),
    "ask_live": mark("asking the live model the evaluation questions"),
    "ask_candidate": mark("asking the new model the evaluation questions"),
}
"""By the name a run reports them under (nlu.rasa.progress)."""
