"""A result in words and a picture: bands, never a diagnosis, the number only on request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from content.messages import mark
from flows.engine import Picture, Say, Text
from flows.questions import joined
from flows.screening import words
from flows.screening.assist import (
    Injecting,
    Level,
    Result,
    Score,
    instrument,
    most_points,
)
from flows.screening.way_on import NOT_ALONE, ways_on


def told(result: Result, again: str, *, is_kept: bool = False) -> Iterator[Say]:
    """The result, what it means and the ways on; `again`: the ISO day to look again.

    `is_kept`: it was opened with its code.
    """
    yield Say(
        Text(
            mark(
                "Thank you for your honesty. This is not a diagnosis, only a look at how things"
                " stand today. {kept}"
            ),
            {"kept": Text(words.KEPT if is_kept else words.COUNTED)},
        )
    )
    day = {"day": f"{date.fromisoformat(again):%d/%m/%Y}"}
    if result.scores:
        yield Say(joined(tuple(_lines(result)), "\n"), picture=_picture(result))
    if result.injecting is Injecting.RECENT and not _raised(result):
        yield Say(Text(mark("As you injected lately, I count it as at least moderate.")))
    yield Say(Text(_words(result), day))
    yield from _what_fits(result)
    yield from _injecting(result)
    if result.level.at_least(Level.MODERATE):
        yield Say(Text(words.TIP))
        yield Say(Text(words.CHOICE))
    if not result.is_complete and result.level.is_band:
        yield Say(Text(mark("You left some questions out, so this may be incomplete.")))
    if result.level is not Level.LOW:
        yield Say(Text(mark("In about 3 months, from {day}, you can look again."), day))
    if result.level is Level.HIGH:
        yield Say(Text(words.TODAY))
    yield Say(Text(words.HELP), ways=ways_on(result))


def reopened(kept: Mapping[str, Any]) -> Iterator[Say]:
    """The result that a code opened, as `packed` gave it."""
    return told(unpacked(kept), kept["again"], is_kept=True)


def _words(result: Result) -> str:
    if not result.scores:
        return words.NOTHING
    if result.level is Level.HIGH and _high(result) == {"tobacco"}:
        return words.SMOKING
    return words.WORDS[result.level]


def numbers(result: Result) -> Text:
    """Every substance of which anything can be told, with its points."""
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
        if score.level is not Level.UNKNOWN
    ]
    if not result.is_complete:
        lines.append(Text(mark("Questions that were left out could add to it.")))
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
    """The risk that fits in a sentence, and what must not be left unsaid."""
    first = result.first
    if first is None:
        return
    if result.level is Level.LOW:
        named = {score.substance for score in result.scores}
        about = named if named <= words.LEGAL else {first.substance}
        risks = tuple(_risk(score) for score in result.scores if score.substance in about)
        text = mark("Lower risk is not no risk. {risk} Ask me whenever you wonder.")
        yield Say(Text(text, {"risk": joined(risks, " ")}))
    elif first.level.at_least(Level.MODERATE):
        yield Say(_risk(first))
    if _high(result) - {"tobacco"} or _raised(result) & NOT_ALONE:
        yield Say(
            Text(
                mark(
                    "With alcohol, sleeping pills or sedatives every day, when pregnant, or on"
                    " methadone: please do not stop all at once on your own, ask a doctor first."
                )
            )
        )


def _injecting(result: Result) -> Iterator[Say]:
    if result.injecting is Injecting.RECENT:
        yield from (Say(Text(text)) for text in words.INJECTING)
    elif result.injecting is Injecting.EARLIER:
        text = mark(
            "As you injected in the past, a test for HIV and hepatitis B and C is worth it."
        )
        yield Say(Text(text))


def _raised(result: Result) -> set[str]:
    return {score.substance for score in result.scores if score.level.at_least(Level.MODERATE)}


def _high(result: Result) -> set[str]:
    return {score.substance for score in result.scores if score.level is Level.HIGH}


def _lines(result: Result) -> Iterator[Text]:
    for level in reversed(Level):
        names = tuple(_name(score) for score in result.scores if score.level is level)
        if names:
            yield Text("{band}: {names}", {"band": _label(level), "names": joined(names, "; ")})


def _picture(result: Result) -> Picture | None:
    first = result.first
    # Only what the words call by its band too: never a mark on low where it is not surely low.
    if first is None or first.level is not result.level or not first.level.is_band:
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


def _risk(score: Score) -> Text:
    return Text(instrument().substance(score.substance).risk.en)


def _label(level: Level) -> Text:
    if not level.is_band:
        return Text(words.UNSURE[level])
    return next(
        Text(band.label.en) for band in instrument().bands if band.id == level and band.label
    )
