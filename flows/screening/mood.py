"""Two questions about mood and one about safety, asked only with a yes; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from enum import StrEnum
from typing import Any

from content.instrument import load
from content.messages import mark
from flows.engine import Begin, Called, Choose, Option, Person, Read, Say, Text
from flows.questions import question
from flows.screening.way_on import LISTENER

CRISIS = "crisis/suicide"


class Mood(StrEnum):
    """The bands of the PHQ-2."""

    NONE = "none"
    NOTE = "note"
    CONTACT = "contact"


def band(answers: Mapping[str, str | None]) -> Mood | None:
    """The band of the PHQ-2 answers; None where what was left unsaid could lift it above NONE."""
    found = load("phq2").sure_band(answers)
    return Mood(found.id) if found else None


def mood(*, asks_safety: bool) -> Generator[Any, Any, None]:
    """Offer the questions; `asks_safety`: the one about safety is asked in any case."""
    wanted = yield Choose(
        Text(
            mark(
                "Mood and substances often go together. Would you like three short questions"
                " about how you are? It is up to you."
            )
        ),
        (Option("yes", Text(mark("Yes, ask me"))), Option("no", Text(mark("No, go on")))),
        why=Text(mark("So that nobody who feels low stays alone with it. I keep none of it.")),
    )
    if wanted == "yes":
        phq = load("phq2")
        answers = {}
        for number, item in enumerate(phq.items, start=1):
            answers[item.id] = yield question(phq, item.id, (number, len(phq.items) + 1))
        found = band(answers)
        yield from _safety((len(phq.items) + 1, len(phq.items) + 1))
        yield from _said(found)
    elif asks_safety:
        yield Say(Text(mark("Then just one question, because you matter to us.")))
        yield from _safety(None)


def _safety(progress: tuple[int, int] | None) -> Generator[Any, Any, None]:
    answer = yield question(load("safety"), "thoughts", progress)
    if answer in ("passing", "plan"):
        yield Say(
            Text(mark("Thank you for telling me this. You need not carry it alone.")),
            ways=(Person(),),
            crisis=CRISIS,
        )
        yield Choose(
            Text(mark("The rest can wait. I am here when you want to go on.")),
            (Option("on", Called(mark("Go on"), also=("tiếp tục", "tiếp", "đi tiếp"))),),
        )
    elif answer is None:
        yield Say(
            Text(
                mark(
                    "That is all right. If such thoughts ever come, you are not alone: 115 in an"
                    " emergency, 111 if you are under 18, or a real person here."
                )
            ),
            ways=(Read(CRISIS, Text(mark("When I think of death"))), Person()),
        )


def _said(found: Mood | None) -> Generator[Any, Any, None]:
    if found is None:
        yield Say(
            Text(
                mark(
                    "You need not say how you are. If the days are heavy, you need not carry them"
                    " alone: “Reach a person” shows how to find somebody who listens."
                )
            ),
            ways=(Read("skill/emotions"), Person()),
        )
    elif found is Mood.NOTE:
        yield Say(
            Text(mark("You seem to have had heavy days lately. A few things can make it lighter.")),
            ways=(Read("skill/emotions"),),
        )
    elif found is Mood.CONTACT:
        yield Say(
            Text(
                mark(
                    "The last two weeks seem to have been hard. That deserves somebody who listens:"
                    " a doctor, a counsellor, or somebody you trust."
                )
            ),
            ways=(
                Begin("booking", LISTENER, {"need": "psychology"}),
                Read("skill/emotions"),
                Person(),
            ),
        )
