"""The grammar of choices: what a button sends back when it is tapped.

A choice is words parted by colons, at most 64 bytes (Telegram's limit). Buttons never expire: what
cannot be read or no longer fits gets a gentle answer, not an error.
"""

from __future__ import annotations

from dataclasses import dataclass

LONGEST = 64


@dataclass(frozen=True)
class ShowTopic:
    """Show the answer of a topic."""

    topic: str


@dataclass(frozen=True)
class ShowMore:
    """Show the longer parts of a topic."""

    topic: str


@dataclass(frozen=True)
class ShowMenu:
    """Show the menu, or a page of one group's topics."""

    group: str | None = None
    page: int = 0


@dataclass(frozen=True)
class SafetyAnswer:
    """The answer to "are you safe?", and the topic it was asked beside."""

    safe: bool
    topic: str | None


@dataclass(frozen=True)
class ScriptAnswer:
    """An answer to a script's question; which script, version and step it belongs to."""

    script: str
    version: int
    step: int
    key: str


@dataclass(frozen=True)
class StopScript:
    """Leave the script that is under way."""


Choice = ShowTopic | ShowMore | ShowMenu | SafetyAnswer | ScriptAnswer | StopScript


def write(choice: Choice) -> str:
    """The choice as a button carries it."""
    match choice:
        case ShowTopic(topic):
            return f"topic:{topic}"
        case ShowMore(topic):
            return f"more:{topic}"
        case ShowMenu(None):
            return "menu"
        case ShowMenu(group, page):
            return f"menu:{group}:{page}"
        case SafetyAnswer(safe, topic):
            return f"safe:{'yes' if safe else 'no'}:{topic or ''}"
        case ScriptAnswer(script, version, step, key):
            return f"script:{script}:{version}:{step}:{key}"
        case StopScript():
            return "stop"


def read(written: str) -> Choice | None:
    """The choice that a button carried, or None for what this service never wrote."""
    match written.split(":"):
        case ["topic", topic]:
            return ShowTopic(topic)
        case ["more", topic]:
            return ShowMore(topic)
        case ["menu"]:
            return ShowMenu()
        case ["menu", group, page] if _is_small(page):
            return ShowMenu(group, int(page))
        case ["safe", "yes" | "no" as safe, topic]:
            return SafetyAnswer(safe == "yes", topic or None)
        case ["script", script, version, step, key] if _is_small(version) and _is_small(step):
            return ScriptAnswer(script, int(version), int(step), key)
        case ["stop"]:
            return StopScript()
        case _:
            return None


def _is_small(number: str) -> bool:
    return number.isascii() and number.isdecimal() and len(number) < 5
