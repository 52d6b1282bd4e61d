"""The weekly check-in: eight taps, then an answer that is never silence."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from types import MappingProxyType
from typing import Any

from content.instrument import load
from content.messages import mark
from flows.aftercare.advice import PRAISE, TIPS
from flows.aftercare.scripts.asking import (
    COME_BY,
    LOOK_HERE,
    NOT_ENROLLED,
    shown_day,
    shown_time,
)
from flows.aftercare.triage import INSTRUMENTS
from flows.engine import (
    Begin,
    Choose,
    Do,
    Given,
    Menu,
    Option,
    Person,
    Picture,
    Say,
    Script,
    Talk,
    Text,
)
from flows.questions import question

DANGER = ("passing", "plan")
"""Answers to `safety` that end the questions at once (facts pack instruments §12)."""

USE = "use_days"
USE_UNASKED = Text(mark("You need not say whether you used anything, and I do not keep it."))

MANY_DOSES = "3-7"

BEARS_LESS = Text(
    mark(
        "Thank you for saying it openly. Nobody blames you here. A body that has rested bears less:"
        " the amount of earlier days can kill. Please do not stay alone. If anybody is drowsy or"
        " hardly breathes, do what stands here."
    )
)
"""Facts pack health (loss of tolerance) and instruments §10c."""

SOFTLY: Mapping[str, Text] = MappingProxyType(
    {
        "today": Text(
            mark(
                "I hear you: you need somebody today. You need not wait alone. If it gets too heavy"
                " before somebody is with you, this is here for you."
            )
        ),
        "use_many": BEARS_LESS,
        "use_more": BEARS_LESS,
        "use": BEARS_LESS,
        "silent": Text(
            mark("You need not answer that. If it gets too heavy, this is here for you.")
        ),
    }
)
"""What is said before the card of a reason, where the danger is not plain."""

WAITING = Text(
    mark(
        "Are you safe right now? If your life is in danger, call 115. If somebody threatens or hits"
        " you, call 113. Under 18, 111 listens too, free of charge, day and night. Until somebody"
        " is there, ask one person to sit with you."
    )
)
"""The card of whoever wants a person today and named no danger (facts pack instruments §12)."""

OWN_CARDS: Mapping[str, Text] = MappingProxyType({"today": WAITING})
"""By reason, the words of its card where those of the topic would say more than was told."""

LINES = {
    "craving": Text(mark("Craving")),
    "confidence": Text(mark("Confidence")),
    "mood": Text(mark("Mood")),
}
"""What the lines of the picture are called."""

CAPITAL_OFFER = Begin("capital", Text(mark("Ten things that carry me (2 minutes)")))


def _checkin(_: Given) -> Talk:
    opened = yield Do("checkin_open")
    if not opened["case"]:
        yield NOT_ENROLLED
        return
    if not opened["agreed"]:
        yield Say(
            Text(mark("You have not agreed to being asked, so I ask nothing.")),
            ways=(Begin("my_support", Text(mark("Change that"))), Menu()),
        )
        return
    yield Say(_who_sees(shares=opened["shares"]))
    if USE not in opened["ask"]:
        yield Say(USE_UNASKED)
    answers: dict[str, str | int | None] = {}
    for count, item in enumerate(opened["ask"], start=1):
        answers[item] = yield _asked(item, (count, len(opened["ask"])))
        if item == "safety" and answers[item] in DANGER:
            break
    saved = yield Do("checkin_save", {"key": opened["key"], "answers": answers}, final=True)
    if not saved["case"]:
        yield NOT_ENROLLED
        return
    yield from _reply(saved, answers)


def _who_sees(*, shares: bool) -> Text:
    if shares:
        return Text(
            mark("Eight taps. Your supporter, or whoever stands in for them, sees your answers.")
        )
    return Text(
        mark("Eight taps. Your supporter only sees if you want a person or may be in danger.")
    )


def _asked(item: str, progress: tuple[int, int]) -> Any:  # noqa: ANN401 - what Generator sends
    for name in INSTRUMENTS:
        instrument = load(name)
        if any(each.id == item for each in instrument.items):
            return question(instrument, item, progress)
    raise KeyError(item)


def _reply(saved: Mapping[str, Any], answers: Mapping[str, object]) -> Generator[Say, Any, None]:
    danger = answers.get("safety") in DANGER
    if danger:
        yield Say(
            Text(mark("Thank you for telling me. You are not alone with this.")),
            crisis=saved["card"],
        )
    elif saved["card"]:
        reason = next(reason for reason in saved["reasons"] if reason in SOFTLY)
        yield Say(SOFTLY[reason], crisis=saved["card"], softly=True, card=OWN_CARDS.get(reason))
    else:
        yield Say(PRAISE[saved["praise"]])
    if answers.get("dose") == MANY_DOSES:
        yield Say(
            Text(
                mark(
                    "You missed your dose for 3 days or more. Please do not take the old dose at"
                    " home: your body bears less now. Call your clinic first."
                )
            )
        )
    if saved["level"] != "red":
        yield Say(TIPS[saved["tip"]])
    if saved["level"] == "red" and saved["due"]:
        yield Say(
            Text(
                mark(
                    "I have told your supporter. A person will contact you, at the latest by"
                    " {time} on {day}. If it cannot wait, call 115."
                ),
                shown_time(saved["due"]),
            )
        )
    elif saved["due"]:
        yield Say(Text(mark("Somebody will ask after you in the next two or three days.")))
    if saved["due"] and saved["page"]:
        yield Say(LOOK_HERE)
    yield from _end(saved, danger=danger)


def _end(saved: Mapping[str, Any], *, danger: bool) -> Generator[Say, Any, None]:
    picture = Picture(
        "weeks",
        {"points": saved["points"], "names": LINES},
        Text(mark("My weeks: craving, confidence and mood from 0 to 10")),
    )
    ways = (
        Begin("write", Text(mark("Write to my supporter"))),
        Begin("craving", Text(mark("I crave now"))),
        *((CAPITAL_OFFER,) if saved["capital"] and not danger else ()),
        Person(),
    )
    if saved["next"]:
        values = {**shown_day(saved["next"]), "hour": f"{saved['hour']:02d}:00"}
        words = (
            mark("I will ask you again on {weekday}, {day}, at {hour}. You can begin any time.")
            if saved["reminder"] not in COME_BY
            else mark("Our next time is {weekday}, {day}.")
        )
        text = Text(words, values)
    elif saved.get("until"):
        text = Text(
            mark("The pause goes on: I ask again after {weekday}, {day}. You can begin any time."),
            shown_day(saved["until"]),
        )
    else:
        text = Text(mark("You can begin again any time."))
    if saved["next"] and saved["reminder"] in COME_BY:
        yield Say(text)
        text = COME_BY[saved["reminder"]].text
    yield Say(text, None if danger else picture, ways)


def _pulse(given: Given) -> Talk:
    strength = yield Choose(
        Text(mark("How strong is the craving right now?")),
        (
            Option("none", Text(mark("None"))),
            Option("some", Text(mark("Some"))),
            Option("strong", Text(mark("Strong"))),
        ),
        why=Text(mark("Only to offer you something fitting. I do not keep this answer.")),
        known=given.get("strength"),
    )
    if strength == "strong":
        yield Say(
            Text(mark("Good that you say so. Shall we take the next three minutes together?")),
            ways=(
                Begin("craving", Text(mark("Yes, together"))),
                Begin("call_me", Text(mark("I want a person today"))),
            ),
        )
    elif strength == "some":
        yield Say(
            Text(mark("Thank you. It comes and goes. I am here when it grows.")),
            ways=(Begin("craving", Text(mark("I crave now"))),),
        )
    else:
        yield Say(Text(mark("Lovely. See you at our next check-in.")))


CHECKIN = Script("checkin", 1, _checkin)
PULSE = Script("pulse", 1, _pulse, patient=False)
