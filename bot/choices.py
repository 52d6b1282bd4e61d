"""The grammar of choices: what a button sends back when it is tapped.

A choice is words parted by colons, at most 64 bytes (Telegram's limit). Buttons never expire: what
cannot be read or no longer fits gets a gentle answer, not an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
class ManyAnswer:
    """An answer of several keys: one tapped key, "" for none of them, None for those ticked."""

    script: str
    version: int
    step: int
    key: str | None


class Way(StrEnum):
    """A way around a script's question."""

    BACK = "back"
    SKIP = "skip"
    WHY = "why"
    PERSON = "person"


@dataclass(frozen=True)
class ScriptMove:
    """A way around the question that a script asked at a step."""

    way: Way
    script: str
    version: int
    step: int


@dataclass(frozen=True)
class BeginScript:
    """Begin a script with what is known already: pairs of short plain words."""

    script: str
    given: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Resume:
    """Go on with the script that was interrupted."""


@dataclass(frozen=True)
class StopScript:
    """Leave the script that is under way."""


Choice = (
    ShowTopic
    | ShowMore
    | ShowMenu
    | SafetyAnswer
    | ScriptAnswer
    | ManyAnswer
    | ScriptMove
    | BeginScript
    | Resume
    | StopScript
)


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
        case StopScript():
            return "stop"
        case Resume():
            return "resume"
        case _:
            return _write_of_script(choice)


def _write_of_script(choice: ScriptAnswer | ManyAnswer | ScriptMove | BeginScript) -> str:
    match choice:
        case ScriptAnswer(script, version, step, key):
            return f"script:{script}:{version}:{step}:{key}"
        case ManyAnswer(script, version, step, None):
            return f"many:{script}:{version}:{step}"
        case ManyAnswer(script, version, step, key):
            return f"many:{script}:{version}:{step}:{key}"
        case ScriptMove(way, script, version, step):
            return f"{way}:{script}:{version}:{step}"
        case BeginScript(script, given):
            return f"begin:{script}:" + "&".join(f"{name}={value}" for name, value in given)
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
        case ["many", script, version, step, *keys] if (
            _is_small(version) and _is_small(step) and len(keys) < 2
        ):
            return ManyAnswer(script, int(version), int(step), keys[0] if keys else None)
        case ["back" | "skip" | "why" | "person" as way, script, version, step] if _is_small(
            version
        ) and _is_small(step):
            return ScriptMove(Way(way), script, int(version), int(step))
        case ["begin", script, given]:
            pairs = [pair.partition("=") for pair in given.split("&") if pair]
            return BeginScript(script, tuple((name, value) for name, _, value in pairs))
        case ["resume"]:
            return Resume()
        case ["stop"]:
            return StopScript()
        case _:
            return None


def _is_small(number: str) -> bool:
    return number.isascii() and number.isdecimal() and len(number) < 5
