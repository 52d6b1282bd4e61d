"""Forget this talk, after asking once."""

from __future__ import annotations

from content.messages import mark
from flows.engine import Choose, Do, Given, Option, Say, Script, Talk, Text

FORGET_TALK = "forget_talk"


def _forget(_: Given) -> Talk:
    answer = yield Choose(
        Text(mark("Do you want everything about this talk deleted now?")),
        (
            Option("yes", Text(mark("Yes, delete it"))),
            Option("no", Text(mark("No, keep it"))),
        ),
    )
    if answer == "yes":
        yield Do(FORGET_TALK, final=True)
        yield Say(Text(mark("Done: everything about this talk is deleted.")))
    else:
        yield Say(Text(mark("All right, nothing was deleted.")))


FORGET = Script("forget", 1, _forget)
