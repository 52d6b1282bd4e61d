"""Call the supporter of whoever has one, and say whether that was done.

Beside the crisis card; and where words to the supporter tell of use after holding on or of a child
alone (facts pack instruments §10c, RED), which is answered kindly and never with a scolding.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

import structlog

from bot.choices import BeginScript, write
from bot.menu import topic_button
from bot.message import Button, Kind, Reply
from bot.scene import Scene
from bot.scripts.runner import Scripts
from bot.scripts.showing import tell
from content.home import HOME_ZONE
from content.messages import mark, translate
from flows.aftercare.scripts.asking import LOOK_HERE
from nlu.safety import told

log = structlog.get_logger()


TOLD = mark(
    "I have told your supporter that you need somebody now, not what you wrote. A person will"
    " contact you, at the latest by {time} on {day}. If it cannot wait, call 115 or 113."
)
ASKED = mark(
    "Because of what you wrote I have asked your supporter to contact you today, at the latest by"
    " {time} on {day}. If it cannot wait, call 115 or 113."
)
KIND: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "told/overdose": (
            mark(
                "Thank you for saying it, that takes courage. Nobody blames you here, and it does"
                " not wipe out the days you held on. One thing matters right now: your body bears"
                " less than before, and the amount of earlier days can kill. Please do not stay"
                " alone. If anyone is drowsy or hardly breathes, call 115 at once."
            ),
            ("after/lapse", "drug/overdose"),
        ),
        "told/child": (
            mark(
                "Thank you for saying it. What comes first is a grown-up beside the child, now: a"
                " neighbour, a grandparent, somebody you trust. If the child is hurt or drowsy,"
                " call 115. If somebody hits or threatens, call 113. 111 listens to all that"
                " concerns children, day and night, free of charge."
            ),
            ("crisis/violence",),
        ),
    }
)
"""What is said to words to a supporter that tell of a danger, and the topics to read."""


async def over(scripts: Scripts, scene: Scene, text: str) -> list[Reply]:
    """What words to a supporter tell of beside being sent; nothing where they tell of no danger."""
    danger = told(text)
    if danger is None:
        return []
    words, topics = KIND[danger.topic]
    buttons = tuple(
        topic_button(scene.catalogue, topic, scene.language)
        for topic in topics
        if topic in scene.catalogue.topics
    )
    kind = Reply(Kind.NOTICE, translate(scene.language, words), buttons)
    return [kind, *await call(scripts, scene, danger.topic, ASKED, is_sent=True)]


async def call(
    scripts: Scripts, scene: Scene, topic: str, words: str = TOLD, *, is_sent: bool = False
) -> list[Reply]:
    """Tell the supporter of the danger `topic`; what to say of it, nothing to who has none.

    `is_sent`: it stands in a message to the supporter, so no other consent is needed.
    """
    try:
        called = await scripts.ask(scene, "cry", topic=topic, sent=is_sent)
    except Exception as error:  # noqa: BLE001 - the card must come whatever is broken
        log.error("cry.failed", error=type(error).__name__)
        return []
    if not called or not called["case"]:
        return []
    due = called["due"]
    if not due:
        return [_untold(scene.language)]
    # A message that was sent is answered with where the answer will stand anyway.
    return [_called(due, words, scene.language, on_page=called["page"] and not is_sent)]


def _called(due: str, words: str, language: str, *, on_page: bool) -> Reply:
    at = datetime.fromisoformat(due).astimezone(HOME_ZONE)
    said = translate(language, words, time=f"{at:%H:%M}", day=f"{at:%d/%m}")
    if on_page:
        said = f"{said} {tell(LOOK_HERE, language)}"
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
