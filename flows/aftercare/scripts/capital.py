"""Ten statements about what carries a person (BARC-10), at the start and every quarter."""

from __future__ import annotations

from content.instrument import load
from content.messages import mark
from flows.aftercare.scripts.asking import NOT_ENROLLED
from flows.engine import Begin, Do, Given, Menu, Say, Script, Talk, Text
from flows.questions import question

WELL, ILL = 5, 2
"""From 5 points a statement carries; up to 2 it does not yet."""


def _capital(_: Given) -> Talk:
    mine = yield Do("my_case")
    if not mine["case"]:
        yield NOT_ENROLLED
        return
    barc = load("barc10")
    points: dict[str, int] = {}
    for count, item in enumerate(barc.items, start=1):
        answer = yield question(barc, item.id, (count, len(barc.items)))
        if answer is not None:
            points[item.id] = int(answer)
    if len(points) < len(barc.items):
        yield Say(
            Text(mark("Thank you. As some were left out I keep no total, and that is fine.")),
            ways=(Menu(),),
        )
        return
    saved = yield Do("capital_save", {"total": sum(points.values())}, final=True)
    strong = [item for item in barc.items if points[item.id] >= WELL]
    if strong:
        yield Say(Text(mark("This carries you:")))
        for item in strong:
            yield Say(Text("• {line}", {"line": Text(item.text.en)}))
    before = saved.get("before")
    if before is not None and sum(points.values()) > before:
        yield Say(Text(mark("More carries you now than last time.")))
    yield Say(
        Text(mark("What is still thin can grow. Talk about one of them with your supporter.")),
        ways=(Begin("write", Text(mark("Write to my supporter"))), Menu()),
    )


CAPITAL = Script("capital", 1, _capital)
