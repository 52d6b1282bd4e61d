"""Crisis cards in a talk: shown at a cry, by turns with fresh words after it, and the question."""

from __future__ import annotations

from dataclasses import replace

from bot import replies
from bot.message import Reply
from bot.scene import Scene
from bot.scripts.notices import go_on_button
from bot.topics import show


def cried(scene: Scene, danger: str) -> list[Reply]:
    """The card of a danger; where it was the last that was said, after fresh words."""
    is_last = scene.session.crisis == danger and not scene.session.reassured
    (card,) = show(scene, danger)
    if not is_last:
        return [card]
    return [replace(replies.still_here(scene.language, card), buttons=()), card]


def still_here(scene: Scene, danger: str) -> list[Reply]:
    """For what is said in the light of a card: fresh words and the card by turns."""
    session, turns = scene.session, scene.session.crisis_turns
    is_time_for_words = not session.reassured
    (card,) = show(scene, danger)
    session.crisis_turns, session.reassured = turns, is_time_for_words
    return [replies.still_here(scene.language, card) if is_time_for_words else card]


def are_you_safe(scene: Scene, danger: str, topic: str | None = None) -> Reply:
    """The gentle question about a danger; its answer belongs to it, not to a script."""
    scene.session.asked = replies.crisis_topic(danger)
    return replies.are_you_safe(scene.language, danger, topic)


def with_way_back(scene: Scene, card: list[Reply]) -> list[Reply]:
    """The card with a button that goes on with the script under way, where there is one."""
    if scene.session.script is None:
        return card
    last = card[-1]
    return [*card[:-1], replace(last, buttons=(*last.buttons, go_on_button(scene.language)))]
