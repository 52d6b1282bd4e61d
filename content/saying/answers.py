"""What an answer says and where it leads, the same for every channel and for staff's preview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from content.catalogue import Catalogue, Citation, is_being_checked, is_past_review, name_of
from content.groups import BROWSED
from content.messages import mark, translate
from content.schema import Topic

RELATED_SHOWN = 3


class Leads(Enum):
    """Where a way on leads."""

    MORE = auto()
    TOPIC = auto()
    PERSON = auto()
    MENU = auto()
    NOT_SAFE = auto()
    SAFE = auto()


@dataclass(frozen=True)
class Way:
    """A choice under an answer. `topic`: the one it shows, or the one it belongs to."""

    leads: Leads
    label: str
    topic: str | None = None


@dataclass(frozen=True)
class Said:
    """One bubble: its text, the ways on, and the sources it rests on."""

    text: str
    ways: tuple[Way, ...]
    sources: tuple[Citation, ...] = ()


def short(
    catalogue: Catalogue,
    topic: Topic,
    language: str,
    today: date,
    instead: Sequence[str] = (),
) -> Said:
    """The short answer; for a topic of danger, its card.

    `instead`: topics that the question may have been about as well, offered before related ones.
    """
    if topic.group == "crisis":
        return card(topic, language)
    text = [_titled(topic, topic.short.in_language(language), language)]
    text.extend(_warnings(catalogue, topic, language, today))
    ways = _more_way(topic, language)
    if is_being_checked(topic):
        ways.append(person_way(language))
    ways.extend(
        topic_way(catalogue, related, language)
        for related in dict.fromkeys((*instead, *topic.related[:RELATED_SHOWN]))
        if related in catalogue.topics and related != topic.id
    )
    return Said("\n\n".join(text), tuple(ways), catalogue.citations(topic, language))


def more(catalogue: Catalogue, topic: Topic, language: str) -> Said:
    """Everything else the topic says."""
    parts = [
        f"{part.heading.in_language(language)}\n{part.text.in_language(language)}"
        for part in topic.details
    ]
    for heading, lines in (
        (mark("What you can do now"), topic.next_steps),
        (mark("Not confirmed yet"), topic.unconfirmed),
    ):
        if lines:
            listed = "\n".join(f"• {line.in_language(language)}" for line in lines)
            parts.append(f"{translate(language, heading)}\n{listed}")
    ways = [
        topic_way(catalogue, other, language)
        for other in topic.related
        if other in catalogue.topics
    ]
    return Said(
        "\n\n".join(parts) or topic.short.in_language(language),
        (*ways, Way(Leads.MENU, translate(language, mark("Menu")))),
        catalogue.citations(topic, language),
    )


def card(topic: Topic, language: str) -> Said:
    """The card for someone in danger: what to do this second, whom to call, a way to a person."""
    ways = [person_way(language), *_more_way(topic, language)]
    ways.append(Way(Leads.NOT_SAFE, translate(language, mark("I am not safe")), topic.id))
    ways.append(Way(Leads.SAFE, translate(language, mark("I am safe now"))))
    return Said(topic.short.in_language(language), tuple(ways))


def person_way(language: str) -> Way:
    """The way to a person."""
    return Way(Leads.PERSON, translate(language, mark("Talk to a person")))


def topic_way(catalogue: Catalogue, topic: str, language: str) -> Way:
    """The way to another topic of the catalogue."""
    return Way(Leads.TOPIC, catalogue.topics[topic].title.in_language(language), topic)


def _more_way(topic: Topic, language: str) -> list[Way]:
    if not topic.details:
        return []
    return [Way(Leads.MORE, translate(language, mark("Read more")), topic.id)]


def _titled(topic: Topic, text: str, language: str) -> str:
    """The text under its topic's title, so that a person sees what was understood."""
    if topic.group not in BROWSED:
        return text
    return f"{topic.title.in_language(language)}\n{text}"


def _warnings(catalogue: Catalogue, topic: Topic, language: str, today: date) -> list[str]:
    """What a person must know before they rely on the answer."""
    found = []
    if is_past_review(topic, today) and topic.statements:
        text = mark(
            "Please note: this answer is past its review date ({date}) and is waiting to "
            "be checked again."
        )
        found.append(translate(language, text, date=f"{topic.review_by:%d/%m/%Y}"))
    if doubtful := catalogue.doubtful.get(topic.id):
        text = mark(
            "Please note: a document behind this answer was replaced or ends: {documents}. The "
            "answer is being checked again."
        )
        names = [name_of(catalogue.documents[name], language) for name in doubtful]
        found.append(translate(language, text, documents="; ".join(names)))
    return found
