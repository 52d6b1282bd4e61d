"""While a counsellor holds the talk: pass on what is written and keep silent.

Only these are still heard here: signs of danger (the card is shown whatever else fails), the
commands about oneself (/xoa, /roi, /dulieu), and going back to the assistant.
"""

from __future__ import annotations

import asyncio
import secrets
from datetime import datetime
from typing import Any

import structlog

from bot import cries, replies
from bot.answers import crisis
from bot.choices import BeginScript, Choice, SafetyAnswer, ShowMore, ShowTopic, read
from bot.message import Kind, Message, Reply
from bot.packing import pack
from bot.scene import Scene
from bot.scripts.runner import Scripts
from bot.scripts.showing import tell, told
from bot.session import Session
from content.catalogue import EMPTY
from content.messages import mark, translate
from flows.engine import Say, Text, Way
from flows.handover import effects
from flows.handover.script import BACK, DANGER, away
from flows.handover.telling import WRITES, ended_words, in_full
from flows.handover.threads import LONGEST
from nlu.decision import Act
from nlu.safety import Alarm, Level
from nlu.text.normal import normalize
from nlu.understanding import Classifier, understand

TO_THE_BOT = frozenset(
    {
        "quay lai voi tro ly", "quay lai tro ly", "ve voi tro ly", "ve tro ly", "gap tro ly",
        "back to the assistant", "back to assistant",
    }
)  # fmt: skip
"""Whole texts, folded, that end the talk with the counsellor."""

OPEN_COMMANDS = ("/xoa", "/dulieu")
"""Commands that work as ever."""

LEAVE = "/roi"
CANCEL = "/huy"
SCRIPTS_HERE = ("human", "assistant", "forget")
"""What a button may begin."""

PATIENCE_SECONDS = 3.0
"""How long the rows may keep a message waiting before it is taken as what it was."""

Taken = tuple[list[Reply], bool]
"""What to say, and whether that is all: if not, the assistant answers the message after it."""

NOT_HELD: Taken = ([], False)

log = structlog.get_logger()


