"""One turn of a talk: a message in, replies out. The same road for every channel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from bot import (
    aftermath,
    answers,
    appointments,
    cries,
    follow_up,
    further,
    local,
    menu,
    reminded,
    replies,
)
from bot.answers import PERSON
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
from bot.commands import CODE, CODE_LENGTHS, COMMANDS, Asked
from bot.held import Held
from bot.message import Kind, Message, Reply
from bot.offers import with_offer
from bot.packing import pack, unpack
from bot.scripts.notices import go_on_button
from bot.scripts.runner import Forgotten, Scene, Scripts, given_of
from bot.session import Session
from bot.talks import Talks, Visit, pack_counts
from bot.unanswered import Note, no_note
from content.catalogue import Catalogue
from content.groups import BROWSED
from content.home import HOME_ZONE
from content.local import DEFAULT_SITE
from content.phones import ALLOWED_NUMBERS
from flows import codes
from nlu.decision import Act, Decision
from nlu.keywords import KeywordIndex
from nlu.safety import Alarm, Level, look
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
        self._keywords: tuple[int, KeywordIndex] | None = None
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
        if visit.over_pace and not _is_certain(alarm):
            if visit.over_pace > 1:
                raise TooFastError
            return (replies.too_fast(session.language),)
        scene = Scene(message, session, self._catalogue())
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
            return await self._tapped(scene, scene.message.choice)
        text = scene.message.text or ""
        if text.lstrip().startswith("/"):
            return await self._command(scene, text)
        is_safe = aftermath.is_safe(text) if asked else None
        if asked and is_safe is False:
            return await self._not_safe(scene, asked)
        if is_safe and alarm is None:
            return await self._safe(scene)
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
                return await self._safe(scene)
            elif aftermath.still_colours(text, decision):
                return self._with_way(scene, self._still_here(scene, session.crisis))
        year = scene.message.at.astimezone(HOME_ZONE).year
        decision = follow_up.sharpen(decision, text, session, year)
        decision = appointments.sharpen(decision, text)
        is_number = text.strip(" .!?") in ALLOWED_NUMBERS
        spoken = PERSON if is_number else SPOKEN.get(normal.plain)
        if spoken and decision.act is not Act.CRISIS:
            return [*self._show(scene, spoken), *await self._scripts.again(scene)]
        self._note(text, decision, alarm, session, scene.message.at)
        made = appointments.filled(await self._act(scene, decision, text), text)
        made = follow_up.introduce(decision, made, session)
        if decision.act is Act.CRISIS:
            return await self._with_help(scene, made, alarm)
        has_begun = decision.act is Act.FLOW and self._scripts.of_topic(decision.topic or "")
        if has_begun or decision.danger:
            return made
        return [*made, *await self._scripts.again(scene)]

    async def _at_once(self, scene: Scene, text: str, alarm: Alarm | None) -> list[Reply] | None:
        """What needs no understanding: a pasted code, a script's answer, "more" of the last."""
        session = scene.session
        is_asked_for = self._scripts.takes_any_text(session)
        code = None if alarm or is_asked_for else codes.pasted(text, *CODE_LENGTHS)
        if code:
            return await self._scripts.begin(scene, CODE, {"code": code})
        if self._scripts.takes_words_to_a_supporter(session):
            return await self._to_supporter(scene, text, alarm)
        is_for_card = self._scripts.is_after_card(session) and aftermath.answers_card(text)
        if session.script and not _is_certain(alarm) and not is_for_card:
            given = await self._in_script(scene, text, alarm)
            if given is not None:
                return given
        if (session.script or session.kept) and not alarm and normalize(text).plain in GO_ON:
            session.out_of_crisis()
            return await self._scripts.resume(scene)
        topic = further.asked(text, session.topic, scene.catalogue.topics)
        if topic is None:
            is_free = not _is_certain(alarm) and session.crisis is None
            return await reminded.answered(self._scripts, scene, text) if is_free else None
        more = answers.more(scene.catalogue, topic, scene.language)
        return [more, *await self._scripts.again(scene)]

    async def _with_help(self, scene: Scene, card: list[Reply], alarm: Alarm | None) -> list[Reply]:
        """A crisis card with the way back to a script, and who was told of a certain danger."""
        card = self._with_way(scene, card)
        if alarm is None or not _is_certain(alarm):
            return card
        return [*card, *await cries.call(self._scripts, scene, alarm.topic)]

    def _with_way(self, scene: Scene, card: list[Reply]) -> list[Reply]:
        if scene.session.script is None:
            return card
        return [*card[:-1], _with_way_back(card[-1], scene.language)]

    async def _to_supporter(
        self, scene: Scene, text: str, alarm: Alarm | None
    ) -> list[Reply] | None:
        """Send what is written to a supporter, whatever danger it tells of, and answer the danger.

        Somebody is called first, so that the answer to the message names the sooner time.
        """
        if alarm is not None and _is_certain(alarm):
            card = self._cried(scene, alarm.topic)
            called = await cries.call(self._scripts, scene, alarm.topic, cries.ASKED, is_sent=True)
            beside = [*card, *called]
        else:
            beside = await cries.over(self._scripts, scene, text)
        given = await self._scripts.typed(scene, text)
        if alarm is not None and not beside:
            return [*(given or ()), self._are_you_safe(scene, alarm.topic)]
        return [*beside, *(given or ())] or None

    async def _in_script(self, scene: Scene, text: str, alarm: Alarm | None) -> list[Reply] | None:
        """What the script under way makes of a text; None where it is no answer of it."""
        if alarm is not None and self._scripts.asks_for_a_name(scene.session):
            return None
        # Free text is kept as the answer even where it needs a gentle question first.
        asks_first = alarm is not None and self._scripts.takes_any_text(scene.session)
        given = await self._scripts.typed(scene, text)
        if given is not None and asks_first and alarm is not None:
            return [self._are_you_safe(scene, alarm.topic)]
        if given is None and alarm is None:
            return await self._scripts.doubted(scene, text)
        if given is not None and not any(reply.kind is Kind.CRISIS for reply in given):
            scene.session.out_of_crisis()
        return given

    async def _act(self, scene: Scene, decision: Decision, text: str) -> list[Reply]:
        language = scene.language
        if decision.danger:
            return [self._are_you_safe(scene, decision.danger, decision.topic)]
        if decision.act is Act.CLARIFY:
            choices = decision.choices or tuple(self._search(text))
            return [replies.clarify(self._catalogue(), choices, language)]
        topic = decision.topic or ""
        script = self._scripts.of_topic(topic) if decision.act is Act.FLOW else None
        if script:
            name, given = appointments.wanted(script, text)
            given = await appointments.placed(self._scripts, scene, name, given, text)
            return await self._scripts.begin(scene, name, given) or []
        if topic == "chat/help":
            return [menu.groups(language)]
        if decision.act is Act.CRISIS:
            return self._cried(scene, topic)
        made = self._show(scene, topic, decision.alternatives)
        if decision.act is Act.OUT_OF_SCOPE:
            return [replies.out_of_scope(reply, language) for reply in made]
        return made

    async def _safe(self, scene: Scene) -> list[Reply]:
        scene.session.out_of_crisis()
        return [replies.glad(scene.language), *await self._scripts.again(scene)]

    async def _not_safe(self, scene: Scene, danger: str) -> list[Reply]:
        card = self._with_way(scene, self._cried(scene, danger))
        return [*card, *await cries.call(self._scripts, scene, danger)]

    def _are_you_safe(self, scene: Scene, danger: str, topic: str | None = None) -> Reply:
        scene.session.asked = replies.crisis_topic(danger)
        return replies.are_you_safe(scene.language, danger, topic)

    def _search(self, text: str) -> list[str]:
        catalogue = self._catalogue()
        if self._keywords is None or self._keywords[0] != catalogue.edition:
            index = KeywordIndex(
                {
                    topic.id: {
                        topic.short.vi: 1.0,
                        **dict.fromkeys(topic.keywords, 2.0),
                        topic.title.vi: 3.0,
                    }
                    for topic in catalogue.topics.values()
                    if topic.group in BROWSED
                }
            )
            self._keywords = (catalogue.edition, index)
        return self._keywords[1].search(text)

    async def _tapped(self, scene: Scene, written: str) -> list[Reply]:
        language = scene.language
        match read(written):
            case ShowTopic(topic) if script := self._scripts.of_topic(topic):
                return await self._scripts.begin(scene, script) or []
            case ShowTopic(topic):
                return self._show(scene, topic)
            case ShowMore(topic) if topic in scene.catalogue.topics:
                return [answers.more(scene.catalogue, scene.catalogue.topics[topic], language)]
            case ShowMenu(None):
                return [menu.groups(language)]
            case ShowMenu(str(group), page):
                found = menu.group(scene.catalogue, group, page, language)
                return [found or replies.stale(language)]
            case SafetyAnswer(safe=False, topic=topic):
                return await self._not_safe(scene, replies.crisis_topic(topic))
            case SafetyAnswer(safe=True, topic=None):
                return await self._safe(scene)
            case SafetyAnswer(safe=True, topic=str(topic)):
                return [*self._show(scene, topic), *await self._scripts.again(scene)]
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

    def _cried(self, scene: Scene, danger: str) -> list[Reply]:
        """The card of a danger; where it was the last that was said, after fresh words."""
        is_last = scene.session.crisis == danger and not scene.session.reassured
        (card,) = self._show(scene, danger)
        if not is_last:
            return [card]
        return [replace(replies.still_here(scene.language, card), buttons=()), card]

    def _still_here(self, scene: Scene, danger: str) -> list[Reply]:
        """For what is said in the light of a card: fresh words and the card by turns."""
        session, turns = scene.session, scene.session.crisis_turns
        is_time_for_words = not session.reassured
        (card,) = self._show(scene, danger)
        session.crisis_turns, session.reassured = turns, is_time_for_words
        return [replies.still_here(scene.language, card) if is_time_for_words else card]

    def _show(self, scene: Scene, topic: str, instead: Sequence[str] = ()) -> list[Reply]:
        session, catalogue = scene.session, scene.catalogue
        found = catalogue.topics.get(topic)
        if found is None:
            return [replies.nothing_here(session.language)]
        before, session.topic = session.topic, topic
        if found.group == "crisis":
            session.in_crisis(topic)
        today = scene.message.at.astimezone(HOME_ZONE).date()
        reply = answers.answer(catalogue, found, session.language, today, instead)
        reply = with_offer(reply, session.language, before)
        return [local.add(reply, session, catalogue, self._here)]


def _is_certain(alarm: Alarm | None) -> bool:
    return alarm is not None and alarm.level is Level.CERTAIN


def _with_way_back(card: Reply, language: str) -> Reply:
    """A crisis card from which the script under way can be gone on with."""
    return replace(card, buttons=(*card.buttons, go_on_button(language)))
