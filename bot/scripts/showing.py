"""A script's words and questions as replies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from babel.dates import format_date

from bot.answers import crisis, person_button
from bot.choices import (
    BeginScript,
    ManyAnswer,
    ScriptAnswer,
    ScriptMove,
    ShowMore,
    ShowTopic,
    StopScript,
    Way,
    read,
    write,
)
from bot.menu import menu_button, topic_button
from bot.message import Button, Drawing, Input, InputKind, Kind, Link, Reply
from content.catalogue import Catalogue
from content.home import HOME_ZONE
from content.messages import mark, translate
from flows.engine import (
    Begin,
    Choose,
    ChooseMany,
    Menu,
    Number,
    Person,
    PickDay,
    PickTime,
    Picture,
    Question,
    Read,
    Say,
    Script,
    Standing,
    Text,
    Wording,
)
from flows.engine import Link as WayOut
from flows.engine import Way as WayOn


@dataclass(frozen=True)
class Show:
    """Shows a script in one language, over what is published."""

    script: Script
    catalogue: Catalogue
    language: str

    def question(self, standing: Standing) -> list[Reply]:
        """The question that waits and nothing of what was said before it: that stands above."""
        waits = standing.waits
        return [self._question(waits, standing, ())] if isinstance(waits, Question) else []

    def standing(self, standing: Standing, *, again: bool = False) -> list[Reply]:
        """What was said since the last answer, then the question that waits.

        `again`: all of it was shown before, so what is told once is left out.
        """
        replies: list[Reply] = []
        plain: list[str] = []
        for say in standing.said:
            if again and say.once:
                continue
            plain.append(tell(say.text, self.language))
            if say.crisis or say.picture or say.ways:
                replies.extend(told(say, "\n\n".join(plain), self.catalogue, self.language))
                plain.clear()
        if isinstance(standing.waits, Question):
            replies.append(self._question(standing.waits, standing, plain))
        elif plain:
            replies.append(Reply(Kind.SCRIPT, "\n\n".join(plain)))
        return replies

    def why(self, question: Question) -> Reply:
        """Why the question is asked."""
        text = question.why or Text(mark("So that what I tell you next fits you."))
        return Reply(Kind.SCRIPT, tell(text, self.language))

    def _question(self, question: Question, standing: Standing, said: Sequence[str]) -> Reply:
        prompt = tell(question.prompt, self.language)
        if question.progress:
            at, of = question.progress
            prompt = f"{at}/{of} · {prompt}"
        answers = self._answers(question, standing.step)
        moves = self._moves(question, standing)
        return Reply(
            Kind.SCRIPT,
            "\n\n".join([*said, prompt]),
            (*answers, *moves),
            input=self._input(question, standing.step, len(moves)),
            picture=_picture(question.picture, self.language),
        )

    def _answers(self, question: Question, step: int) -> list[Button]:
        one = partial(ScriptAnswer, self.script.name, self.script.version, step)
        many = partial(ManyAnswer, self.script.name, self.script.version, step)
        say = partial(tell, language=self.language)
        match question:
            case Choose(options=options):
                labels = self._labels(question)
                return [
                    Button(label, write(one(o.key)))
                    for o, label in zip(options, labels, strict=True)
                ]
            case ChooseMany(options=options, none=none):
                labels = self._labels(question)
                buttons = [
                    Button(label, write(many(o.key)))
                    for o, label in zip(options, labels, strict=True)
                ]
                return [*buttons, Button(say(none), write(many("")))] if none else buttons
            case Number(least=least, most=most):
                return [Button(str(n), write(one(str(n)))) for n in range(least, most + 1)]
            case PickDay(days=days):
                return [
                    Button(day_label(day, self.language), write(one(day.isoformat())))
                    for day in days
                ]
            case PickTime(moments=moments):
                return [
                    Button(
                        time_label(moment.at) + (f" · {say(moment.note)}" if moment.note else ""),
                        write(one(moment.key)),
                    )
                    for moment in moments
                ]
            case _:
                return []

    def _labels(self, question: Choose | ChooseMany) -> list[str]:
        """The answers as they are shown: with their places, where a place may be typed."""
        labels = [tell(option.label, self.language) for option in question.options]
        if question.numbered:
            return [f"{place}. {label}" for place, label in enumerate(labels, start=1)]
        return labels

    def _moves(self, question: Question, standing: Standing) -> list[Button]:
        def move(way: Way, label: str) -> Button:
            choice = ScriptMove(way, self.script.name, self.script.version, standing.step)
            return Button(label, write(choice))

        say = partial(translate, self.language)
        moves = []
        if question.skip:
            moves.append(move(Way.SKIP, tell(question.skip, self.language)))
        if standing.back is not None:
            moves.append(move(Way.BACK, say(mark("Back"))))
        if question.why:
            moves.append(move(Way.WHY, say(mark("Why do you ask?"))))
        moves.append(move(Way.PERSON, say(mark("Reach a person"))))
        moves.append(Button(say(mark("Stop here")), write(StopScript())))
        return moves

    def _input(self, question: Question, step: int, moves: int) -> Input:
        match question:
            case ChooseMany(least=least, options=options, none=none):
                submit = ManyAnswer(self.script.name, self.script.version, step, None)
                return Input(
                    InputKind.MANY,
                    moves,
                    least,
                    len(options),
                    submit=write(submit),
                    has_none=none is not None,
                )
            case Number(least=least, most=most, low=low, high=high):
                return Input(
                    InputKind.NUMBER,
                    moves,
                    least,
                    most,
                    low=tell(low, self.language) if low else None,
                    high=tell(high, self.language) if high else None,
                )
            case PickDay():
                return Input(InputKind.DAY, moves)
            case PickTime():
                return Input(InputKind.TIME, moves)
            case Choose():
                return Input(InputKind.ONE, moves)
            case _:
                return Input(InputKind.TEXT, moves, 1, getattr(question, "longest", None))


def told(say: Say, text: str, catalogue: Catalogue, language: str) -> list[Reply]:
    """What a script says, `text` in place of its own words, and beside it the crisis card."""
    cards = []
    if say.crisis and say.crisis in catalogue.topics:
        card = crisis(catalogue.topics[say.crisis], language)
        cards.append(_in_other_words(card, tell(say.card, language)) if say.card else card)
    buttons = tuple(
        made for way in say.ways if (made := _way(way, catalogue, language)) is not None
    )
    links = tuple(
        Link(tell(way.label, language), way.path) for way in say.ways if isinstance(way, WayOut)
    )
    picture = _picture(say.picture, language)
    words = Reply(Kind.SCRIPT, text, buttons, picture=picture, links=links)
    return [words, *cards] if say.softly else [*cards, words]


def _in_other_words(card: Reply, text: str) -> Reply:
    """A card with its ways and other words; without the way to more of what it does not say."""
    ways = tuple(b for b in card.buttons if not isinstance(read(b.choice), ShowMore))
    return replace(card, text=text, buttons=ways)


def _way(way: WayOn, catalogue: Catalogue, language: str) -> Button | None:
    match way:
        case Read(topic, None) if topic in catalogue.topics:
            return topic_button(catalogue, topic, language)
        case Read(topic, Text() as label):
            return Button(tell(label, language), write(ShowTopic(topic)))
        case Begin(script, label, given):
            choice = BeginScript(script, tuple(sorted(given.items())))
            return Button(tell(label, language), write(choice))
        case Person():
            return person_button(language)
        case Menu():
            return menu_button(language)
        case _:
            return None


def _picture(picture: Picture | None, language: str) -> Drawing | None:
    if picture is None:
        return None
    shows = {name: _told(value, language) for name, value in picture.shows.items()}
    return Drawing(picture.kind, shows, tell(picture.alt, language))


def tell(text: Text, language: str) -> str:
    """A script's text in a language, the texts among its values told too."""
    if isinstance(text, Wording):
        return text.english if language == "en" else text.message
    values = {name: _told(value, language) for name, value in text.values.items()}
    return translate(language, text.message, **values)


def day_label(day: date, language: str) -> str:
    """A day as a person names it: Thứ Hai, 30/11."""
    return f"{format_date(day, 'EEEE', locale=language)}, {day.day}/{day.month}"


def time_label(at: datetime) -> str:
    """A time of day where the service lives: 08:30."""
    return f"{at.astimezone(HOME_ZONE):%H:%M}"


def _told(value: Any, language: str) -> Any:  # noqa: ANN401 - whatever JSON may hold
    if isinstance(value, Text):
        return tell(value, language)
    if isinstance(value, dict):
        return {name: _told(inner, language) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_told(inner, language) for inner in value]
    if isinstance(value, datetime):
        return f"{time_label(value)} {day_label(value.astimezone(HOME_ZONE).date(), language)}"
    if isinstance(value, date):
        return day_label(value, language)
    return value