class Held:
    """What a turn asks first: whether a counsellor holds the talk."""

    def __init__(self, scripts: Scripts, classifier: Classifier) -> None:
        """Over the scripts of the service; the classifier helps to see danger."""
        self._scripts = scripts
        self._classifier = classifier

    async def take(self, scene: Scene, alarm: Alarm | None, *, fresh: bool) -> Taken:
        """Pass the message on if a counsellor holds the talk.

        `fresh`: nothing is remembered of the talk, so the rows are asked.
        """
        session = scene.session
        if not (session.held or fresh):
            return NOT_HELD
        is_held, is_told = await self._is_held(scene, fresh=fresh)
        if is_held is None:
            # The rows cannot be read: what was so is taken to be so still.
            is_held = session.held
        was_held, session.held = session.held, is_held
        if not is_held:
            return (_ended(scene) if was_held and not is_told else []), False
        message = scene.message
        if message.choice is not None:
            return await self._tapped(scene, read(message.choice))
        text = message.text or ""
        if text.lstrip().startswith("/"):
            return await self._command(scene, text.split()[0].lower().partition("@")[0])
        return await self._typed(scene, text, alarm)

    async def missed(self, talk: str, channel: str, at: datetime) -> list[str]:
        """What a page that opens again has not shown, packed, each under a name of its own."""
        scene = Scene(Message(channel, talk, at), Session(), EMPTY)
        try:
            found = await self._scripts.ask(scene, effects.MISSED)
        except Exception as error:  # noqa: BLE001 - it comes again with the next turn
            log.warning("held.away", error=type(error).__name__)
            return []
        packed = []
        for each in found["messages"] if found else ():
            words = in_full(each["text"], listening=found["listening"], once=each["once"])
            packed.append(pack(each["once"], _say(scene, words.text, *words.ways)))
        return packed

    async def _is_held(self, scene: Scene, *, fresh: bool) -> tuple[bool | None, bool]:
        """Whether a counsellor holds it (None: nobody can tell), and whether its end was told."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                found = await self._scripts.ask(scene, effects.HERE, fresh=fresh)
        except Exception as error:  # noqa: BLE001 - danger must be seen to all the same
            log.warning("held.away", error=type(error).__name__)
            return None, False
        return bool(found and found["listening"]), bool(found and found["told"])

    async def _tapped(self, scene: Scene, choice: Choice | None) -> Taken:
        match choice:
            case SafetyAnswer():
                return NOT_HELD
            case ShowTopic(topic) | ShowMore(topic) if topic.startswith("crisis/"):
                return NOT_HELD
            case BeginScript(script) if script in SCRIPTS_HERE:
                return NOT_HELD
            case _ if scene.session.script and scene.session.script.name in SCRIPTS_HERE:
                return NOT_HELD
            case _:
                return [_standing(scene)], True

    async def _command(self, scene: Scene, name: str) -> Taken:
        if name in OPEN_COMMANDS:
            return NOT_HELD
        if name == LEAVE:
            await self._pass(scene, effects.END)
            return NOT_HELD
        if name == CANCEL:
            return await self._scripts.begin(scene, "assistant") or [], True
        return [_standing(scene)], True

    async def _typed(self, scene: Scene, text: str, alarm: Alarm | None) -> Taken:
        session = scene.session
        if not text.strip():
            return [replies.no_words(session.language)], True
        if session.script:
            given = await self._scripts.typed(scene, text)
            if given is not None:
                return given, True
            session.script = None
        if normalize(text).plain in TO_THE_BOT:
            return await self._scripts.begin(scene, "assistant") or [], True
        card = await self._danger(scene, text, alarm)
        if len(text) > LONGEST:
            words = mark("That is more than I can take in here: at most {most} letters, please.")
            return [*card, _notice(scene, words, most=LONGEST)], True
        once = scene.message.once or secrets.token_hex(8)
        heard = await self._pass(scene, effects.HEAR, text=text, once=once, danger=bool(card))
        if heard is None:
            words = mark("I could not pass that on just now. Please send it again in a minute.")
            return [*card, _notice(scene, words)], True
        unread = [reply for each in heard.get("unread", ()) for reply in _counsellor(each, scene)]
        match heard["state"]:
            case "over":
                session.held = False
                return [*_ended(scene), *card], bool(card)
            case "full":
                words = mark("This talk is too long to hold more. End it and begin a new one.")
                return [*card, *unread, *_say(scene, Text(words), BACK)], True
            case _ if heard["first"] and not heard["now"]:
                return [*card, *unread, *_say(scene, away(heard), DANGER)], True
            case _:
                return [*card, *unread], True

    async def _danger(self, scene: Scene, text: str, alarm: Alarm | None) -> list[Reply]:
        """The card for a sign of danger, or one gentle question where the sign is unclear.

        The card of the same danger comes by turns with fresh words.
        """
        decision = await understand(text, self._classifier, alarm)
        topic = scene.catalogue.topics.get(decision.topic or "")
        if decision.act is Act.CRISIS and topic:
            session, shown = scene.session, crisis(topic, scene.language)
            is_time_for_words = session.crisis == topic.id and not session.reassured
            session.in_crisis(topic.id)
            session.reassured = is_time_for_words
            card = [replies.still_here(scene.language, shown) if is_time_for_words else shown]
            if alarm is None or alarm.level is not Level.CERTAIN:
                return card
            return [*card, *await cries.call(self._scripts, scene, alarm.topic)]
        if decision.danger:
            return [replies.are_you_safe(scene.language, decision.danger, None)]
        return []

    async def _pass(self, scene: Scene, effect: str, **arguments: object) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] | None = await self._scripts.ask(scene, effect, **arguments)
        except Exception as error:  # noqa: BLE001 - its text may hold what was written
            log.error("held.not_passed_on", error=type(error).__name__)
            return None
        return found


def _standing(scene: Scene) -> Reply:
    """Where the talk stands, and the way back."""
    text = mark(
        "You are in a talk with a counsellor; what you write goes to them and I keep quiet. To "
        "use me again, end it first."
    )
    (reply,) = _say(scene, Text(text), BACK)
    return reply


def _ended(scene: Scene) -> list[Reply]:
    words = ended_words()
    return _say(scene, words.text, *words.ways)


def _counsellor(text: str, scene: Scene) -> list[Reply]:
    return _say(scene, Text(WRITES, {"text": text}))


def _say(scene: Scene, text: Text, *ways: Way) -> list[Reply]:
    language = scene.language
    return told(Say(text, ways=ways), tell(text, language), scene.catalogue, language)


def _notice(scene: Scene, message: str, **values: object) -> Reply:
    return Reply(Kind.NOTICE, translate(scene.language, message, **values))
