"""Who the load clients are: each sends requests of one sort and keeps a conversation of its own."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, Protocol

MENU = "menu"
"""The choice a tapping visitor falls back on when a reply has no buttons."""


TALK = 12
"""Messages after which a visitor begins a new talk: hardly anybody sends more, and hundreds in one
talk would mostly be typed into whichever script it once opened."""


class Visitor(Protocol):
    """One client's side of the talk."""

    path: str

    def next(self) -> dict[str, Any]:
        """The next request's body."""
        ...

    def read(self, answer: dict[str, Any]) -> list[str]:
        """Take note of an answer; returns what kinds of reply it held."""
        ...


class Asker:
    """Types questions at the door, drawn without repeats until the list is through."""

    path = "/api/chat"

    def __init__(self, name: str, texts: Sequence[str], random: Random) -> None:
        """`name`: prefix of its message ids."""
        self._name = name
        self._texts = texts
        self._random = random
        self._drawn: list[str] = []
        self._sent = 0
        self._conversation: str | None = None

    def next(self) -> dict[str, Any]:
        """A question in its conversation, with a message id as the page sends one."""
        if not self._drawn:
            self._drawn = self._random.sample(self._texts, len(self._texts))
        return self._body({"text": self._drawn.pop()})

    def _body(self, what: dict[str, Any]) -> dict[str, Any]:
        self._sent += 1
        return {"conversation": self._conversation, "id": f"{self._name}-{self._sent}", **what}

    def read(self, answer: dict[str, Any]) -> list[str]:
        """Keep the conversation, until it is long enough."""
        self._conversation = answer["conversation"] if self._sent % TALK else None
        return [reply["kind"] for reply in answer["replies"]]


class Tapper(Asker):
    """Taps one of the buttons it was offered last."""

    _offered: Sequence[str] = ()

    def next(self) -> dict[str, Any]:
        """A choice; to begin with, the welcome."""
        if self._conversation is None:
            return self._body({"text": "/start"})
        return self._body({"choice": self._random.choice(self._offered or [MENU])})

    def read(self, answer: dict[str, Any]) -> list[str]:
        """Keep the conversation and its buttons."""
        self._offered = [
            button["choice"] for reply in answer["replies"] for button in reply["buttons"]
        ]
        return super().read(answer)


class Parser:
    """Asks a Rasa server itself."""

    def __init__(self, token: str, texts: Sequence[str], random: Random) -> None:
        """`token`: the server's."""
        self.path = f"/model/parse?token={token}"
        self._texts = texts
        self._random = random
        self._drawn: list[str] = []

    def next(self) -> dict[str, Any]:
        """A question."""
        if not self._drawn:
            self._drawn = self._random.sample(self._texts, len(self._texts))
        return {"text": self._drawn.pop()}

    def read(self, answer: dict[str, Any]) -> list[str]:
        """Whether a topic was named at all."""
        return ["intent" if answer["intent"]["name"] else "nothing"]
