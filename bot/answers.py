"""Turn a topic into replies: the short answer, its longer parts, the crisis card."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.choices import SafetyAnswer, ShowMenu, ShowMore, ShowTopic, write
from bot.message import Button, Kind, Reply
from content.catalogue import Catalogue
from content.saying import answers
from content.saying.answers import Leads, Said, Way
from content.schema import Topic

PERSON = "service/human"
GROUP_KINDS = {"crisis": Kind.CRISIS, "refuse": Kind.REFUSE}


def answer(
    catalogue: Catalogue,
    topic: Topic,
    language: str,
    today: date,
    instead: Sequence[str] = (),
) -> Reply:
    """The short answer with its sources and where to go from it.

    `instead`: topics that the question may have been about as well, offered before related ones.
    """
    return _reply(topic, answers.short(catalogue, topic, language, today, instead))


def more(catalogue: Catalogue, topic: Topic, language: str) -> Reply:
    """Everything else the topic says."""
    return _reply(topic, answers.more(catalogue, topic, language))


def crisis(topic: Topic, language: str) -> Reply:
    """The card for someone in danger: what to do this second, whom to call, a way to a person."""
    return _reply(topic, answers.card(topic, language))


def person_button(language: str) -> Button:
    """A button that leads to a person."""
    return _button(answers.person_way(language))


def _reply(topic: Topic, said: Said) -> Reply:
    kind = GROUP_KINDS.get(topic.group, Kind.ANSWER)
    return Reply(kind, said.text, tuple(map(_button, said.ways)), said.sources, topic.id)


def _button(way: Way) -> Button:
    match way.leads:
        case Leads.MORE:
            choice = write(ShowMore(way.topic or ""))
        case Leads.TOPIC:
            choice = write(ShowTopic(way.topic or ""))
        case Leads.PERSON:
            choice = write(ShowTopic(PERSON))
        case Leads.MENU:
            choice = write(ShowMenu())
        case Leads.NOT_SAFE:
            choice = write(SafetyAnswer(False, way.topic))
        case Leads.SAFE:
            choice = write(SafetyAnswer(True, None))
    return Button(way.label, choice)
