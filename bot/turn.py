"""One turn of a talk: a message in, replies out. The same road for every channel."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bot import (
    aftermath,
    answers,
    appointments,
    cards,
    follow_up,
    further,
    menu,
    reminded,
    replies,
)
from bot.answers import PERSON
from bot.care import Care, is_certain
from bot.commands import CODE, CODE_LENGTHS, COMMANDS, Asked
from bot.held import Held
from bot.message import Kind, Message, Reply
from bot.packing import pack, unpack
from bot.scene import Scene
from bot.scripts.runner import Forgotten, Scripts
from bot.search import Search
from bot.session import Session
from bot.talks import Talks, Visit, pack_counts
from bot.taps import Taps
from bot.topics import show
from bot.unanswered import Note, no_note
from content.catalogue import Catalogue
from content.home import HOME_ZONE
from content.local import DEFAULT_SITE
from content.phones import ALLOWED_NUMBERS
from flows import codes
from nlu.decision import Act, Decision
from nlu.safety import Alarm, look
from nlu.text.normal import normalize
from nlu.understanding import Classifier, understand

SPOKEN = {
    "human": "service/human",
    "a human": "service/human",
    "person": "service/human",
    "talk to a person": "service/human",
    "gap nguoi": "service/human",
    "gap nguoi that": "service/human",
}
"""Words that our own answers tell people to type, folded, and the topics they lead to."""


GO_ON = frozenset(
    {
        "tiep tuc", "tiep tuc di", "tiep tuc nhe", "tiep tuc viec dang do", "lam tiep",
        "lam tiep di", "di tiep", "choi tiep", "go on", "continue", "go on where we were",
    }
)  # fmt: skip
"""Folded words for the button that goes on with what was interrupted."""


class TooFastError(Exception):
    """The talk or its address sends more than the agreed pace, and was told so already."""


class Turn:
    """Takes messages and gives replies; holds nothing of a talk between turns."""

    def __init__(  # noqa: PLR0913 - the rooms that a turn goes through
        self,
        talks: Talks,
        classifier: Classifier,
        catalogue: Callable[[], Catalogue],
        scripts: Scripts,
        here: str = DEFAULT_SITE,
        *,
        note: Note = no_note,
    ) -> None:
        """`catalogue` gives what is published at the moment it is asked.

        `here`: the site served, for what its plan adds to local answers. `note`: takes down what
        could not be answered.
        """
        self._talks = talks
        self._classifier = classifier
        self._catalogue = catalogue
        self._scripts = scripts
        self._here = here
        self._note = note
        self._search = Search()
        self._care = Care(scripts)
        self._taps = Taps(scripts, self._care)
        self.held = Held(scripts, classifier)

    async def take(self, message: Message, address: str | None = None) -> tuple[Reply, ...]:
        """Answer a message; a copy of one that was answered gets the same replies again.

        `address`: where it came from, for the pace that one address may keep. Raises TooFastError
        and bot.talks.BusyError.
        """
        async with self._talks.visit(message.talk, message.once, address) as visit:
            if visit.copy is not None:
                return unpack(visit.copy)
            made = await self._pace_or_reply(visit, message)
            day = message.at.astimezone(HOME_ZONE).date()
            visit.packed = pack(message.once, made)
            visit.counts = pack_counts(
                day.isoformat(), message.channel, [(r.kind.value, r.topic or "-") for r in made]
            )
            return made

    async def _pace_or_reply(self, visit: Visit, message: Message) -> tuple[Reply, ...]:
        session = visit.session = visit.session or Session()
        alarm = look(message.text) if message.text else None
        if visit.over_pace and not is_certain(alarm):
            if visit.over_pace > 1:
                raise TooFastError
            return (replies.too_fast(session.language),)
        scene = Scene(message, session, self._catalogue(), self._here)
        try:
            made, is_all = await self.held.take(scene, alarm, fresh=visit.is_new)
            if not is_all:
                made = [*made, *await self._reply(scene, alarm)]
        except Forgotten as forgotten:
            visit.session = None
            return tuple(forgotten.replies)
        return tuple(made)

    async def _reply(self, scene: Scene, alarm: Alarm | None) -> list[Reply]:
        asked, scene.session.asked = scene.session.asked, None
        if scene.message.choice is not None:
            return await self._taps.take(scene, scene.message.choice)
        text = scene.message.text or ""
        if text.lstrip().startswith("/"):
            return await self._command(scene, text)
        is_safe = aftermath.is_safe(text) if asked else None
        if asked and is_safe is False:
            return await self._care.not_safe(scene, asked)
        if is_safe and alarm is None:
            return await self._care.safe(scene)
        return await self._typed(scene, text, alarm)

    async def _command(self, scene: Scene, text: str) -> list[Reply]:
        language = scene.language
        name, *words = text.lower().split()
        command = COMMANDS.get(name.partition("@")[0])
        if command is None:
            return [replies.unknown_command(language), menu.groups(language)]
        left = partial(self._talks.seconds_left, scene.message.talk)
        return await command(Asked(scene, self._scripts, words, left))

    async def _typed(self, scene: Scene, text: str, alarm: Alarm | None) -> list[Reply]:
        session = scene.session
        normal = normalize(text)
        if not normal.words:
            return [replies.no_words(session.language), *await self._scripts.again(scene)]
        made = await self._at_once(scene, text, alarm)
        if made is not None:
            return made
        decision = await understand(text, self._classifier, alarm)
        if session.crisis and decision.act is not Act.CRISIS:
            session.crisis_turns -= 1
            if session.crisis_turns < 0:
                session.out_of_crisis()
            elif aftermath.says_safe(text):
                return await self._care.safe(scene)
            elif aftermath.still_colours(text, decision):
                return cards.with_way_back(scene, cards.still_here(scene, session.crisis))
        decision = follow_up.sharpen(decision, text, session, scene.today.year)
        decision = appointments.sharpen(decision, text)
        is_number = text.strip(" .!?") in ALLOWED_NUMBERS
        spoken = PERSON if is_number else SPOKEN.get(normal.plain)
        if spoken and decision.act is not Act.CRISIS:
            return [*show(scene, spoken), *await self._scripts.again(scene)]
        self._note(text, decision, alarm, session, scene.message.at)
        made = appointments.filled(await self._act(scene, decision, text), text)
        made = follow_up.introduce(decision, made, session)
        if decision.act is Act.CRISIS:
            return await self._care.with_help(scene, made, alarm)
        has_begun = decision.act is Act.FLOW and self._scripts.of_topic(decision.topic or "")
        if has_begun or decision.danger:
            return made
        return [*made, *await self._scripts.again(scene)]

    async def _at_once(self, scene: Scene, text: str, alarm: Alarm | None) -> list[Reply] | None:
        """What needs no understanding: a pasted code, a script's answer, "more" of the last."""
        session, under_way = scene.session, self._scripts.under_way
        is_asked_for = under_way.takes_any_text(session)
        code = None if alarm or is_asked_for else codes.pasted(text, *CODE_LENGTHS)
        if code:
            return await self._scripts.begin(scene, CODE, {"code": code})
        if under_way.takes_words_to_a_supporter(session):
            return await self._care.to_supporter(scene, text, alarm)
        is_for_card = under_way.is_after_card(session) and aftermath.answers_card(text)
        if session.script and not is_certain(alarm) and not is_for_card:
            given = await self._in_script(scene, text, alarm)
            if given is not None:
                return given
        if (session.script or session.kept) and not alarm and normalize(text).plain in GO_ON:
            session.out_of_crisis()
            return await self._scripts.resume(scene)
        topic = further.asked(text, session.topic, scene.catalogue.topics)
        if topic is None:
            is_free = not is_certain(alarm) and session.crisis is None
            return await reminded.answered(self._scripts, scene, text) if is_free else None
        more = answers.more(scene.catalogue, topic, scene.language)
        return [more, *await self._scripts.again(scene)]

    async def _in_script(self, scene: Scene, text: str, alarm: Alarm | None) -> list[Reply] | None:
        """What the script under way makes of a text; None where it is no answer of it."""
        if alarm is not None and self._scripts.under_way.asks_for_a_name(scene.session):
            return None
        # Free text is kept as the answer even where it needs a gentle question first.
        asks_first = alarm is not None and self._scripts.under_way.takes_any_text(scene.session)
        given = await self._scripts.typed(scene, text)
        if given is not None and asks_first and alarm is not None:
            return [cards.are_you_safe(scene, alarm.topic)]
        if given is None and alarm is None:
            return await self._scripts.doubted(scene, text)
        if given is not None and not any(reply.kind is Kind.CRISIS for reply in given):
            scene.session.out_of_crisis()
        return given

    async def _act(self, scene: Scene, decision: Decision, text: str) -> list[Reply]:
        language = scene.language
        if decision.danger:
            return [cards.are_you_safe(scene, decision.danger, decision.topic)]
        if decision.act is Act.CLARIFY:
            choices = decision.choices or tuple(self._search.topics(scene.catalogue, text))
            return [replies.clarify(scene.catalogue, choices, language)]
        topic = decision.topic or ""
        script = self._scripts.of_topic(topic) if decision.act is Act.FLOW else None
        if script:
            name, given = appointments.wanted(script, text)
            given = await appointments.placed(self._scripts, scene, name, given, text)
            return await self._scripts.begin(scene, name, given) or []
        if topic == "chat/help":
            return [menu.groups(language)]
        if decision.act is Act.CRISIS:
            return cards.cried(scene, topic)
        made = show(scene, topic, decision.alternatives)
        if decision.act is Act.OUT_OF_SCOPE:
            return [replies.out_of_scope(reply, language) for reply in made]
        return made
