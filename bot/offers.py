"""What can be done about a topic: scripts offered under its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.choices import BeginScript, ShowMore, read, write
from bot.message import Button, Reply
from content.groups import BROWSED
from content.messages import mark, translate
from flows.booking.services import Service

BOOK = mark("Book a visit, no name needed")
LOOK = mark("See for yourself where you stand")
CALM = mark("Get through a craving together")
WRITE = mark("Write to a counsellor")

_NEEDS = {
    "treat/where": None,
    "treat/options": None,
    "treat/cost": None,
    "treat/counselling": Service.COUNSELLING,
    "treat/voluntary_centre": Service.REHAB,
    "treat/methadone": Service.SUBSTITUTION,
    "treat/buprenorphine": Service.SUBSTITUTION,
    "drug/hiv_hepatitis": Service.BLOOD_TEST,
    "drug/psychosis": Service.PSYCHIATRY,
    "skill/emotions": Service.PSYCHOLOGY,
    "family/support": Service.COUNSELLING,
    "after/jobs": Service.JOBS,
    "after/loans": Service.LOANS,
    "after/peer_groups": Service.PEERS,
}

TOLD = frozenset(BROWSED) - {"service"}
"""The groups of topics that a person may pass on to a counsellor."""

OFFERS: Mapping[str, tuple[str, BeginScript]] = MappingProxyType(
    {
        **{
            topic: (BOOK, BeginScript("booking", (("need", need.value),) if need else ()))
            for topic, need in _NEEDS.items()
        },
        **dict.fromkeys(
            ("drug/addiction", "treat/diagnosis", "drug/health"), (LOOK, BeginScript("screening"))
        ),
        **dict.fromkeys(("after/cravings", "after/lapse"), (CALM, BeginScript("craving"))),
        "service/human": (WRITE, BeginScript("human")),
    }
)
"""For a topic: the label, and the script with what is known for it."""


def with_offer(reply: Reply, language: str, before: str | None = None) -> Reply:
    """The answer with what can be done about its topic, right after "more".

    `before`: the topic that was asked about before; who writes to a counsellor may pass it on.
    """
    offer = OFFERS.get(reply.topic or "")
    if offer is None:
        return reply
    label, begins = offer
    if begins.script == "human" and before and before.partition("/")[0] in TOLD:
        begins = BeginScript(begins.script, (("topic", before),))
    button = Button(translate(language, label), write(begins))
    has_more = bool(reply.buttons) and isinstance(read(reply.buttons[0].choice), ShowMore)
    at = 1 if has_more else 0
    return replace(reply, buttons=(*reply.buttons[:at], button, *reply.buttons[at:]))
