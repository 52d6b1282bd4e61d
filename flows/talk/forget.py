"""Forget this talk, and every case that is reached in it, after asking once."""

from __future__ import annotations

from content.messages import mark
from flows.engine import Choose, Do, Given, Option, Say, Script, Talk, Text

FORGET_TALK = "forget_talk"
FORGET_ME = "forget_me"
"""The effect of flows.about_me that deletes whatever leads to this talk."""

HELD = "held_of_me"
"""The effect of flows.about_me that tells what that is."""


def _forget(given: Given) -> Talk:
    """`given["sure"]`: asked for by name, so it asks again only where more than a talk is held."""
    held = yield Do(HELD)
    if not given.get("sure") or held["cases"] or held["bookings"]:
        prompt = mark("Do you want everything about this talk deleted now?")
        if held["cases"]:
            prompt = mark(
                "Do you want everything deleted now: this talk, your weekly check-ins, your "
                "messages with your supporter? It cannot be brought back."
            )
        elif held["bookings"]:
            prompt = mark(
                "Do you want everything deleted now: this talk and your appointments? Their places"
                " are given to others."
            )
        answer = yield Choose(
            Text(prompt),
            (
                Option("yes", Text(mark("Yes, delete it"))),
                Option("no", Text(mark("No, keep it"))),
            ),
        )
        if answer == "no":
            yield Say(Text(mark("All right, nothing was deleted.")))
            return
    gone = yield Do(FORGET_ME, final=True)
    yield Do(FORGET_TALK, final=True)
    yield Say(Text(mark("Done: everything about this talk is deleted.")))
    for receipt in gone["receipts"]:
        yield Say(
            Text(
                mark("Your receipt: {code}. It proves the deletion and names nobody."),
                {"code": Text(receipt)},
            )
        )


FORGET = Script("forget", 4, _forget)
