"""A result in words and a picture: bands, never a diagnosis, the number only on request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from content.messages import mark
from flows.engine import Picture, Say, Text
from flows.questions import joined
from flows.screening.assist import (
    Injecting,
    Level,
    Result,
    Score,
    instrument,
    most_points,
)
from flows.screening.way_on import ways_on

WORDS: Mapping[Level, str] = {
    Level.LOW: mark(
        "This is the lower range. That is your own choice, and it is worth keeping."
        " It can change; you can look again any time."
    ),
    Level.MODERATE: mark(
        "In this range there is no need to be afraid, but it is a good moment to look at it"
        " together. What you do with it is your decision. A tip for the moment when you feel"
        " like it: wait 15 minutes, drink some water, go somewhere else."
    ),
    Level.HIGH: mark(
        "I am glad that you looked at this honestly. In this range it is easier with somebody at"
        " your side, and there are people who do this every day. There is treatment, and what you"
        " do is your decision."
    ),
}

TODAY = Text(mark("Shall we find somebody today?"))

NOTHING = mark("From what you told me, you have used none of these. That is worth keeping.")


def told(result: Result, again: str) -> Iterator[Say]:
    """The result, what it means and the ways on; `again`: the ISO day to look again."""
    yield Say(
        Text(
            mark(
                "Thank you for answering honestly. This is not a diagnosis, it only shows where"
                " you stand today. Nothing of it is tied to you."
            )
        )
    )
    if result.scores:
        yield Say(joined(tuple(_lines(result)), "\n"), picture=_picture(result))
    yield Say(Text(WORDS[result.level] if result.scores else NOTHING))
    yield from _what_fits(result)
    if not result.is_complete:
        yield Say(Text(mark("You left some questions out, so this may be incomplete.")))
    last = Text(
        mark("In about 3 months, from {day}, you can look again. In an emergency call 115."),
        {"day": f"{date.fromisoformat(again):%d/%m/%Y}"},
    )
    if result.level is Level.HIGH:
        last = joined((last, TODAY), "\n\n")
    yield Say(last, ways=ways_on(result))


def numbers(result: Result) -> Text:
    """Every substance with its points."""
    lines = [
        Text(
            mark("{substance}: {points} of {most}"),
            {
                "substance": _name(score),
                "points": score.points,
                "most": most_points(score.substance),
            },
        )
        for score in result.scores
    ]
    return joined(tuple(lines), "\n")


def packed(result: Result, again: str) -> dict[str, Any]:
    """What is kept under a code: the bands, without points or answers."""
    return {
        "bands": {score.substance: score.level.value for score in result.scores},
        "injecting": result.injecting.value,
        "complete": result.is_complete,
        "again": again,
    }


def unpacked(kept: Mapping[str, Any]) -> Result:
    """The result of what was kept."""
    scores = tuple(Score(name, Level(level)) for name, level in kept["bands"].items())
    return Result(scores, Injecting(kept["injecting"]), kept["complete"])


def _what_fits(result: Result) -> Iterator[Say]:
    """The one sentence on the risk that fits, and what must not be left unsaid."""
    first = result.first
    if first and result.level is not Level.LOW:
        yield Say(Text(instrument().substance(first.substance).risk.en))
    elif first:
        yield Say(Text(mark("Lower risk is not no risk: ask me whenever you wonder.")))
    high = {score.substance for score in result.scores if score.level is Level.HIGH}
    if high - {"tobacco"}:
        yield Say(
            Text(
                mark(
                    "With alcohol, sleeping pills or sedatives every day, when pregnant, or on"
                    " methadone: please do not stop all at once on your own, ask a doctor first."
                )
            )
        )
    if result.injecting is Injecting.RECENT:
        if all(score.level is Level.LOW for score in result.scores):
            yield Say(Text(mark("As you injected lately, I count it as at least moderate.")))
        yield Say(
            Text(
                mark(
                    "Injecting has risks of its own. Never share needles or mixing equipment; a"
                    " test for HIV and hepatitis tells you where you stand, and there are"
                    " medicines to prevent and to treat HIV."
                )
            )
        )
    elif result.injecting is Injecting.EARLIER:
        yield Say(
            Text(mark("As you injected in the past, a test for HIV and hepatitis is worth it."))
        )


def _lines(result: Result) -> Iterator[Text]:
    for level in reversed(Level):
        names = tuple(_name(score) for score in result.scores if score.level is level)
        if names:
            yield Text("{band}: {names}", {"band": _label(level), "names": joined(names, "; ")})


def _picture(result: Result) -> Picture | None:
    first = result.first
    if first is None:
        return None
    bands = instrument().bands_for(first.substance)
    here = next(band for band in bands if band.id == first.level)
    shows = {
        "bands": [
            {"label": _label(Level(band.id)), "from": band.least, "to": band.most} for band in bands
        ],
        # The middle of the band: the number is told only to those who ask for it.
        "value": (here.least + here.most) // 2,
        "most": bands[-1].most,
    }
    alt = Text("{substance}: {band}", {"substance": _name(first), "band": _label(first.level)})
    return Picture("gauge", shows, alt)


def _name(score: Score) -> Text:
    return Text(instrument().substance(score.substance).name.en)


def _label(level: Level) -> Text:
    return next(
        Text(band.label.en) for band in instrument().bands if band.id == level and band.label
    )
