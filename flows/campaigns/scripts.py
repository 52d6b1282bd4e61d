"""Asking for news, reading what came, and leaving with one tap."""

from __future__ import annotations

from collections.abc import Sequence

from content.groups import BROWSED, GROUPS
from content.local import SITES, site
from content.messages import mark
from flows.engine import (
    Begin,
    Choose,
    ChooseMany,
    Do,
    Given,
    Menu,
    Option,
    Read,
    Say,
    Script,
    Talk,
    Text,
    Wording,
)
from flows.questions import joined

NEWS_MINE = "news_mine"
"""The effect that tells whether this talk asked for news, and of what."""

TOPICS = tuple(group for group in BROWSED if group != "service")
ANYWHERE = "anywhere"
STOP = Begin("stop_news", Text(mark("No more of this")))


def _news(_: Given) -> Talk:
    mine = yield Do(NEWS_MINE)
    if not mine["reach"]:
        text = mark(
            "On this page I cannot write to you first, and I keep nothing that would let me. On "
            "Telegram you can type /nhantin and I will tell you when there is something new."
        )
        yield Say(Text(text), ways=(Menu(),))
        return
    if mine["asked"]:
        held = {"topics": _named(mine["topics"]), "place": _place(mine["place"])}
        text = mark("You asked for news of: {topics}. Place: {place}.")
        answer = yield Choose(
            Text(text, held),
            (
                Option("stop", Text(mark("No more of this"))),
                Option("change", Text(mark("Change it"))),
                Option("keep", Text(mark("Leave it so"))),
            ),
        )
        if answer == "stop":
            yield from _stop({})
            return
        if answer == "keep":
            yield Say(Text(mark("All right, it stays as it is.")), ways=(Menu(),))
            return
    yield from _ask(again=mine["asked"])


def _ask(*, again: bool) -> Talk:
    topics = yield ChooseMany(
        Text(mark("What would you like to hear of when there is something new?")),
        tuple(Option(group, Text(GROUPS[group])) for group in TOPICS),
        why=Text(mark("So that you only get what you want to hear of.")),
        least=1,
    )
    place = yield Choose(
        Text(mark("Would you also like news of one place?")),
        (
            *(Option(name, _place(name)) for name in SITES),
            Option(ANYWHERE, Text(mark("No place in particular"))),
        ),
    )
    agreed = yield Choose(
        Text(
            mark(
                "To write to you first I must keep the address of this chat. It is sealed, staff "
                "never see it, and I keep no name. I write rarely and never at night, and my "
                "message shows nothing private. One tap ends it and deletes everything. Do you "
                "agree?"
            )
        ),
        (Option("yes", Text(mark("Yes, tell me"))), Option("no", Text(mark("No, thank you")))),
    )
    if agreed == "no":
        kept, none = (
            mark("All right, it stays as it is."),
            mark("All right. I keep nothing of this."),
        )
        yield Say(Text(kept if again else none), ways=(Menu(),))
        return
    wanted = None if place == ANYWHERE else place
    done = yield Do("news_ask", {"topics": topics, "place": wanted}, final=True)
    if not done["done"]:
        yield Say(Text(mark("That did not work here; nothing was kept.")), ways=(Menu(),))
        return
    text = mark("Done: I will tell you. You can end it at any time with /nhantin or /xoa.")
    yield Say(Text(text), ways=(STOP, Menu()))


def _stop(_: Given) -> Talk:
    left = yield Do("news_stop", final=True)
    text = mark("There was nothing to end: I hold no wish for news of this chat.")
    if left["left"]:
        text = mark("Done: no more news. Your wish and the address of this chat are deleted.")
    yield Say(Text(text), ways=(Menu(),))


def _read(given: Given) -> Talk:
    found = yield Do("news_read", {"id": given.get("id", "")})
    if found["vi"] is None:
        yield Say(Text(mark("This is not there any more.")), ways=(Menu(),))
        return
    ways = (Read(found["reads"]),) if found["reads"] else ()
    yield Say(Wording(found["vi"], english=found["en"]), ways=(*ways, STOP, Menu()))


def _named(topics: Sequence[str]) -> Text:
    names = tuple(Text(GROUPS[topic]) for topic in topics if topic in GROUPS)
    return joined(names or (Text(mark("nothing in particular")),), ", ")


def _place(name: str | None) -> Text:
    if name is None or name not in SITES:
        return Text(mark("none in particular"))
    return Wording(site(name).name.vi, english=site(name).name.in_language("en"))


NEWS = Script("news", 1, _news)
READ_NEWS = Script("read_news", 1, _read, patient=False)
STOP_NEWS = Script("stop_news", 1, _stop, patient=False)
