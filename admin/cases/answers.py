"""Shared answers as a supporter reads them: the picture of weeks, the last check-in in words."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from content.instrument import Instrument, load
from content.messages import mark, translate
from flows.aftercare.triage import INSTRUMENTS, Answers
from flows.pictures import draw

LINES: Mapping[str, str] = {
    "craving": mark("Craving"),
    "confidence": mark("Confidence"),
    "mood": mark("Mood"),
}
"""The lines of the picture, as messages."""


def picture(weeks: Sequence[Mapping[str, Any]], language: str) -> str:
    """The weeks drawn as a picture, as an address that holds it."""
    names = {name: translate(language, message) for name, message in LINES.items()}
    drawn = draw("weeks", {"points": weeks, "names": names})
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}"


def in_words(answers: Answers, language: str) -> list[tuple[str, str]]:
    """Question and answer, in the order in which they were asked."""
    return [_pair(name, answer, language) for name, answer in answers.items()]


def _pair(name: str, answer: str | int | None, language: str) -> tuple[str, str]:
    instrument = _instrument(name)
    if instrument is None:
        return name, str(answer)
    item = instrument.item(name)
    labels = {option.id: option.label.en for option in instrument.options(item)}
    if answer is None:
        said = translate(language, mark("left open"))
    elif str(answer) in labels:
        said = translate(language, labels[str(answer)])
    else:
        most = item.scale.most if item.scale else ""
        said = f"{answer}/{most}" if most else str(answer)
    return translate(language, item.text.en), said


def _instrument(item: str) -> Instrument | None:
    every = (load(name) for name in INSTRUMENTS)
    return next((one for one in every if any(each.id == item for each in one.items)), None)
