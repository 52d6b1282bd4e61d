"""A brief intervention of a few taps: feedback, good sides, less good ones, readiness, one step.

After FRAMES (feedback, responsibility, advice, menu, empathy, self-efficacy) and the ten steps
linked with ASSIST: facts pack instruments §1 and §11. Nothing of it is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from content.instrument import Substance
from content.messages import mark
from flows.engine import (
    Begin,
    Called,
    Choose,
    ChooseMany,
    Given,
    Menu,
    Number,
    Option,
    Person,
    Read,
    Say,
    Script,
    Talk,
    Text,
    Way,
)
from flows.questions import SKIP, joined
from flows.screening.assist import Level, instrument
from flows.screening.way_on import COUNSELLING, NOT_ALONE

GOOD = {
    "relax": Called(mark("It relaxes me"), also=("thư giãn", "bớt căng thẳng")),
    "friends": Called(mark("Fun with friends"), also=("vui", "bạn bè")),
    "forget": Called(mark("I forget what hurts"), also=("quên buồn", "quên")),
    "awake": Text(mark("I stay awake, I get things done")),
    "sleep": Called(mark("I sleep better"), also=("dễ ngủ", "ngủ ngon")),
    "habit": Called(mark("Just habit"), also=("quen", "thói quen")),
}
LESS_GOOD = {
    "money": Called(mark("Money gone"), also=("tiền", "tiền bạc", "hết tiền")),
    "health": Text(mark("My health")),
    "mood": Called(mark("Bad sleep, bad mood"), also=("mất ngủ", "buồn", "cáu")),
    "family": Called(mark("Quarrels with people close to me"), also=("cãi nhau", "gia đình")),
    "duties": Called(mark("Work or school left undone"), also=("lỡ việc", "việc", "học")),
    "fear": Called(mark("Fear of being found out"), also=("sợ bị phát hiện", "sợ")),
}
LESS = {
    "day": Text(mark("One day this week without it")),
    "fewer": Text(mark("Once less than last week")),
}
"""Steps that mean using less: not offered where stopping without a doctor is dangerous."""

STEPS = {
    "place": Text(mark("Keep away from one place or invitation")),
    "tell": Called(mark("Tell somebody I trust"), also=("kể với mẹ", "kể với bạn", "kể với ai đó")),
    "advice": Called(mark("Ask a counsellor"), also=("tư vấn", "hỏi tư vấn")),
    "later": Called(mark("Think a little longer"), also=("chưa", "để sau", "không", "thôi")),
}
ALL_STEPS = LESS | STEPS

READY = (
    (0, mark("Not now is an honest answer. The door stays open.")),
    (3, mark("{number} and not 0: something in you is already weighing it up.")),
    (6, mark("{number}: you stand in the middle, one part of you wants a change.")),
    (10, mark("{number}: that is a lot of strength. Let us use it for something small.")),
)
"""What is said up to a number on the scale of readiness."""


def _small_step(given: Given) -> Talk:
    about = _substance(given.get("about"))
    name = Text(about.name.en) if about else Text(mark("it"))
    yield Say(
        Text(
            mark("Let us look at it calmly for two minutes. Nobody pushes you: you decide."),
        )
    )
    if about:
        yield Say(Text(about.risk.en))
    good = yield _many(Text(mark("What does {substance} give you?"), {"substance": name}), GOOD, 1)
    bad = yield _many(
        Text(mark("And what is less good about {substance}?"), {"substance": name}), LESS_GOOD, 2
    )
    if good and bad:
        yield Say(
            Text(
                mark("On one side: {good}. On the other: {bad}. Both are true."),
                {"good": _list(GOOD, good), "bad": _list(LESS_GOOD, bad)},
            )
        )
    ready = yield Number(
        Text(mark("How ready are you, right now, to change something about it?")),
        0,
        10,
        low=Text(mark("not at all")),
        high=Text(mark("right away")),
        why=Text(mark("There is no right number. It only shows what fits you next.")),
        skip=SKIP,
        progress=(3, 4),
    )
    if ready is not None:
        said = next(text for most, text in READY if ready <= most)
        yield Say(Text(said, {"number": ready}))
    is_dangerous = about and about.id in NOT_ALONE and given.get("level") == Level.HIGH
    steps = STEPS if is_dangerous else ALL_STEPS
    if is_dangerous:
        yield Say(Text(mark("Using less is something to plan with a doctor here.")))
    step = yield Choose(
        Text(mark("Which one small step would fit you?")),
        tuple(Option(key, label) for key, label in steps.items()),
        why=Text(mark("A small step that succeeds carries further than a big one.")),
        progress=(4, 4),
    )
    yield Say(_praise(step), ways=_ways(step))


def _praise(step: str) -> Text:
    if step == "later":
        return Text(mark("Thinking is a step too. Come back whenever you like."))
    return Text(
        mark("“{step}”: a good step, and it is yours. If it does not work at once, try again."),
        {"step": ALL_STEPS[step]},
    )


def _ways(step: str) -> tuple[Way, ...]:
    counsellor = Begin("booking", COUNSELLING, {"need": "counselling"})
    match step:
        case "place":
            return (Read("skill/refusal"), counsellor, Menu())
        case "tell" | "advice":
            return (counsellor, Person(), Menu())
        case _:
            return (Read("after/cravings"), counsellor, Menu())


def _many(prompt: Text, options: dict[str, Text], number: int) -> ChooseMany:
    return ChooseMany(
        prompt,
        tuple(Option(key, label) for key, label in options.items()),
        least=1,
        why=Text(mark("Seeing both sides without blame helps to decide freely.")),
        skip=SKIP,
        progress=(number, 4),
    )


def _list(options: dict[str, Text], chosen: Iterable[str]) -> Text:
    return joined(tuple(options[key] for key in chosen), "; ")


def _substance(name: Any) -> Substance | None:  # noqa: ANN401 - from a button
    return next((found for found in instrument().substances if found.id == name), None)


SMALL_STEP = Script("small_step", 1, _small_step)
