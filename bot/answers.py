"""Turn a topic into replies: the short answer, its longer parts, the crisis card."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.choices import SafetyAnswer, ShowMore, ShowTopic, write
from bot.menu import menu_button, topic_button
from bot.message import Button, Kind, Reply
from content.catalogue import Catalogue, is_being_checked, is_past_review
from content.groups import BROWSED
from content.messages import mark, translate
from content.schema import Topic

RELATED_SHOWN = 3
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
    if topic.group == "crisis":
        return crisis(topic, language)
    text = [_titled(topic, topic.short.in_language(language), language)]
    if is_past_review(topic, today) and topic.statements:
        text.append(
            translate(
                language,
                mark(
                    "Please note: this answer is past its review date ({date}) and is waiting to "
                    "be checked again."
                ),
                date=f"{topic.review_by:%d/%m/%Y}",
            )
        )
    buttons: list[Button] = []
    if topic.details:
        buttons.append(Button(translate(language, mark("Read more")), write(ShowMore(topic.id))))
    if is_being_checked(topic):
        buttons.append(person_button(language))
    buttons.extend(
        topic_button(catalogue, related, language)
        for related in dict.fromkeys((*instead, *topic.related[:RELATED_SHOWN]))
        if related in catalogue.topics and related != topic.id
    )
    return Reply(
        GROUP_KINDS.get(topic.group, Kind.ANSWER),
        "\n\n".join(text),
        tuple(buttons),
        catalogue.citations(topic, language),
        topic.id,
    )


def more(catalogue: Catalogue, topic: Topic, language: str) -> Reply:
    """Everything else the topic says."""
    parts = [
        f"{part.heading.in_language(language)}\n{part.text.in_language(language)}"
        for part in topic.details
    ]
    if topic.next_steps:
        parts.append(
            f"{translate(language, mark('What you can do now'))}\n{_steps(topic, language)}"
        )
    if topic.unconfirmed:
        lines = "\n".join(f"• {line.in_language(language)}" for line in topic.unconfirmed)
        parts.append(f"{translate(language, mark('Not confirmed yet'))}\n{lines}")
    related = (
        topic_button(catalogue, other, language)
        for other in topic.related
        if other in catalogue.topics
    )
    return Reply(
        GROUP_KINDS.get(topic.group, Kind.ANSWER),
        "\n\n".join(parts) or topic.short.in_language(language),
        (*related, menu_button(language)),
        catalogue.citations(topic, language),
        topic.id,
    )


def crisis(topic: Topic, language: str) -> Reply:
    """The card for someone in danger: what to do this second, whom to call, a way to a person."""
    buttons = [person_button(language)]
    if topic.details:
        buttons.append(Button(translate(language, mark("Read more")), write(ShowMore(topic.id))))
    buttons.append(
        Button(translate(language, mark("I am not safe")), write(SafetyAnswer(False, topic.id)))
    )
    buttons.append(
        Button(translate(language, mark("I am safe now")), write(SafetyAnswer(True, None)))
    )
    return Reply(Kind.CRISIS, topic.short.in_language(language), tuple(buttons), topic=topic.id)


def _titled(topic: Topic, text: str, language: str) -> str:
    """The text under its topic's title, so that a person sees what was understood."""
    if topic.group not in BROWSED:
        return text
    return f"{topic.title.in_language(language)}\n{text}"


def person_button(language: str) -> Button:
    """A button that leads to a person."""
    return Button(translate(language, mark("Talk to a person")), write(ShowTopic(PERSON)))


def _steps(topic: Topic, language: str) -> str:
    return "\n".join(f"• {step.in_language(language)}" for step in topic.next_steps)
