"""The script of self-screening, by age. A kept result is opened in flows.any_code."""

from __future__ import annotations

from content.messages import mark
from flows.engine import (
    Called,
    Choose,
    Given,
    Menu,
    Option,
    Person,
    Read,
    Say,
    Script,
    Talk,
    Text,
)
from flows.screening.adult import adult
from flows.screening.way_on import COUNSELLOR
from flows.screening.young import child, young

_PEOPLE = (
    "con", "con trai", "con gái", "cháu", "em trai", "em gái", "anh trai", "chị gái", "chồng", "vợ",
    "bạn", "bạn trai", "bạn gái", "người yêu", "bố", "mẹ", "ba", "má", "người thân", "người nhà",
)  # fmt: skip
_OWN = ("", " tôi", " mình", " em")
_FOR_SOMEONE = (
    "for my son", "for my daughter", "for my child", "for a friend", "my son", "my daughter",
    "người khác", "cho người khác", "hỏi giùm", "hỏi hộ", "hỏi giúp", "hỏi cho người khác",
    *(f"{one}{own}" for one in _PEOPLE if one != "bạn" for own in _OWN[1:]),
    *(
        f"{begins} {one}{own}"
        for begins in ("cho", "hỏi cho", "tôi hỏi cho", "hỏi giúp", "hỏi hộ", "hỏi giùm")
        for one in _PEOPLE
        for own in _OWN
    ),
)  # fmt: skip
"""What people type who ask for somebody else."""

YOUNGEST, OLDEST = 5, 110
"""What is taken for an age: who types 1 or 2 means something else, and 111 is a call for help."""


def _screening(_: Given) -> Talk:
    yield Say(
        Text(
            mark(
                "Here you can see for yourself where you stand. I ask no name and tie nothing to"
                " you: of the result I only count, by day, how many had which range. You may skip"
                " any question and stop any time."
            )
        )
    )
    yield Say(Text(mark("It takes about 5 minutes. If this is an emergency, call 115 first.")))
    age = yield Choose(
        Text(mark("How old are you?")),
        (
            Option("child", Text(mark("Under 12")), range(YOUNGEST, 12)),
            Option("young", Text(mark("12 to 17 years")), range(12, 18)),
            Option("adult", Text(mark("18 or older")), range(18, OLDEST + 1)),
            Option("someone", Called(mark("I ask for somebody else"), also=_FOR_SOMEONE)),
        ),
        ages=True,
        why=Text(mark("The questions for adults do not fit younger people.")),
    )
    match age:
        case "child":
            yield from child()
        case "young":
            yield from young()
        case "someone":
            yield _for_someone()
        case _:
            yield from adult()


def _for_someone() -> Say:
    """Nobody can answer for another: how to begin to talk, and who helps both."""
    return Say(
        Text(
            mark(
                "Only the person themselves can answer these questions: answered for them, the"
                " result would not be true. But you need not worry alone. Below is how to begin to"
                " talk about it, and who can help you both. If they are in danger now, call 115."
            )
        ),
        ways=(
            Read("family/child_using"),
            Read("family/support"),
            Read("friend/help"),
            COUNSELLOR,
            Person(),
            Menu(),
        ),
    )


SCREENING = Script("screening", 2, _screening)
