"""What is done about danger in a talk, beyond the card: who is called, what is passed on."""

from __future__ import annotations

from bot import cards, cries, replies
from bot.message import Reply
from bot.scene import Scene
from bot.scripts.runner import Scripts
from nlu.safety import Alarm, Level


def is_certain(alarm: Alarm | None) -> bool:
    """Whether the net is sure of a danger."""
    return alarm is not None and alarm.level is Level.CERTAIN


class Care:
    """Answers danger, and the word that there is none."""

    def __init__(self, scripts: Scripts) -> None:
        """`scripts`: through which somebody is called and written to."""
        self._scripts = scripts

    async def safe(self, scene: Scene) -> list[Reply]:
        """They are safe: glad words, and what was under way."""
        scene.session.out_of_crisis()
        return [replies.glad(scene.language), *await self._scripts.again(scene)]

    async def not_safe(self, scene: Scene, danger: str) -> list[Reply]:
        """They are not: the card, and who was called."""
        card = cards.with_way_back(scene, cards.cried(scene, danger))
        return [*card, *await cries.call(self._scripts, scene, danger)]

    async def with_help(self, scene: Scene, card: list[Reply], alarm: Alarm | None) -> list[Reply]:
        """A crisis card with the way back to a script, and who was told of a certain danger."""
        card = cards.with_way_back(scene, card)
        if alarm is None or not is_certain(alarm):
            return card
        return [*card, *await cries.call(self._scripts, scene, alarm.topic)]

    async def to_supporter(
        self, scene: Scene, text: str, alarm: Alarm | None
    ) -> list[Reply] | None:
        """Send what is written to a supporter, whatever danger it tells of, and answer the danger.

        Somebody is called first, so that the answer to the message names the sooner time.
        """
        if alarm is not None and is_certain(alarm):
            card = cards.cried(scene, alarm.topic)
            called = await cries.call(self._scripts, scene, alarm.topic, cries.ASKED, is_sent=True)
            beside = [*card, *called]
        else:
            beside = await cries.over(self._scripts, scene, text)
        given = await self._scripts.typed(scene, text)
        if alarm is not None and not beside:
            return [*(given or ()), cards.are_you_safe(scene, alarm.topic)]
        return [*beside, *(given or ())] or None
