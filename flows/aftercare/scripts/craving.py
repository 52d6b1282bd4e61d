"""Craving now: three minutes, step by step, for anybody; and one's own reasons."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from types import MappingProxyType
from typing import Any

from content.messages import mark
from flows.aftercare.effects import MOST_REASONS
from flows.aftercare.scripts.asking import LOOK_HERE, NOT_ENROLLED, shown_time
from flows.engine import (
    Begin,
    Called,
    Choose,
    Do,
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
    Write,
)

LONGEST_REASON = 200

END = ("thôi", "hết", "hết rồi", "đủ rồi", "xong", "xong rồi", "không", "vậy thôi")
"""Other words for having no more reasons to add."""

DONE = (
    Option(
        "done",
        Called(
            mark("Done, go on"),
            also=(
                "ok",
                "oke",
                "rồi",
                "xong rồi",
                "đã xong",
                "làm rồi",
                "được rồi",
                "vâng",
                "ừ",
                "tiếp",
                "tiếp tục",
                "có",
                "done",
                "yes",
            ),
        ),
    ),
)

HALT: Mapping[str, Text] = MappingProxyType(
    {
        "hungry": Text(mark("Hungry: eat something small now, then see how you feel.")),
        "angry": Text(mark("Angry: say it out loud or write it down, and step outside for a bit.")),
        "lonely": Text(mark("Lonely: send one message to somebody, even just a hello.")),
        "tired": Text(mark("Tired: lie down for ten minutes, the phone away from you.")),
        "none": Text(mark("None of these. Then it is only the wave, and a wave goes down.")),
    }
)
"""Hungry, angry, lonely, tired: a memory aid, not a measure (facts pack instruments §9)."""

HALT_NAMES: Mapping[str, Called] = MappingProxyType(
    {
        "hungry": Called(mark("Hungry"), also=("đói quá", "đói bụng", "đói lắm", "hơi đói")),
        "angry": Called(
            mark("Angry"), also=("giận quá", "tức", "tức quá", "bực", "bực mình", "bực quá", "cáu")
        ),
        "lonely": Called(
            mark("Lonely"), also=("cô đơn quá", "buồn", "buồn quá", "một mình", "trống trải")
        ),
        "tired": Called(
            mark("Tired"),
            also=("mệt quá", "mệt mỏi", "mệt mỏi quá", "mệt lắm", "buồn ngủ", "mất ngủ"),
        ),
        "none": Called(mark("None of these"), also=("không", "không có", "không rõ", "không biết")),
    }
)


def _strength(prompt: Text) -> Number:
    low, high = Text(mark("hardly any")), Text(mark("unbearable"))
    return Number(prompt, 0, 10, low=low, high=high, skip=Text(mark("Skip")))


def _craving(_: Given) -> Talk:
    mine = yield Do("my_reasons")
    before = yield _strength(Text(mark("I am with you. How strong is it now, from 0 to 10?")))
    yield Choose(
        Text(
            mark(
                "A craving is a wave: it rises, and it goes down by itself. Let us wait three"
                " minutes together. Put away what tempts you, or go to another room."
            )
        ),
        DONE,
        progress=(1, 5),
    )
    yield Choose(
        Text(
            mark(
                "Breathe in slowly and count to 4, hold for 4, breathe out and count to 6."
                " Ten times. I wait."
            )
        ),
        DONE,
        progress=(2, 5),
    )
    yield Choose(Text(mark("Drink a glass of water, slowly, sip by sip.")), DONE, progress=(3, 5))
    what = yield Choose(
        Text(mark("Which of these is it most, right now?")),
        tuple(Option(key, label) for key, label in HALT_NAMES.items()),
        progress=(4, 5),
    )
    yield Say(HALT[what])
    if mine["reasons"]:
        yield Say(Text(mark("You wrote these down on a good day:")))
        for reason in mine["reasons"]:
            yield Say(Text("• {reason}", {"reason": Text(reason)}))
    else:
        yield Say(Text(mark("Think of one thing you are holding on for. Say it out loud.")))
    yield Choose(
        Text(mark("Call or message one person who is good for you, now.")), DONE, progress=(5, 5)
    )
    after = yield _strength(Text(mark("And now, from 0 to 10?")))
    yield from _end(before, after, enrolled=mine["case"])


def _end(before: int | None, after: int | None, *, enrolled: bool) -> Generator[Say, Any, None]:
    ways = (
        *((Begin("call_me", Text(mark("I want a person today"))),) if enrolled else ()),
        Begin("craving", Text(mark("Once more"))),
        Person(),
        Read("after/cravings"),
        Menu(),
    )
    if after is not None and before is not None and after < before:
        text = Text(
            mark("From {before} down to {after}. You did that yourself."),
            {"before": before, "after": after},
        )
    elif after is not None and after >= STRONG:
        text = Text(mark("It is still strong. Do not stay alone with it: let a person help now."))
    else:
        text = Text(mark("You stayed three minutes without giving in. That counts."))
    yield Say(text, ways=ways)


STRONG = 7


def _reasons(_: Given) -> Talk:
    mine = yield Do("my_reasons")
    if not mine["case"]:
        yield NOT_ENROLLED
        return
    for _round in range(2 * MOST_REASONS):
        kept = mine["reasons"]
        if kept:
            yield Say(Text(mark("What you hold on for:")))
        for reason in kept:
            yield Say(Text("• {reason}", {"reason": Text(reason)}))
        what = yield Choose(
            Text(mark("I keep this list sealed and show it to you when you crave.")),
            (
                Option("add", Text(mark("Add one"))),
                *((Option("drop", Text(mark("Take one away"))),) if kept else ()),
                Option("end", Called(mark("That is all"), also=END)),
            ),
        )
        if what == "end":
            break
        if what == "add":
            text = yield Write(Text(mark("What do you hold on for?")), longest=LONGEST_REASON)
            mine = yield Do("my_reasons", {"add": text})
        else:
            key = yield Choose(
                Text(mark("Which one?")),
                tuple(Option(str(at), Text(reason)) for at, reason in enumerate(kept)),
            )
            mine = yield Do("my_reasons", {"drop": kept[int(key)]})
    yield Say(Text(mark("Good. They are here when you need them.")), ways=(Menu(),))


def _call_me(given: Given) -> Talk:
    sure = yield Choose(
        Text(mark("Shall I ask your supporter to contact you today?")),
        (Option("yes", Text(mark("Yes, please"))), Option("no", Text(mark("Not now")))),
    )
    if sure == "no":
        yield Say(Text(mark("All right. I am here.")), ways=(Person(), Menu()))
        return
    called = yield Do("call_me", {"why": given.get("why", "call")}, final=True)
    if not called["case"]:
        yield NOT_ENROLLED
        return
    told = Text(
        mark(
            "I have told your supporter. A person will contact you, at the latest by"
            " {time} on {day}. If it cannot wait, call 115."
        ),
        shown_time(called["due"]),
    )
    if called["page"]:
        yield Say(told)
    yield Say(
        LOOK_HERE if called["page"] else told,
        ways=(Begin("craving", Text(mark("I crave now"))), Menu()),
    )


CRAVING = Script("craving", 1, _craving)
REASONS = Script("reasons", 1, _reasons)
CALL_ME = Script("call_me", 1, _call_me)
