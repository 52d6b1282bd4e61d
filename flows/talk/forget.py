"""Forget this talk, and every case that is reached in it, after asking once."""

from __future__ import annotations

from content.messages import mark
from flows.engine import Choose, Do, Given, Option, Say, Script, Talk, Text

FORGET_TALK = "forget_talk"
FORGET_ME = "forget_me"
"""The effect of flows.aftercare that deletes the cases reached in this talk."""


def _forget(_: Given) -> Talk:
    answer = yield Choose(
        Text(mark("Do you want everything about this talk deleted now?")),
        (
            Option("yes", Text(mark("Yes, delete it"))),
            Option("no", Text(mark("No, keep it"))),
        ),
    )
    if answer == "yes":
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
    else:
        yield Say(Text(mark("All right, nothing was deleted.")))


FORGET = Script("forget", 2, _forget)
