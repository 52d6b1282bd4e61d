"""The welcome and the menus: every topic within three taps."""

from __future__ import annotations

from bot.choices import BeginScript, ShowMenu, ShowTopic, write
from bot.message import Button, Kind, Reply
from content.catalogue import Catalogue
from content.groups import BROWSED, GROUPS
from content.messages import mark, translate

PAGE = 8
"""Topics on one page of a menu."""

NEWS = BeginScript("news")

FIRST_QUESTIONS = {
    "law/use_penalty": mark("What if I only tried it once?"),
    "treat/where": mark("Where can someone get treatment?"),
    "family/child_using": mark("I think my child is using"),
    "friend/help": mark("My friend uses, how do I help?"),
    "after/cravings": mark("The craving is back"),
    "service/privacy": mark("Does anyone know I am asking?"),
}
"""Topics offered at the start as people would ask them, one for each sort of visitor."""


def welcome(catalogue: Catalogue, language: str) -> Reply:
    """What a new talk begins with."""
    buttons = [
        Button(translate(language, question), write(ShowTopic(topic)))
        for topic, question in FIRST_QUESTIONS.items()
        if topic in catalogue.topics
    ]
    return Reply(
        Kind.MENU,
        translate(
            language,
            mark(
                "Hello, I am Đồng Hành. Ask me anything about drugs, the law and treatment, "
                "the way you would ask a friend.\n\n"
                "You need no name here. In danger, call 115 (medical), 113 (police) "
                "or 111 (children)."
            ),
        ),
        (*buttons, menu_button(language)),
    )


def groups(language: str) -> Reply:
    """The groups of topics."""
    return Reply(
        Kind.MENU,
        translate(language, mark("What would you like to know about?")),
        tuple(
            Button(translate(language, GROUPS[group]), write(ShowMenu(group))) for group in BROWSED
        ),
    )


def group(catalogue: Catalogue, name: str, page: int, language: str) -> Reply | None:
    """A page of one group's topics; None for a group or page that is not there."""
    topics = catalogue.group(name) if name in BROWSED else []
    shown = topics[page * PAGE : (page + 1) * PAGE]
    if not shown:
        return None
    buttons = [topic_button(catalogue, topic.id, language) for topic in shown]
    if len(topics) > (page + 1) * PAGE:
        more = translate(language, mark("More topics"))
        buttons.append(Button(more, write(ShowMenu(name, page + 1))))
    back = translate(language, mark("Back to the menu"))
    return Reply(
        Kind.MENU,
        translate(language, GROUPS[name]),
        (*buttons, Button(back, write(ShowMenu()))),
    )


def topic_button(catalogue: Catalogue, topic: str, language: str) -> Button:
    """A button that shows a topic."""
    return Button(catalogue.topics[topic].title.in_language(language), write(ShowTopic(topic)))


def news_button(language: str) -> Button:
    """A button to ask for news."""
    return Button(translate(language, mark("Tell me when there is something new")), write(NEWS))


def menu_button(language: str) -> Button:
    """A button that shows the groups."""
    return Button(translate(language, mark("Menu")), write(ShowMenu()))
