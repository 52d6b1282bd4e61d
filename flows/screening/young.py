"""Under 18: a few guiding questions without a score, and people who help. No penalties here."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from types import MappingProxyType
from typing import Any

from content.instrument import load
from content.messages import mark
from flows.engine import Begin, Do, Menu, Person, Read, Say, Text, Way
from flows.questions import question
from flows.screening.keeping import ANY
from flows.screening.mood import mood
from flows.screening.way_on import COUNSELLING

CHILD, YOUNG = "0-11", "12-17"

GUIDE = "guide"
"""Stands where adults have a band."""

SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "worried": mark("Whoever worries about you may be the first one you can talk to."),
        "stop": mark(
            "Wanting to stop and not managing yet is no fault of yours. It means that it is easier"
            " with help."
        ),
        "alone": mark("Being alone with it is the most dangerous: nobody can call 115 for you."),
        "pressed": mark(
            "Being talked into it or forced is not your fault. If somebody threatens you, call 113"
            " or 111."
        ),
    }
)

FEW, MANY = (
    mark("So far it is a few times: stopping early is easier than stopping late."),
    mark("When it comes back every month or week, it is easier to stop with somebody's help."),
)
OFTEN: Mapping[str, str] = MappingProxyType(
    {"once": FEW, "months": FEW, "monthly": MANY, "weekly": MANY}
)

TOPICS: Mapping[str, str] = MappingProxyType(
    {
        "pills": "drug/disguised",
        "cannabis": "drug/cannabis",
        "unknown": "drug/disguised",
        "gas": "drug/health",
        "alcohol": "drug/mixing",
        "tobacco": "drug/disguised",
    }
)
"""What to read first, by what was tried; the first that fits."""

ADULTS = mark(
    "Think of one adult you trust: a parent, a grandparent, a teacher, the school's health worker."
    " You can begin with: “There is something I find hard to say.” You can ask first what they"
    " will pass on, and to whom; when somebody's life is at stake they may have to tell others, to"
    " keep you safe. 111 is free, day and night, and only for people your age. In an emergency"
    " call 115."
)

KEPT = mark(
    "This was to think about, not a diagnosis. I only count that somebody your age took a look;"
    " nothing is tied to you. Whoever holds your phone can read this chat, so delete it if you"
    " want."
)


def child() -> Generator[Any, Any, None]:
    """Under 12: kind words, a trusted adult, 111."""
    yield Do("screening_count", {"age": CHILD, "bands": {ANY: GUIDE}}, final=True)
    yield Say(
        Text(
            mark(
                "It is good that you came. These questions are for older people, so I will not ask"
                " you any. If something frightens you, or somebody wants you to try something:"
                " it is not your fault."
            )
        )
    )
    yield Say(
        Text(
            mark(
                "Tell an adult you trust today: mother, father, a grandparent, a teacher. You can"
                " call 111 as well, it is free, day and night. If somebody is hurt or does not"
                " wake up, call 115."
            )
        ),
        ways=(Person(), Menu()),
    )


def young() -> Generator[Any, Any, None]:
    """12 to 17: what was tried, how often, what makes it hard; then people, never a score."""
    yield Say(
        Text(
            mark(
                "These are a few questions to think about, not a test: no points, no marks. I do"
                " not know who you are, and I pass nothing on to school or home."
            )
        )
    )
    guide = load("young")
    tried = yield question(guide, "tried", (1, 3), none=mark("None of those things"))
    often: str | None = None
    signs: list[str] = []
    if tried:
        often = yield question(guide, "often", (2, 3))
        signs = (yield question(guide, "signs", (3, 3), none=mark("None of these is true"))) or []
    yield from mood(asks_safety=False)
    yield Do("screening_count", {"age": YOUNG, "bands": {ANY: GUIDE}}, final=True)
    yield from _told(tried, often, signs)


def _told(
    tried: list[str] | None, often: str | None, signs: list[str]
) -> Generator[Any, Any, None]:
    if tried == []:
        yield Say(
            Text(
                mark(
                    "Thank you for answering. So you keep clear of it. That is not always easy when"
                    " others offer it. If it ever changes, you can come back without fear."
                )
            )
        )
    elif tried is None:
        yield Say(Text(mark("That is fine, you need not tell me anything.")))
    else:
        yield Say(
            Text(
                mark(
                    "Thank you for telling me. Having tried something does not make you a bad"
                    " person, and it does not decide what comes next: you can choose anew."
                )
            )
        )
    if often:
        yield Say(Text(OFTEN[often]))
    for sign in signs:
        yield Say(Text(SIGNS[sign]))
    yield Say(Text(KEPT))
    yield Say(Text(ADULTS), ways=_ways(tried))


def _ways(tried: list[str] | None) -> tuple[Way, ...]:
    if not tried:
        return (Read("skill/refusal"), Read("drug/disguised"), Person(), Menu())
    topic = next(topic for thing, topic in TOPICS.items() if thing in tried)
    counsellor = Begin("booking", COUNSELLING, {"need": "counselling"})
    return (Person(), counsellor, Read(topic), Read("skill/refusal"), Menu())
