"""What a tapped button does."""

from __future__ import annotations

from bot import answers, menu, replies
from bot.care import Care
from bot.choices import (
    BeginScript,
    Choice,
    ManyAnswer,
    Resume,
    SafetyAnswer,
    ScriptAnswer,
    ScriptMove,
    ShowMenu,
    ShowMore,
    ShowTopic,
    StopScript,
    read,
)
from bot.message import Reply
from bot.scene import Scene
from bot.scripts.runner import Scripts, given_of
from bot.topics import show


class Taps:
    """Takes the choices that buttons send back."""

    def __init__(self, scripts: Scripts, care: Care) -> None:
        """`care`: for the answers to "are you safe?"."""
        self._scripts = scripts
        self._care = care

    async def take(self, scene: Scene, written: str) -> list[Reply]:
        """The replies to a choice; one that says nothing any more gets a gentle answer."""
        language = scene.language
        match read(written):
            case ShowTopic(topic) if script := self._scripts.of_topic(topic):
                return await self._scripts.begin(scene, script) or []
            case ShowTopic(topic):
                return show(scene, topic)
            case ShowMore(topic) if topic in scene.catalogue.topics:
                return [answers.more(scene.catalogue, scene.catalogue.topics[topic], language)]
            case ShowMenu(None):
                return [menu.groups(language)]
            case ShowMenu(str(group), page):
                found = menu.group(scene.catalogue, group, page, language)
                return [found or replies.stale(language)]
            case SafetyAnswer(safe=False, topic=topic):
                return await self._care.not_safe(scene, replies.crisis_topic(topic))
            case SafetyAnswer(safe=True, topic=None):
                return await self._care.safe(scene)
            case SafetyAnswer(safe=True, topic=str(topic)):
                return [*show(scene, topic), *await self._scripts.again(scene)]
            case StopScript():
                scene.session.script = scene.session.kept = None
                return [replies.stopped(language)]
            case choice:
                return await self._play(scene, choice)

    async def _play(self, scene: Scene, choice: Choice | None) -> list[Reply]:
        """What a script's button does; one whose moment has passed gets a gentle answer."""
        made: list[Reply] | None = None
        if isinstance(choice, ScriptAnswer | ManyAnswer | Resume):
            scene.session.out_of_crisis()
        match choice:
            case ScriptAnswer() | ManyAnswer():
                made = await self._scripts.answered(scene, choice)
            case ScriptMove():
                made = await self._scripts.moved(scene, choice)
            case BeginScript(script):
                made = await self._scripts.begin(scene, script, given_of(choice))
            case Resume():
                made = await self._scripts.resume(scene)
        return made or [replies.stale(scene.language), *await self._scripts.again(scene)]
