"""Plays a talk from its file and tells what each channel shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from telegram import InlineKeyboardMarkup

from bot.channels.telegram.keyboards import ticked, toggled
from bot.channels.telegram.rendering import Bubble, render
from bot.message import Message, Reply
from bot.packing import as_json
from content.saying.pieces import shorten
from tests.conversations.staff import Counsellors
from tests.support.talking import FakeClassifier, FakeClock

UNITS = ("minutes", "hours", "days", "weeks")
STEPS = ("begin", "say", "tap", "tick", "wait", "staff")
PICTURE = "[picture] "


class TranscriptError(AssertionError):
    """A talk cannot be played as its file says."""


def moved(clock: FakeClock, by: str) -> None:
    """Move the clock: "3 days"."""
    amount, unit = by.split()
    if unit not in UNITS:
        raise TranscriptError(f"wait: {by}: write one of {', '.join(UNITS)}")
    clock.at += timedelta(**{unit: int(amount)})


@dataclass
class Web:
    """The web page's side of a talk: taps by label, boxes with values."""

    take: Callable[[Message], Any]
    talk: str
    clock: FakeClock
    shown: list[dict[str, Any]] = field(default_factory=list)
    channel = "web"

    async def begin(self, script: str) -> list[str]:
        name, _, given = script.partition(" ")
        return await self._send(choice=f"begin:{name}:{given}")

    async def say(self, text: str) -> list[str]:
        return await self._send(text=text)

    async def tap(self, label: str) -> list[str]:
        for reply in reversed(self.shown):
            for button in reply["buttons"]:
                if button["label"] == label:
                    return await self._send(choice=button["choice"])
        raise TranscriptError(f"no button {label!r}")

    async def tick(self, labels: Sequence[str]) -> list[str]:
        asks = self.shown[-1].get("input") or {}
        keys = {b["label"]: b["choice"].split(":")[-1] for b in self.shown[-1]["buttons"]}
        values = tuple(keys[label] for label in labels)
        return await self._send(choice=asks["submit"], values=values)

    async def _send(
        self, text: str | None = None, choice: str | None = None, values: Sequence[str] = ()
    ) -> list[str]:
        message = Message(self.channel, self.talk, self.clock(), text, choice, values=tuple(values))
        return self.show(await self.take(message))

    def show(self, replies: Sequence[Reply]) -> list[str]:
        self.shown.extend(as_json(reply) for reply in replies)
        return [_web_lines(as_json(reply)) for reply in replies]


@dataclass
class Telegram:
    """Telegram's side of a talk: keyboards under bubbles, boxes ticked one by one."""

    take: Callable[[Message], Any]
    talk: str
    clock: FakeClock
    shown: list[Bubble] = field(default_factory=list)
    channel = "telegram"

    async def begin(self, script: str) -> list[str]:
        name, _, given = script.partition(" ")
        return await self._send(choice=f"begin:{name}:{given}")

    async def say(self, text: str) -> list[str]:
        return await self._send(text=text)

    async def tap(self, label: str) -> list[str]:
        return await self._send(choice=self._data(label))

    async def tick(self, labels: Sequence[str]) -> list[str]:
        keyboard = self.shown[-1].keyboard
        for label in labels:
            changed = toggled(keyboard, self._data(label)) if keyboard else None
            if changed is None:
                raise TranscriptError(f"no box {label!r}")
            keyboard = changed
        assert isinstance(keyboard, InlineKeyboardMarkup)
        return await self._send(choice=self._data("Xong ✓"), values=ticked(keyboard))

    def _data(self, label: str) -> str:
        for bubble in reversed(self.shown):
            for row in bubble.keyboard.inline_keyboard if bubble.keyboard else ():
                for button in row:
                    if button.text in (label, f"☐ {label}", shorten(label)):
                        return str(button.callback_data)
        raise TranscriptError(f"no button {label!r}")

    async def _send(
        self, text: str | None = None, choice: str | None = None, values: Sequence[str] = ()
    ) -> list[str]:
        message = Message(
            self.channel,
            self.talk,
            self.clock(),
            text,
            choice,
            values=tuple(values),
            address="1",
        )
        return self.show(await self.take(message))

    def show(self, replies: Sequence[Reply]) -> list[str]:
        bubbles = [bubble for reply in replies for bubble in render(reply)]
        self.shown.extend(bubbles)
        return [_telegram_lines(bubble) for bubble in bubbles]


def _web_lines(reply: Mapping[str, Any]) -> str:
    lines = [reply["text"]]
    if "picture" in reply:
        lines.append(PICTURE + reply["picture"]["alt"])
    lines.extend(f"<{link['label']}> {link['url']}" for link in reply.get("links", ()))
    if reply["buttons"]:
        lines.append(" ".join(f"[{button['label']}]" for button in reply["buttons"]))
    if reply["sources"]:
        lines.append(f"({len(reply['sources'])} sources)")
    return f"{reply['kind']}: " + "\n".join(lines)


def _telegram_lines(bubble: Bubble) -> str:
    lines = [(PICTURE if bubble.picture else "") + bubble.text]
    if bubble.keyboard:
        rows = bubble.keyboard.inline_keyboard
        lines.extend(" ".join(f"[{button.text}]" for button in row) for row in rows)
    return "\n".join(lines)


async def play(
    side: Web | Telegram,
    turns: Sequence[Mapping[str, Any]],
    code: str = "",
    staff: Counsellors | None = None,
) -> list[dict[str, Any]]:
    """The turns with what was shown after each; `code` stands where one says {code}.

    With `staff`, what reached the person by itself after a wait or an act of staff is `told`.
    """
    played: list[dict[str, Any]] = []
    for turn in turns:
        did = {name: what for name, what in turn.items() if name in STEPS}
        if len(did) != 1:
            raise TranscriptError(f"a turn begins, says, taps, ticks, waits, or staff act: {turn}")
        ((name, what),) = did.items()
        if isinstance(what, dict):
            if side.channel not in what:
                continue
            what = what[side.channel]
            did = {name: what}
        if name in ("wait", "staff"):
            if name == "wait":
                moved(side.clock, what)
            elif staff:
                await staff.do(what)
            told = side.show(await staff.arrived(side.talk)) if staff else []
            played.append({**did, "told": told} if told else dict(did))
            continue
        steps = {"begin": side.begin, "say": side.say, "tap": side.tap, "tick": side.tick}
        replies = await steps[name](code if what == "{code}" else what)
        played.append({**did, "replies": replies})
    return played


def start_of(talk: Mapping[str, Any]) -> datetime:
    """When a talk begins."""
    at = talk["at"]
    return at if isinstance(at, datetime) else datetime.fromisoformat(at)


def teach(classifier: FakeClassifier, talk: Mapping[str, Any]) -> None:
    """What the classifier is to know in this talk."""
    for text, topic in (talk.get("know") or {}).items():
        classifier.teach(text, (topic, 0.95))
