"""What the inbox calls its lists, states and channels, and what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from content.messages import mark, translate
from flows.handover.reading import Box
from flows.handover.states import PERSON, SERVICE, HandoverError, TakenError
from flows.reach.port import State as Sending

BOXES: Mapping[Box, str] = MappingProxyType(
    {
        Box.MINE: mark("Mine"),
        Box.FREE: mark("Nobody has it"),
        Box.ALL: mark("All open"),
        Box.ENDED: mark("Ended"),
    }
)
EMPTY: Mapping[Box, str] = MappingProxyType(
    {
        Box.MINE: mark("You have no talk just now. Look under “Nobody has it” and take one."),
        Box.FREE: mark("Nobody waits for a counsellor. New talks show here by themselves."),
        Box.ALL: mark("No talk is open."),
        Box.ENDED: mark("No ended talk is kept."),
    }
)
CHANNELS: Mapping[str, str] = MappingProxyType(
    {"web": mark("web page"), "telegram": "Telegram", "zalo": "Zalo", "messenger": "Messenger"}
)
ENDERS: Mapping[str, str] = MappingProxyType(
    {PERSON: mark("the person"), SERVICE: mark("the service, after a long silence")}
)
SENT: Mapping[Sending, str] = MappingProxyType(
    {
        Sending.WAITING: mark("on its way"),
        Sending.SENDING: mark("on its way"),
        Sending.SENT: mark("delivered"),
        Sending.SHELVED: mark("not there yet: the page is closed; shown when it opens again"),
        Sending.UNKNOWN: mark("nobody can tell whether it arrived"),
        Sending.LAPSED: mark("read"),
        Sending.EXPIRED: mark("not delivered"),
        Sending.UNSENT: mark("not delivered"),
        Sending.PARKED: mark("not delivered"),
    }
)
NOTICES: Mapping[str, str] = MappingProxyType(
    {
        "claimed": mark("The talk is yours now."),
        "sent": mark("Sent."),
        "noted": mark("Note kept. The person does not see it."),
        "ended": mark("The talk is ended. The person is told, and the assistant answers again."),
        "reopened": mark(
            "The talk is open again. What you send arrives; you read their words only after they "
            "tap “Answer the counsellor”."
        ),
        "given_back": mark("The talk is free again; whoever is on duty is called."),
    }
)
"""What a page may be asked to say, as messages."""


def fault_of(error: HandoverError, language: str) -> str:
    """What went wrong, in words."""
    values = {"name": error.holder} if isinstance(error, TakenError) else {}
    return translate(language, str(error), **values)
