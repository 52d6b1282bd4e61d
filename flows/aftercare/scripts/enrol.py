"""Enrolling with a code from staff, and coming back with one's own code."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from content.messages import mark
from flows.aftercare.consent import QUESTIONS, Purpose
from flows.aftercare.scripts.asking import (
    COME_BY,
    GONE,
    NO,
    YES,
    shown_day,
    which_day,
    which_hour,
)
from flows.engine import Begin, Choose, Do, Menu, Option, Say, Talk, Text, Write

LONGEST_NICKNAME = 40
MOST_WORDS, MOST_DIGITS = 2, 4
"""A nickname of more words or digits is asked about once more."""

MOST_NICKNAMES = 10
"""How often another one may be chosen."""


def staff(code: str) -> Talk:
    """Have the alerts of a member of staff come to this talk."""
    done = yield Do("staff_here", {"code": code}, final=True)
    if done["done"]:
        yield Say(Text(mark("Done: alerts for you come to this talk. They name nobody.")))
    else:
        yield Say(Text(mark("This code is not known here, or it was used or is too old.")))


def person(code: str) -> Talk:
    """Enrol: what is kept, a nickname, purpose by purpose, day and hour."""
    yield Say(
        Text(
            mark(
                "Welcome. Here somebody stays beside you: I ask how you are once a week, and you"
                " have a supporter to write to."
            )
        )
    )
    yield Say(
        Text(
            mark(
                "What is kept: a nickname, your day and hour, and what you agree to now. You"
                " can see and delete it any time. Nobody can promise that the law never"
                " asks for it, so I keep as little as I can."
            )
        )
    )
    nickname = yield from _nickname()
    agreed: list[str] = []
    for count, purpose in enumerate(Purpose, start=1):
        answer = yield Choose(QUESTIONS[purpose], (YES, NO), progress=(count, len(Purpose)))
        if answer == "yes":
            agreed.append(purpose.value)
    if not agreed:
        yield Say(
            Text(mark("All right, I keep nothing. The code stays good if you change your mind.")),
            ways=(Menu(),),
        )
        return
    weekday, hour, midweek = "0", "19", "no"
    if Purpose.CHECKINS in agreed:
        weekday = yield which_day()
        hour = yield which_hour()
        if Purpose.REMINDERS in agreed:
            midweek = yield Choose(
                Text(
                    mark(
                        "The first three months are the hardest. May I also ask you once in the"
                        " middle of the week, with a single tap?"
                    )
                ),
                (YES, NO),
            )
    done = yield Do(
        "enrol",
        {
            "code": code,
            "nickname": nickname,
            "purposes": agreed,
            "weekday": weekday,
            "hour": hour,
            "midweek": midweek == "yes",
        },
        final=True,
    )
    if not done["done"]:
        yield Say(Text(mark("This code is not known here, or it was used or is too old.")))
        return
    if Purpose.CHECKINS in agreed:
        values = {**shown_day(done["next"]), "hour": f"{int(hour):02d}:00"}
        yield Say(
            Text(
                mark("We are set, {nickname}. First time: {weekday}, {day}, at {hour}."),
                {"nickname": Text(nickname), **values},
            )
        )
        if done["reminder"] in COME_BY:
            yield COME_BY[done["reminder"]]
    else:
        yield Say(Text(mark("We are set, {nickname}."), {"nickname": Text(nickname)}))
    yield Say(
        Text(
            mark(
                "Your own code to come back from another phone or browser: {code}. Note it down;"
                " I show it only once. There, type /ma and the code, or just paste it to me."
            ),
            {"code": Text(done["return_code"])},
        ),
        ways=(
            Begin("my_support", Text(mark("My support"))),
            Begin("reasons", Text(mark("Write down my reasons"))),
            Menu(),
        ),
    )


def _nickname() -> Generator[Any, Any, str]:
    """A name to be called by; one that may say more than that is asked about."""
    nickname = ""
    for _ in range(MOST_NICKNAMES):
        nickname = yield Write(
            Text(mark("What may I call you? A nickname is best, not your real name.")),
            longest=LONGEST_NICKNAME,
            name=True,
        )
        if not says_more(nickname):
            break
        sure = yield Choose(
            Text(
                mark(
                    "Shall I call you “{nickname}”? If it shows who you are, like a full name or a"
                    " phone number, please choose another one."
                ),
                {"nickname": Text(nickname)},
            ),
            (
                Option("yes", Text(mark("Yes, that is fine"))),
                Option("no", Text(mark("Another one"))),
            ),
        )
        if sure == "yes":
            break
    return nickname


def says_more(nickname: str) -> bool:
    """Whether this may be more than a nickname: a full name, a number, a question, a sentence."""
    digits = sum(letter.isdigit() for letter in nickname)
    return len(nickname.split()) > MOST_WORDS or digits > MOST_DIGITS or "?" in nickname


def back(code: str) -> Talk:
    """Go on in this talk with the case of the person's own code."""
    done = yield Do("come_back", {"code": code}, final=True)
    if not done["case"]:
        yield GONE
        return
    yield Say(
        Text(mark("Welcome back. From now on this talk is yours.")),
        ways=(
            Begin("my_support", Text(mark("My support"))),
            Begin("checkin", Text(mark("Start a check-in"))),
        ),
    )
