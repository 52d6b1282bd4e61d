"""What the pages of bookings call things."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from content.messages import mark, translate
from flows.booking.seats import State
from flows.booking.services import NAMES, Service

WEEKDAYS = (
    mark("Monday"),
    mark("Tuesday"),
    mark("Wednesday"),
    mark("Thursday"),
    mark("Friday"),
    mark("Saturday"),
    mark("Sunday"),
)

SERVICES: Mapping[Service, str] = MappingProxyType(
    {service: name.message for service, name in NAMES.items()}
)
"""Each service's name, as a message."""

STATE_NAMES: Mapping[State, str] = MappingProxyType(
    {
        State.HELD: mark("being talked about"),
        State.BOOKED: mark("expected"),
        State.ARRIVED: mark("has come"),
        State.DONE: mark("done"),
        State.REFERRED: mark("referred on"),
        State.MISSED: mark("did not come"),
        State.CANCELLED: mark("cancelled"),
        State.CLOSED: mark("needs another day"),
    }
)
"""Where an appointment stands, as messages."""

LOOKS: Mapping[State, str] = MappingProxyType(
    {
        State.ARRIVED: "published",
        State.DONE: "published",
        State.REFERRED: "published",
        State.MISSED: "checking",
        State.CLOSED: "checking",
    }
)
"""The badge of a state; others look calm."""

DOING: Mapping[State, str] = MappingProxyType(
    {
        State.ARRIVED: mark("Has come"),
        State.DONE: mark("Done"),
        State.MISSED: mark("Did not come"),
        State.BOOKED: mark("Still expected"),
        State.REFERRED: mark("Referred on"),
    }
)
"""What staff may say of an appointment, as messages, in the order of the buttons."""


class Change(StrEnum):
    """What was done to a place's hours or people."""

    RULE_ADDED = "rule_added"
    RULE_CHANGED = "rule_changed"
    RULE_REMOVED = "rule_removed"
    DAY_ADDED = "day_added"
    DAY_REMOVED = "day_removed"
    COUNSELLOR_ADDED = "counsellor_added"
    COUNSELLOR_EDITED = "counsellor_edited"


CHANGES: Mapping[str, str] = MappingProxyType(
    {
        Change.RULE_ADDED: mark("weekly hours added"),
        Change.RULE_CHANGED: mark("weekly hours changed"),
        Change.RULE_REMOVED: mark("weekly hours taken out"),
        Change.DAY_ADDED: mark("a day with other hours added"),
        Change.DAY_REMOVED: mark("a day with other hours taken out"),
        Change.COUNSELLOR_ADDED: mark("counsellor added"),
        Change.COUNSELLOR_EDITED: mark("counsellor changed"),
    }
)

LETTERS = (
    mark("letter C"),
    mark("letter D"),
    mark("letter F"),
    mark("letter G"),
    mark("letter H"),
    mark("letter J"),
    mark("letter K"),
    mark("letter M"),
    mark("letter N"),
    mark("letter P"),
    mark("letter Q"),
    mark("letter R"),
    mark("letter T"),
    mark("letter W"),
    mark("letter X"),
)
"""How each letter of a code is said."""

_BY_LETTER = {message[-1]: message for message in LETTERS}


def spoken(code: str, language: str) -> str:
    """A code as it is read aloud, sign by sign, with a pause where its dash stands."""
    return " … ".join(
        ", ".join(
            translate(language, _BY_LETTER[sign]) if sign in _BY_LETTER else sign for sign in group
        )
        for group in code.split("-")
    )
