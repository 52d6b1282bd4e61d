"""Show a topic in a talk, and let the talk remember that it was shown."""

from __future__ import annotations

from collections.abc import Sequence

from bot import answers, local, replies
from bot.message import Reply
from bot.offers import with_offer
from bot.scene import Scene


def show(scene: Scene, topic: str, instead: Sequence[str] = ()) -> list[Reply]:
    """A topic's answer with what is near and what is offered; a crisis topic's card.

    `instead`: what else the question may have been about.
    """
    session, catalogue = scene.session, scene.catalogue
    found = catalogue.topics.get(topic)
    if found is None:
        return [replies.nothing_here(session.language)]
    before, session.topic = session.topic, topic
    if found.group == "crisis":
        session.in_crisis(topic)
    reply = answers.answer(catalogue, found, session.language, scene.today, instead)
    reply = with_offer(reply, session.language, before)
    return [local.add(reply, session, catalogue, scene.here)]
