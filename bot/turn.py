"""One turn of a talk: a message in, replies out. The same road for every channel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from bot import aftermath, answers, follow_up, local, menu, replies, scripts
from bot.choices import (
    SafetyAnswer,
    ScriptAnswer,
    ShowMenu,
    ShowMore,
    ShowTopic,
    StopScript,
    read,
)
from bot.commands import COMMANDS, Asked
from bot.message import Message, Reply
from bot.packing import pack, unpack
from bot.session import Session
from bot.talks import Talks, Visit, pack_counts
from content.catalogue import Catalogue
from content.local import DEFAULT_SITE
from nlu.decision import Act, Decision
from nlu.keywords import KeywordIndex
from nlu.safety import Level, look
from nlu.text.normal import normalize
from nlu.understanding import Classifier, understand

HOME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""Days are counted and dates are shown where the service lives."""

SPOKEN = {
    "human": "service/human",
    "a human": "service/human",
    "person": "service/human",
    "talk to a person": "service/human",
    "gap nguoi": "service/human",
    "gap nguoi that": "service/human",
}
"""Words that our own answers tell people to type, folded, and the topics they lead to."""


class TooFastError(Exception):
    """The talk or its address sends more than the agreed pace, and was told so already."""


class Turn:
    """Takes messages and gives replies; holds nothing of a talk between turns."""

    def __init__(
        self,
        talks: Talks,
        classifier: Classifier,
        catalogue: Callable[[], Catalogue],
        here: str = DEFAULT_SITE,
    ) -> None:
        """`catalogue` gives what is published at the moment it is asked.

        `here`: the site served, for what its plan adds to local answers.
        """
        self._talks = talks
        self._classifier = classifier
        self._catalogue = catalogue
        self._here = here
        self._keywords: tuple[int, KeywordIndex] | None = None

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
        session = visit.session or Session()
        if visit.over_pace and not _is_alarm(message.text):
            if visit.over_pace > 1:
                raise TooFastError
            return (replies.too_fast(session.language),)
        try:
            made = await self._reply(session, message)
        except scripts.Forgotten as forgotten:
            visit.session = None
            return tuple(forgotten.replies)
        return tuple(made)

    async def _reply(self, session: Session, message: Message) -> list[Reply]:
        today = message.at.astimezone(HOME_ZONE).date()
        if message.choice is not None:
            return self._tapped(session, message.choice, today)
        text = message.text or ""
        if text.lstrip().startswith("/"):
            return await self._command(session, message.talk, text)
        return await self._typed(session, text, today)

    async def _command(self, session: Session, talk: str, text: str) -> list[Reply]:
        name, *words = text.lower().split()
        command = COMMANDS.get(name.partition("@")[0])
        if command is None:
            return [replies.unknown_command(session.language), menu.groups(session.language)]
        left = partial(self._talks.seconds_left, talk)
        return await command(Asked(session, self._catalogue(), words, left))

    async def _typed(self, session: Session, text: str, today: date) -> list[Reply]:
        if not normalize(text).words:
            return [replies.no_words(session.language)]
        if session.script and not _is_alarm(text):
            given = scripts.typed(session, text)
            if given is not None:
                return given
        decision = await understand(text, self._classifier)
        if session.crisis and decision.act is not Act.CRISIS:
            session.crisis_turns -= 1
            if session.crisis_turns < 0:
                session.out_of_crisis()
            elif aftermath.says_safe(text):
                return self._safe(session)
            elif aftermath.still_colours(text, decision):
                return self._show(session, session.crisis, today)
        decision = follow_up.sharpen(decision, text, session, today.year)
        spoken = SPOKEN.get(normalize(text).plain)
        if spoken and decision.act is not Act.CRISIS:
            return self._show(session, spoken, today)
        made = follow_up.introduce(decision, self._act(session, decision, text, today), session)
        if decision.act in (Act.CRISIS, Act.FLOW):
            return made
        return [*made, *scripts.again(session)]

    def _act(self, session: Session, decision: Decision, text: str, today: date) -> list[Reply]:
        language = session.language
        if decision.danger:
            return [replies.are_you_safe(language, decision.danger, decision.topic)]
        if decision.act is Act.CLARIFY:
            choices = decision.choices or tuple(self._search(text))
            return [replies.clarify(self._catalogue(), choices, language)]
        topic = decision.topic or ""
        if decision.act is Act.FLOW and topic in scripts.TOPIC_SCRIPTS:
            return scripts.start(session, scripts.TOPIC_SCRIPTS[topic])
        if topic == "chat/help":
            return [menu.groups(language)]
        made = self._show(session, topic, today, decision.alternatives)
        if decision.act is Act.OUT_OF_SCOPE:
            return [replies.out_of_scope(reply, language) for reply in made]
        return made

    def _safe(self, session: Session) -> list[Reply]:
        session.out_of_crisis()
        return [replies.glad(session.language)]

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
                    if topic.group in menu.GROUPS
                }
            )
            self._keywords = (catalogue.edition, index)
        return self._keywords[1].search(text)

    def _tapped(self, session: Session, written: str, today: date) -> list[Reply]:
        language = session.language
        match read(written):
            case ShowTopic(topic) if topic in scripts.TOPIC_SCRIPTS:
                return scripts.start(session, scripts.TOPIC_SCRIPTS[topic])
            case ShowTopic(topic):
                return self._show(session, topic, today)
            case ShowMore(topic) if topic in self._catalogue().topics:
                catalogue = self._catalogue()
                return [answers.more(catalogue, catalogue.topics[topic], language)]
            case ShowMenu(None):
                return [menu.groups(language)]
            case ShowMenu(str(group), page):
                found = menu.group(self._catalogue(), group, page, language)
                return [found or replies.stale(language)]
            case SafetyAnswer(safe=False, topic=topic):
                return self._show(session, replies.crisis_topic(topic), today)
            case SafetyAnswer(safe=True, topic=None):
                return self._safe(session)
            case SafetyAnswer(safe=True, topic=str(topic)):
                return self._show(session, topic, today)
            case ScriptAnswer() as answer:
                given = scripts.tap(session, answer)
                return given or [replies.stale(language), *scripts.again(session)]
            case StopScript():
                session.script = None
                return [replies.stopped(language)]
            case _:
                return [replies.stale(language)]

    def _show(
        self, session: Session, topic: str, today: date, instead: Sequence[str] = ()
    ) -> list[Reply]:
        catalogue = self._catalogue()
        found = catalogue.topics.get(topic)
        if found is None:
            return [replies.nothing_here(session.language)]
        session.topic = topic
        if found.group == "crisis":
            session.in_crisis(topic)
        reply = answers.answer(catalogue, found, session.language, today, instead)
        return [local.add(reply, session, catalogue, self._here)]


def _is_alarm(text: str | None) -> bool:
    alarm = look(text) if text else None
    return alarm is not None and alarm.level is Level.CERTAIN
