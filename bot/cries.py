"""Beside the crisis card: call the supporter of whoever has one, and say whether that was done."""

from __future__ import annotations

from datetime import datetime

import structlog

from bot.choices import BeginScript, write
from bot.message import Button, Kind, Reply
from bot.scripts.runner import Scene, Scripts
from content.home import HOME_ZONE
from content.messages import mark, translate

log = structlog.get_logger()


async def call(scripts: Scripts, scene: Scene, topic: str) -> list[Reply]:
    """Tell the supporter of the danger `topic`; what to say of it, nothing to who has none."""
    try:
        told = await scripts.ask(scene, "cry", topic=topic)
    except Exception as error:  # noqa: BLE001 - the card must come whatever is broken
        log.error("cry.failed", error=type(error).__name__)
        return []
    if not told or not told["case"]:
        return []
    return [_told(told["due"], scene.language) if told["due"] else _untold(scene.language)]


def _told(due: str, language: str) -> Reply:
    at = datetime.fromisoformat(due).astimezone(HOME_ZONE)
    text = mark(
        "I have told your supporter that you need somebody now, not what you wrote. A person will"
        " contact you, at the latest by {time} on {day}. If it cannot wait, call 115 or 113."
    )
    said = translate(language, text, time=f"{at:%H:%M}", day=f"{at:%d/%m}")
    return Reply(Kind.NOTICE, said)


def _untold(language: str) -> Reply:
    text = mark(
        "I have told nobody, because you did not agree to that. If you want your supporter to"
        " know that you need somebody today, tap here."
    )
    button = Button(
        translate(language, mark("I want a person today")), write(BeginScript("call_me"))
    )
    return Reply(Kind.NOTICE, translate(language, text), (button,))
