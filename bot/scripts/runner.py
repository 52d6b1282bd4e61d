"""Run scripts inside a talk: give them answers, carry out their effects, show what they ask."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import structlog

from bot.answers import PERSON
from bot.choices import BeginScript, ManyAnswer, ScriptAnswer, ScriptMove, Way
from bot.message import Kind, Message, Reply
from bot.offers import with_offer
from bot.replies import stopped
from bot.scene import Scene
from bot.scripts import notices
from bot.scripts.hearing import STOP, Answer, Heard, Silence, hear, hear_move
from bot.scripts.showing import Show, tell
from bot.scripts.tapping import from_key, from_keys
from bot.scripts.under_way import HELPING, UnderWay
from bot.session import MOST_BYTES, MOST_RECORDED, ScriptState, Session
from content.messages import LANGUAGES, mark, translate
from flows.engine import (
    SKIPPED,
    Called,
    ChooseMany,
    Do,
    Effect,
    Question,
    Script,
    ScriptBrokenError,
    Text,
    World,
    Write,
    replay,
)
from flows.handover.effects import HOLDS
from flows.talk.forget import FORGET_TALK
from flows.talk.language import SET_LANGUAGE

MOST_EFFECTS = 20
"""Most effects between two questions."""

TOPIC_SCRIPTS = {
    "service/delete_data": "forget",
    "service/language": "language",
    "service/screening": "screening",
    "service/booking": "booking",
    "service/checkin": "checkin",
    "service/quiz": "quiz",
}
"""The topics that start a script, and which."""

log = structlog.get_logger()

WorldOf = Callable[[Message, Session], World]


class Forgotten(Exception):  # noqa: N818 - it is news, not an error
    """The script asked that the talk be forgotten; `replies` are its last words."""

    def __init__(self, replies: list[Reply]) -> None:
        """Keep the last words."""
        super().__init__()
        self.replies = replies


class Scripts:
    """The scripts of a service, over what they may do."""

    def __init__(
        self, scripts: Mapping[str, Script], effects: Mapping[str, Effect], world: WorldOf
    ) -> None:
        """`effects`: by the names scripts give them; `world`: what an effect of a turn sees."""
        self._scripts = scripts
        self._effects = effects
        self._world = world
        self.under_way = UnderWay(scripts)

    def of_topic(self, topic: str) -> str | None:
        """The script that a topic starts, where there is one."""
        name = TOPIC_SCRIPTS.get(topic)
        return name if name in self._scripts else None

    async def begin(
        self, scene: Scene, name: str, given: Mapping[str, str] | None = None
    ) -> list[Reply] | None:
        """Begin a script; one that was under way is kept to go back to. None for an unknown one.

        The script is given what the talk remembers (substance, province, age) and then `given`.
        """
        script = self._scripts.get(name)
        if script is None:
            return None
        session = scene.session
        if session.script and session.script.name != name and session.script.record:
            session.kept = session.script
        elif session.kept and session.kept.name == name:
            session.kept = None
        if name not in HELPING:
            session.out_of_crisis()
        session.script = ScriptState(
            script.name, script.version, {**session.facts, **(given or {})}
        )
        return await self._go_on(scene, script, session.script)

    async def resume(self, scene: Scene) -> list[Reply]:
        """Ask the open question once more, or that of the script kept for later."""
        session = scene.session
        if session.script is None:
            session.script, session.kept = session.kept, None
        return await self._ask(scene)

    async def again(self, scene: Scene) -> list[Reply]:
        """Ask the open question once more after something else was answered.

        A script that is not patient gives way; one that no longer fits is closed politely.
        """
        script = self.under_way.current(scene.session)
        if script is not None and not script.patient:
            scene.session.script = None
            return []
        return await self._ask(scene)

    async def answered(self, scene: Scene, choice: ScriptAnswer | ManyAnswer) -> list[Reply] | None:
        """Give a tapped answer to the script it belongs to; None when that moment has passed."""
        question = self.under_way.open_question(scene.session, choice)
        if question is None:
            return None
        if isinstance(choice, ScriptAnswer):
            return await self._give(scene, from_key(question, choice.key))
        if not isinstance(question, ChooseMany):
            return None
        keys = scene.message.values if choice.key is None else (choice.key,) if choice.key else ()
        return await self._give(scene, from_keys(question, keys))

    async def moved(self, scene: Scene, move: ScriptMove) -> list[Reply] | None:
        """Go a tapped way around the open question; None when that moment has passed."""
        if self.under_way.open_question(scene.session, move) is None:
            return None
        return await self._move(scene, move.way)

    async def typed(self, scene: Scene, text: str) -> list[Reply] | None:
        """Give typed words to the open question; None when they are not one of its answers."""
        standing = self.under_way.standing(scene.session)
        if standing is None or not isinstance(standing.waits, Question):
            return None
        question = standing.waits
        heard = _hear(question, text, scene)
        move = hear_move(text)
        if move and (isinstance(question, Write) or not isinstance(heard, Answer)):
            return await self._move(scene, move)
        if heard is Silence.TOO_LONG:
            longest = getattr(question, "longest", 0)
            return [notices.too_long(scene.language, longest)]
        return await self._give(scene, heard.value) if isinstance(heard, Answer) else None

    async def doubted(self, scene: Scene, text: str) -> list[Reply] | None:
        """Ask again, kindly, where words were meant for the question but do not say which answer.

        None for anything else, which is for the talk. After a crisis card only a number is taken
        so: a short word may belong to the card.
        """
        standing, show = self.under_way.standing(scene.session), self._show(scene)
        if standing is None or show is None or not isinstance(standing.waits, Question):
            return None
        heard = _hear(standing.waits, text, scene)
        meant = (Silence.NUMBER,) if scene.session.crisis else (Silence.NUMBER, Silence.UNCLEAR)
        if heard not in meant:
            return None
        if any(said.crisis for said in standing.said):
            return await self._ask(scene)  # the card asks something too: it is shown once more
        return [notices.not_sure(scene.language, standing.waits), *show.question(standing)]

    async def _move(self, scene: Scene, way: str) -> list[Reply] | None:
        standing, state = self.under_way.standing(scene.session), scene.session.script
        if standing is None or state is None or not isinstance(standing.waits, Question):
            return None
        match way:
            case Way.SKIP if standing.waits.skip:
                return await self._give(scene, SKIPPED)
            case Way.BACK if standing.back is not None:
                del state.record[standing.back :]
                return await self._ask(scene)
            case Way.WHY:
                show = self._show(scene)
                return [show.why(standing.waits), *await self._ask(scene)] if show else None
            case Way.PERSON:
                return await self._person(scene)
            case _ if way == STOP:
                scene.session.script = None
                waits = [notices.go_back(scene.language)] if scene.session.kept else []
                return [stopped(scene.language), *waits]
            case _:
                text = mark("That does not work at this point.")
                notice = Reply(Kind.NOTICE, translate(scene.language, text))
                return [notice, *await self._ask(scene)]

    async def _person(self, scene: Scene) -> list[Reply]:
        topic = scene.catalogue.topics.get(PERSON)
        said = topic.short.in_language(scene.language) if topic else ""
        reply = with_offer(Reply(Kind.SCRIPT, said, topic=PERSON), scene.language)
        return [replace(reply, topic=None), *await self._ask(scene)] if said else []

    async def _give(self, scene: Scene, answer: Any) -> list[Reply] | None:  # noqa: ANN401 - JSON
        script, state = self.under_way.current(scene.session), scene.session.script
        if script is None or state is None:
            return self._close(scene)
        standing = self.under_way.standing(scene.session)
        if standing is None:
            return self._close(scene)
        if not isinstance(standing.waits, Question) or not standing.waits.takes(answer):
            return None
        state.record.append(answer)
        if len(state.record) > MOST_RECORDED or len(json.dumps(state.record)) > MOST_BYTES:
            return self._close(scene)
        return await self._go_on(scene, script, state)

    async def _ask(self, scene: Scene) -> list[Reply]:
        script, state = self.under_way.current(scene.session), scene.session.script
        if state is None:
            return []
        if script is None:
            return self._close(scene)
        return await self._go_on(scene, script, state, again=True)

    async def _go_on(
        self, scene: Scene, script: Script, state: ScriptState, *, again: bool = False
    ) -> list[Reply]:
        """Carry out effects until the script asks or ends, and show where it stands.

        `again`: it asked this before. Where an effect is yet to be done, it did not come so far.
        What a question knows already is answered for the person, unless it was asked before.
        """
        forgets = False
        try:
            standing = replay(script, state.record, state.given)
            again = again and not isinstance(standing.waits, Do)
            for _ in range(MOST_EFFECTS):
                waits = standing.waits
                if isinstance(waits, Do):
                    forgets = forgets or waits.effect == FORGET_TALK
                    state.record.append(await self._do(scene, waits))
                elif waits and waits.known is not None and not again:
                    state.record.append(waits.known)
                else:
                    break
                standing = replay(script, state.record, state.given)
            else:
                return self._close(scene)
        except ScriptBrokenError:
            return self._close(scene)
        except Exception as error:  # noqa: BLE001 - whatever it is, the talk goes on
            # Its text may hold what a person wrote: its type and the script must do.
            log.error("script.failed", script=script.name, error=type(error).__name__)
            return [notices.try_again(scene.language)]
        replies = Show(script, scene.catalogue, scene.language).standing(standing, again=again)
        for said in standing.said:
            if said.crisis and not again:
                scene.session.in_crisis(said.crisis)
        if standing.is_over:
            scene.session.script = None
            if scene.session.kept and not scene.session.held and not forgets:
                replies.append(notices.go_back(scene.language))
        if forgets:
            raise Forgotten(replies)
        return replies

    async def _do(self, scene: Scene, do: Do) -> Any:  # noqa: ANN401 - plain JSON
        if do.effect == SET_LANGUAGE:
            scene.session.language = str(do.arguments["language"])
            return None
        if do.effect == FORGET_TALK:
            return None
        result = await self._effects[do.effect](
            self._world(scene.message, scene.session), do.arguments
        )
        if do.effect in HOLDS and (result["done"] or not HOLDS[do.effect]):
            scene.session.held = HOLDS[do.effect]
        return result

    async def ask(self, scene: Scene, effect: str, **arguments: Any) -> Any:  # noqa: ANN401 - JSON
        """Carry out an effect outside of any script; None where this service has none such."""
        if effect not in self._effects:
            return None
        return await self._do(scene, Do(effect, arguments))

    def _show(self, scene: Scene) -> Show | None:
        script = self.under_way.current(scene.session)
        return Show(script, scene.catalogue, scene.language) if script else None

    def _close(self, scene: Scene) -> list[Reply]:
        scene.session.script = None
        return [notices.closed(scene.language)]


def given_of(choice: BeginScript) -> dict[str, str]:
    """What a button that begins a script knows already."""
    return dict(choice.given)


def _hear(question: Question, text: str, scene: Scene) -> Heard:
    return hear(question, text, scene.today, _labels)


def _labels(text: Text) -> list[str]:
    also = text.also if isinstance(text, Called) else ()
    return [*(tell(text, language) for language in LANGUAGES), *also]
