"""The scripts of self-screening: by age, and opening a kept result with its code."""

from __future__ import annotations

from content.messages import mark
from flows.engine import (
    Begin,
    Choose,
    Do,
    Given,
    Menu,
    Option,
    Person,
    Say,
    Script,
    Talk,
    Text,
    Write,
)
from flows.screening.adult import adult
from flows.screening.telling import reopened
from flows.screening.young import child, young

MOST_TYPED = 5
"""How often a code may be typed wrong before the script ends."""

LONGEST_CODE = 60

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
        ),
        why=Text(mark("The questions for adults do not fit younger people.")),
    )
    match age:
        case "child":
            yield from child()
        case "young":
            yield from young()
        case _:
            yield from adult()


def _result(given: Given) -> Talk:
    code = given.get("code", "")
    for _ in range(MOST_TYPED):
        if not code:
            code = yield Write(
                Text(mark("Please type the code of your result.")),
                longest=LONGEST_CODE,
                why=Text(mark("Only the code opens a result; I do not know whose it is.")),
            )
        opened = yield Do("screening_open", {"code": code})
        if opened["result"]:
            yield from reopened(opened["result"])
            return
        code = ""
        yield Say(
            Text(
                mark(
                    "I find nothing under this code. Perhaps one character is different, or the"
                    " 7 days are over."
                )
            )
        )
    yield Say(
        Text(mark("Let us leave the code. Looking anew takes a few minutes.")),
        ways=(Begin("screening", Text(mark("Look anew"))), Person(), Menu()),
    )


SCREENING = Script("screening", 2, _screening)
RESULT = Script("result", 1, _result)
