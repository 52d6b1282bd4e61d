"""Words for what is kept of a person, said to that person (to staff: admin.cases.words)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from content.messages import mark

REGIMES: Mapping[str, str] = MappingProxyType(
    {
        "voluntary": mark("voluntary treatment"),
        "substitution": mark("substitution treatment"),
        "aftercare": mark("aftercare management"),
    }
)

STATUSES: Mapping[str, str] = MappingProxyType(
    {
        "active": mark("going on"),
        "paused": mark("pausing"),
        "ended": mark("over"),
        "moved": mark("moved to another service"),
    }
)

EVENTS: Mapping[str, str] = MappingProxyType(
    {
        "enrolled": mark("joining"),
        "checkin": mark("a check-in answered"),
        "missed": mark("a check-in missed"),
        "alert": mark("your supporter asked to look after you"),
        "climbed": mark("other staff asked too"),
        "message": mark("a message of yours"),
        "year_over": mark("the end of a year"),
        "handled": mark("a task of staff done"),
        "planned": mark("a task of staff planned"),
        "assigned": mark("a change of supporter"),
        "paused": mark("a pause"),
        "resumed": mark("going on after a pause"),
        "came_back": mark("coming back with your code"),
        "exported": mark("your answers saved as a file by staff"),
        "day_changed": mark("another day or hour chosen"),
        "consent_give": mark("a yes given"),
        "consent_withdraw": mark("a yes taken back"),
        "regime_noted": mark("the legal regime noted"),
        "ended": mark("the end"),
        "moved": mark("moving to another service"),
    }
)
"""Kinds of lines of the timeline."""

TASKS: Mapping[str, str] = MappingProxyType(
    {
        "alert": mark("to look after you"),
        "message": mark("to answer your message"),
        "missed": mark("to ask after a missed check-in"),
        "year_over": mark("to talk about how to go on after a year"),
        "not_told": mark("to tell you what could not be sent"),
        "parked": mark("to see to a message that broke"),
        "todo": mark("what they planned themselves"),
    }
)
"""Kinds of tasks that staff have about a person."""

CHANNELS: Mapping[str, str] = MappingProxyType({"web": mark("this page"), "telegram": "Telegram"})
