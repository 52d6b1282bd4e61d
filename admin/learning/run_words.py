"""A training run or a publication in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from content.messages import mark, translate
from flows.learning.runs import UNDER_WAY, Kind, State
from flows.learning.tables import RunRow
from nlu.steps import STEPS

STATES: Mapping[tuple[Kind, State], tuple[str, str]] = {
    (Kind.TRAIN, State.WAITING): ("info", mark("The training waits to begin.")),
    (Kind.TRAIN, State.WORKING): ("info", mark("The training is under way.")),
    (Kind.TRAIN, State.READY): (
        "good",
        mark("The new model is ready: it is not worse than the live one and may be published."),
    ),
    (Kind.TRAIN, State.REFUSED): (
        "warn",
        mark(
            "The new model is worse than the live one and is not let through. "
            "The list below says why."
        ),
    ),
    (Kind.TRAIN, State.NOTHING_NEW): (
        "info",
        mark("There was nothing new to learn: the live model knows all examples already."),
    ),
    (Kind.TRAIN, State.FAILED): ("fault", mark("The training did not succeed.")),
    (Kind.PUBLISH, State.WAITING): ("info", mark("The model is about to be published.")),
    (Kind.PUBLISH, State.WORKING): ("info", mark("The model is being published.")),
    (Kind.PUBLISH, State.PUBLISHED): ("good", mark("The model answers people now.")),
    (Kind.PUBLISH, State.REFUSED): (
        "warn",
        mark(
            "The model was not published: beside the model that is live now it is worse. "
            "Please train again."
        ),
    ),
    (Kind.PUBLISH, State.FAILED): ("fault", mark("The model was not published.")),
}
"""How a run stands, as the look of its message and the message."""


@dataclass(frozen=True)
class Line:
    """A step of the log: when it began, what it is, how far."""

    at: datetime
    words: str
    amount: str


@dataclass(frozen=True)
class RunShown:
    """A run as it is shown. `look` is how its message looks."""

    kind: str
    state: str
    look: str
    words: str
    note: str
    percent: int
    is_under_way: bool
    asked_by: str
    asked_at: datetime
    ended_at: datetime | None
    model: str | None
    log: tuple[Line, ...]

    @classmethod
    def of(cls, run: RunRow, language: str) -> RunShown:
        """From its row."""
        look, words = STATES[Kind(run.kind), State(run.state)]
        return cls(
            kind=run.kind,
            state=run.state,
            look=look,
            words=translate(language, words),
            note=translate(language, run.fault) if run.fault else "",
            percent=run.percent,
            is_under_way=run.state in UNDER_WAY,
            asked_by=run.asked_by,
            asked_at=run.asked_at,
            ended_at=run.ended_at,
            model=run.model,
            log=tuple(
                Line(
                    datetime.fromisoformat(line["at"]),
                    translate(language, STEPS.get(line["step"], line["step"])),
                    _amount(line["done"], line["of"]),
                )
                for line in run.log
            ),
        )


def _amount(done: int | None, of: int | None) -> str:
    if done is None or of is None:
        return ""
    return str(done) if done == of else f"{done}/{of}"
