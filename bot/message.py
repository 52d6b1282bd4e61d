"""What comes in and what goes out, the same for every channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from content.catalogue import Citation


class Kind(StrEnum):
    """What sort of reply this is; channels may dress kinds differently."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    CRISIS = "crisis"
    REFUSE = "refuse"
    SCRIPT = "script"
    FALLBACK = "fallback"
    MENU = "menu"
    NOTICE = "notice"


@dataclass(frozen=True)
class Message:
    """One thing a person sent: a text or a tapped choice, exactly one of them.

    `talk` names the conversation within the service and is not the channel's own id (see
    bot.talks.Talks.name). `once` is the channel's id of this message, where it has one: a second
    message with the same id is the first one again. `values` are the keys ticked where a choice
    takes several. `address` is how the channel can reach this person later, None where it cannot;
    it is never stored or logged by the talk itself.
    """

    channel: str
    talk: str
    at: datetime
    text: str | None = None
    choice: str | None = None
    once: str | None = None
    values: tuple[str, ...] = ()
    address: str | None = None


@dataclass(frozen=True)
class Button:
    """A choice to tap. `choice` comes back as the message's choice; at most 64 bytes."""

    label: str
    choice: str


class InputKind(StrEnum):
    """How a question is best answered; every channel can also take a tap or typed words."""

    ONE = "one"
    MANY = "many"
    NUMBER = "number"
    TEXT = "text"
    DAY = "day"
    TIME = "time"


@dataclass(frozen=True)
class Input:
    """What a script's question asks for, for channels that can show more than buttons.

    The reply's buttons are its answers, then (MANY only, with `has_none`) the one for nothing at
    all, then `moves` ways around the question (back, skip, why, a person, stop). `submit` is the
    choice that sends several ticked keys, with the message's `values`. `least` and `most` bound
    how many (MANY), which number (NUMBER) or how many characters (TEXT).
    """

    kind: InputKind
    moves: int
    least: int | None = None
    most: int | None = None
    low: str | None = None
    high: str | None = None
    submit: str | None = None
    has_none: bool = False


@dataclass(frozen=True)
class Drawing:
    """A picture: its kind and what it shows (see flows.pictures), and the same in words."""

    kind: str
    shows: Mapping[str, Any]
    alt: str


@dataclass(frozen=True)
class Link:
    """A way out of the talk: a file of this service (a path) or another place (https, geo)."""

    label: str
    url: str


@dataclass(frozen=True)
class Reply:
    """One bubble: plain paragraphs, choices under it, and the sources it rests on."""

    kind: Kind
    text: str
    buttons: tuple[Button, ...] = ()
    sources: tuple[Citation, ...] = ()
    topic: str | None = None
    input: Input | None = None
    picture: Drawing | None = None
    links: tuple[Link, ...] = ()
