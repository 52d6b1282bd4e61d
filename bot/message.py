"""What comes in and what goes out, the same for every channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

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
    message with the same id is the first one again.
    """

    channel: str
    talk: str
    at: datetime
    text: str | None = None
    choice: str | None = None
    once: str | None = None


@dataclass(frozen=True)
class Button:
    """A choice to tap. `choice` comes back as the message's choice; at most 64 bytes."""

    label: str
    choice: str


@dataclass(frozen=True)
class Reply:
    """One bubble: plain paragraphs, choices under it, and the sources it rests on."""

    kind: Kind
    text: str
    buttons: tuple[Button, ...] = ()
    sources: tuple[Citation, ...] = ()
    topic: str | None = None
