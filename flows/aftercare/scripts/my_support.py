"""My support: read and write, change the day, pause, take a yes back, see, leave, delete."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from content.messages import mark
from flows.aftercare.consent import NAMES, QUESTIONS, Purpose
from flows.aftercare.scripts.asking import (
    COME_BY,
    GONE,
    LOOK_HERE,
    NOT_ENROLLED,
    shown_day,
    shown_time,
    which_day,
    which_hour,
)
from flows.engine import Called, Choose, Do, Given, Menu, Option, Say, Script, Talk, Text, Write

MOST_ROUNDS = 30
"""Most things done in one visit."""

LONGEST_MESSAGE = 1000

PAUSES = {"7": Text(mark("1 week")), "14": Text(mark("2 weeks")), "28": Text(mark("4 weeks"))}


def _my_support(given: Given) -> Talk:
    first = given.get("what")
    for _round in range(MOST_ROUNDS):
        mine = yield Do("my_case")
        if not mine["case"]:
            yield NOT_ENROLLED
            return
        what = yield Choose(_greeting(mine), _options(mine), known=first)
        first = None
        if what == "end":
            yield Say(Text(mark("See you.")), ways=(Menu(),))
            return
        if what in LAST:
            yield from LAST[what]()
            return
        if what == "held":
            yield from _held(mine)
        elif what == "consents":
            yield from _consents(mine)
        else:
            yield from STEPS[what]()


def _greeting(mine: Mapping[str, Any]) -> Text:
    if mine["unread"]:
        return Text(mark("You have a message. What would you like to do?"))
    if mine["status"] == "paused":
        return Text(mark("We are pausing. What would you like to do?"))
    return Text(mark("What would you like to do?"))


def _options(mine: Mapping[str, Any]) -> tuple[Option, ...]:
    is_asked, is_paused = Purpose.CHECKINS in mine["purposes"], mine["status"] == "paused"
    return (
        Option("read", Text(mark("Read messages"))),
        Option("write", Text(mark("Write to my supporter"))),
        *((Option("day", Text(mark("Change my day or hour"))),) if is_asked else ()),
        *((Option("resume", Text(mark("Go on again"))),) if is_paused else ()),
        *((Option("pause", Text(mark("Pause"))),) if is_asked and not is_paused else ()),
        Option("consents", Text(mark("What I agreed to"))),
        Option("held", Text(mark("What is kept about me"))),
        Option("leave", Text(mark("Leave"))),
        Option("delete", Text(mark("Delete everything"))),
        Option("end", Called(mark("Nothing now"), also=("không", "thôi"))),
    )


def _write() -> Talk:
    text = yield Write(
        Text(
            mark(
                "Write to your supporter. You need not say whether you used anything. If your life"
                " is in danger, call 115 instead."
            )
        ),
        longest=LONGEST_MESSAGE,
    )
    yield from _send(text)


def _send(text: str) -> Talk:
    sent = yield Do("write_supporter", {"text": text}, final=True)
    if not sent["case"]:
        yield GONE
        return
    yield Say(
        Text(
            mark("Sent. Nobody reads along at once: you have an answer by {time} on {day}."),
            shown_time(sent["by"]),
        )
    )
    if sent["page"]:
        yield Say(LOOK_HERE)


def _read() -> Talk:
    found = yield Do("read_supporter")
    if not found["case"]:
        yield GONE
        return
    if not found["messages"]:
        yield Say(Text(mark("There are no messages yet.")))
    for mine, at, text in found["messages"]:
        who = Text(mark("You")) if mine else Text(mark("Your supporter"))
        values = {"who": who, "text": Text(text), **shown_time(at)}
        yield Say(Text("{who} ({day} {time}): {text}", values))
    if found["messages"] and not found["messages"][-1][0]:
        # Whoever reads a message and types, types to whom it is from.
        answer = yield Write(
            Text(mark("Type your answer to your supporter here, or tap to leave it for now.")),
            longest=LONGEST_MESSAGE,
            skip=Text(mark("Not now")),
        )
        if answer is not None:
            yield from _send(answer)


def _day() -> Talk:
    weekday = yield which_day()
    hour = yield which_hour()
    done = yield Do("change_case", {"what": "day", "weekday": weekday, "hour": hour}, final=True)
    if not done["case"] or not done["next"]:
        yield GONE
        return
    yield Say(
        Text(
            mark("Noted. Next time: {weekday}, {day}, at {hour}."),
            {**shown_day(done["next"]), "hour": f"{int(hour):02d}:00"},
        )
    )
    if done["reminder"] in COME_BY:
        yield COME_BY[done["reminder"]]


def _pause() -> Talk:
    days = yield Choose(
        Text(mark("For how long shall I ask nothing? You can begin a check-in any time.")),
        tuple(Option(days, label) for days, label in PAUSES.items()),
    )
    done = yield Do("change_case", {"what": "pause", "days": days}, final=True)
    if not done["case"] or not done["until"]:
        yield GONE
        return
    yield Say(Text(mark("All right. I go on after {weekday}, {day}."), shown_day(done["until"])))
    if done["reminder"] in COME_BY:
        yield COME_BY[done["reminder"]]


def _resume() -> Talk:
    done = yield Do("change_case", {"what": "resume"}, final=True)
    if not done["case"] or not done["next"]:
        yield GONE
        return
    yield Say(
        Text(mark("Good to have you back. Next time: {weekday}, {day}."), shown_day(done["next"]))
    )
    if done["reminder"] in COME_BY:
        yield COME_BY[done["reminder"]]


def _consents(mine: Mapping[str, Any]) -> Talk:
    options = tuple(
        Option(
            purpose.value,
            Text(
                mark("{purpose}: yes") if purpose in mine["purposes"] else mark("{purpose}: no"),
                {"purpose": NAMES[purpose]},
            ),
        )
        for purpose in Purpose
    )
    chosen = yield Choose(
        Text(mark("Tap one to change it.")),
        (*options, Option("none", Text(mark("Leave as it is")))),
    )
    if chosen == "none":
        return
    purpose = Purpose(chosen)
    if purpose in mine["purposes"]:
        yield Do("change_case", {"what": "withdraw", "purpose": chosen}, final=True)
        yield Say(Text(mark("Taken back. That holds from now on.")))
        return
    answer = yield Choose(
        QUESTIONS[purpose],
        (Option("yes", Text(mark("Yes"))), Option("no", Text(mark("No")))),
    )
    if answer == "yes":
        yield Do("change_case", {"what": "give", "purpose": chosen}, final=True)
        yield Say(Text(mark("Thank you, noted.")))


def _held(mine: Mapping[str, Any]) -> Talk:
    yield Say(
        Text(
            mark(
                "I keep: the nickname {nickname}, the code {code} by which staff know you, your day"
                " and hour, what you agreed to, how to reach this talk, your check-ins, your"
                " messages, your reasons, and what staff noted. /dulieu tells all of it in full."
            ),
            {"nickname": Text(mine["nickname"]), "code": Text(mine["code"])},
        )
    )


def _leave() -> Talk:
    answer = yield Choose(
        Text(mark("Leave? I ask nothing more, and your supporter sees that you left.")),
        (Option("yes", Text(mark("Yes, leave"))), Option("no", Text(mark("No, stay")))),
    )
    if answer == "no":
        yield Say(Text(mark("Glad you stay.")), ways=(Menu(),))
        return
    left = yield Do("leave", final=True)
    if not left["case"]:
        yield GONE
        return
    yield Say(
        Text(
            mark(
                "You have left. What was kept is deleted after {date}. You can come back"
                " with a new code any time."
            ),
            shown_day(left["until"]),
        ),
        ways=(Menu(),),
    )


def _delete() -> Talk:
    answer = yield Choose(
        Text(mark("Delete everything about you here, now and for good?")),
        (Option("yes", Text(mark("Yes, delete it"))), Option("no", Text(mark("No, keep it")))),
    )
    if answer == "no":
        yield Say(Text(mark("All right, nothing was deleted.")), ways=(Menu(),))
        return
    gone = yield Do("forget_me", final=True)
    yield Say(Text(mark("Done. Everything about you here is deleted.")))
    for receipt in gone["receipts"]:
        yield Say(
            Text(
                mark("Your receipt: {code}. It proves the deletion and names nobody."),
                {"code": Text(receipt)},
            )
        )
    yield Say(Text(mark("Take good care of yourself.")), ways=(Menu(),))


STEPS = {"read": _read, "write": _write, "day": _day, "pause": _pause, "resume": _resume}
LAST = {"leave": _leave, "delete": _delete}


def _write_alone(_: Given) -> Talk:
    mine = yield Do("my_case")
    if not mine["case"]:
        yield NOT_ENROLLED
        return
    yield from _write()


MY_SUPPORT = Script("my_support", 2, _my_support)
WRITE = Script("write", 1, _write_alone)
