"""What can be done about a topic: scripts offered under its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.choices import BeginScript, ShowMore, read, write
from bot.message import Button, Reply
from content.messages import mark, translate
from flows.booking.services import Service

BOOK = mark("Book a visit, no name needed")
LOOK = mark("See for yourself where you stand")
CALM = mark("Get through a craving together")

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
    }
)
"""For a topic: the label, and the script with what is known for it."""


def with_offer(reply: Reply, language: str) -> Reply:
    """The answer with what can be done about its topic, right after "more"."""
    offer = OFFERS.get(reply.topic or "")
    if offer is None:
        return reply
    label, begins = offer
    button = Button(translate(language, label), write(begins))
    has_more = bool(reply.buttons) and isinstance(read(reply.buttons[0].choice), ShowMore)
    at = 1 if has_more else 0
    return replace(reply, buttons=(*reply.buttons[:at], button, *reply.buttons[at:]))
