"""Handing the talk to a counsellor: what is so now, what is passed on, the person's yes."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from datetime import datetime
from typing import Any

from content.messages import mark
from flows.engine import (
    Begin,
    Choose,
    Do,
    Given,
    Menu,
    Option,
    Read,
    Say,
    Script,
    Talk,
    Text,
    Write,
)
from flows.engine.steps import Step
from flows.handover import effects
from flows.handover.telling import ANSWER, WRITES, ended_words

LONGEST_FIRST = 1000

BACK = Begin("assistant", Text(mark("Back to the assistant")))
DANGER = Read("crisis/suicide", Text(mark("I am not safe")))

CALL_NOW = mark(
    "If you cannot wait: 115 for an ambulance, 113 for the police. Under 18: 111, free, day and "
    "night."
)


def _human(given: Given) -> Talk:
    desk = yield Do(effects.LOOK, {"topic": given.get("topic")})
    if desk["talk"]:
        yield from _go_on(given, desk)
        return
    if not desk["staffed"]:
        yield Say(
            Text(
                mark(
                    "Honestly: no counsellor of this service answers here yet, so I will not let "
                    "you wait for nobody.\n\n{call}"
                ),
                {"call": Text(CALL_NOW)},
            ),
            ways=(DANGER, Read("treat/where"), Read("treat/counselling"), Menu()),
        )
        return
    if not desk["now"]:
        yield Say(_nobody(desk), ways=(DANGER,), once=True)
    answer = yield Choose(
        _question(desk),
        (
            Option("yes", Text(mark("Yes, write to a counsellor"))),
            Option("no", Text(mark("No, stay with the assistant"))),
        ),
        why=Text(
            mark(
                "Because from then on a person reads along. You should know who, when and what "
                "is kept before you write."
            )
        ),
    )
    if answer == "no":
        yield Say(Text(mark("All right, it stays between you and me. I am here.")), ways=(Menu(),))
        return
    topic = yield from _topic(given, desk)
    text = yield Write(
        Text(
            mark(
                "What would you like to write to them first? A few words are enough. No name "
                "needed, and nobody has to say whether they used anything."
            )
        ),
        longest=LONGEST_FIRST,
    )
    done = yield Do(effects.BEGIN, {"topic": topic, "text": text}, final=True)
    if not done["done"]:
        yield Say(Text(mark("I could not pass that on.")), ways=(Menu(),))
        return
    yield Say(_passed_on(done), ways=(BACK,) if done["now"] else (DANGER, BACK))


def _topic(given: Given, desk: Mapping[str, Any]) -> Generator[Step, Any, str | None]:
    """Whether what was asked about last is passed on; nothing else of before ever is."""
    if not desk["title"]:
        return None
    answer = yield Choose(
        Text(
            mark(
                "Shall I tell them what you last asked about: “{title}”? Nothing else from before "
                "is passed on."
            ),
            {"title": Text(desk["title"])},
        ),
        (Option("yes", Text(mark("Yes, tell them"))), Option("no", Text(mark("No")))),
    )
    return given.get("topic") if answer == "yes" else None


def _go_on(given: Given, desk: Mapping[str, Any]) -> Talk:
    """There is a talk already: read what came, and agree anew where nobody listens.

    `given["read"]`: a notice was tapped, so all is shown; `given["join"]`: the person chose to
    answer what they see.
    """
    found = yield Do(effects.READ, {"all": bool(given.get("read"))}, final=True)
    for text in found["messages"]:
        yield Say(Text(WRITES, {"text": text}), once=True)
    if desk["talk"] == "silent" and not given.get("join"):
        answer = yield Choose(
            Text(
                mark(
                    "Would you like to go on writing to the counsellor? Then they again read "
                    "what you write here, until one of you ends it."
                )
            ),
            (
                Option("yes", Text(ANSWER)),
                Option("no", Text(mark("No, stay with the assistant"))),
            ),
        )
        if answer == "no":
            yield Say(Text(mark("All right, it stays between you and me. I am here.")))
            return
    joined = yield Do(effects.JOIN, final=True)
    if not joined["done"]:
        yield Say(Text(mark("This talk has ended meanwhile.")), ways=(Menu(),))
        return
    yield Say(
        Text(mark("You are in a talk with a counsellor: just write, they read it.")), ways=(BACK,)
    )


def _nobody(desk: Mapping[str, Any]) -> Text:
    return Text(
        mark(
            "Honestly: nobody is there right now. A counsellor is back at {opens} and should "
            "answer by {by}. What you write waits for them.\n\n{call}"
        ),
        {**_times(desk), "call": Text(CALL_NOW)},
    )


def away(heard: Mapping[str, Any]) -> Text:
    """To somebody who writes on in a talk while nobody is on duty."""
    if not heard["staffed"]:
        return Text(
            mark("Nobody is there right now, and I cannot say when somebody answers.\n\n{call}"),
            {"call": Text(CALL_NOW)},
        )
    return _nobody(heard)


def _question(desk: Mapping[str, Any]) -> Text:
    there = mark("A counsellor is on duty now and should answer by {by}.")
    later = mark("Would you like to write to them all the same?")
    return Text(
        mark(
            "{there}\n\nIf you agree: from then on a counsellor of this service reads what you "
            "write here, until one of you ends it. They see neither your name nor your number, "
            "and nothing you wrote to me before.\n\nThe talk is kept locked and deleted {days} "
            "days after its end, or at once with /xoa. I cannot promise that the authorities "
            "will never ask for what is kept."
        ),
        {"there": Text(there if desk["now"] else later, _times(desk)), "days": desk["days"]},
    )


def _passed_on(done: Mapping[str, Any]) -> Text:
    if done["now"]:
        return Text(
            mark(
                "Passed on. A counsellor should answer here by {by}; if nobody has by then, I tell "
                "you.\n\nFrom now on I keep quiet and only speak up when life is in danger. You "
                "can go on writing. To come back to me: the button below, or /huy."
            ),
            _times(done),
        )
    if not done["staffed"]:
        return Text(mark("Passed on. I cannot say yet when somebody answers."))
    return Text(
        mark(
            "Passed on. It waits for the counsellor, who is back at {opens} and should answer by "
            "{by}. Before that perhaps nobody reads it.\n\n{call}\n\nI keep quiet from now on, "
            "except when life is in danger. To ask me something meanwhile: the button below, or "
            "/huy."
        ),
        {**_times(done), "call": Text(CALL_NOW)},
    )


def _times(told: Mapping[str, Any]) -> dict[str, object]:
    """When duty begins and by when somebody answers, as the talk tells moments."""
    if not told["by"]:
        return {}
    return {
        "opens": datetime.fromisoformat(told["opens"]),
        "by": datetime.fromisoformat(told["by"]),
    }


def _assistant(given: Given) -> Talk:
    """`given["ended"]`: the notice that there is news was tapped; the news is that it is over."""
    desk = yield Do(effects.LOOK)
    said = ended_words()
    if not desk["talk"] and given.get("ended"):
        yield Say(said.text, ways=said.ways)
        return
    if not desk["talk"]:
        yield Say(Text(mark("I am here. What would you like to know?")), ways=(Menu(),))
        return
    if desk["waits"]:
        answer = yield Choose(
            Text(mark("Shall what you wrote go on waiting for the counsellor's answer?")),
            (
                Option("yes", Text(mark("Yes, let it wait"))),
                Option("no", Text(mark("No, I no longer need it"))),
            ),
        )
        if answer == "yes":
            yield Do(effects.PAUSE, final=True)
            yield Say(
                Text(
                    mark(
                        "All right. It waits, and I bring you the answer here. Until then it is "
                        "me again, the assistant: what you write now goes to me alone."
                    )
                ),
                ways=(Menu(),),
            )
            return
    yield Do(effects.END, final=True)
    yield Say(said.text, ways=said.ways)


HUMAN = Script("human", 1, _human)
ASSISTANT = Script("assistant", 1, _assistant, patient=False)
