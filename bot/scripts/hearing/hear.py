"""One question and what was typed: the answer, or why it is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.scripts.hearing.answers import Answer, Heard, Labels, Silence
from bot.scripts.hearing.choosing import NOTHING, many, one
from bot.scripts.hearing.names import folded, named, plainly, spoken
from bot.scripts.hearing.numbers import is_number, spans
from bot.scripts.hearing.picking import pick_day, pick_time
from bot.scripts.hearing.times import read_when
from bot.scripts.hearing.words import Word, figures, read
from content.home import HOME_ZONE
from flows import codes
from flows.booking.seats import CODE_LENGTH
from flows.engine import (
    SKIPPED,
    Choose,
    ChooseMany,
    Number,
    PickDay,
    PickTime,
    Question,
    Write,
)

_SHORT_ANSWERS = NOTHING | {
    "co", "ok", "u", "uh", "da", "vang", "da vang", "dung", "dung roi", "roi", "duoc", "thoi",
    "binh thuong", "khong biet", "khong ro", "khong nho", "tuy", "cung duoc", "yes", "maybe",
    "not sure", "thinh thoang", "doi khi", "co khi", "lau lau", "it khi", "hiem khi", "it",
    "nhieu", "mot chut", "vai lan", "may lan", "nhieu lan", "thuong xuyen", "luc co luc khong",
    "ngay nao cung", "ngay nao cung co", "hang ngay", "moi ngay", "hang tuan", "moi tuan",
    "hang thang", "moi thang", "lien tuc", "suot", "suot ngay", "rat nhieu", "rat nhieu lan",
    "nhieu lan roi", "nhieu lam", "gan day", "moi day", "vua roi", "lau roi",
    "sometimes", "often", "rarely", "every day",
}  # fmt: skip
"""Folded words that answer something, though they name none of the answers."""

_OF_THE_SCALE = re.compile(r" (?:/|tren|of|out of) ([0-9]{1,3})$")


def hear(question: Question, text: str, today: date, labels: Labels) -> Heard:
    """The answer that typed words give to a question, if they give one. Never raises."""
    if isinstance(question, Write):
        return _written(question, text.strip())
    words = read(text)
    if question.skip and named(words, [("skip", labels(question.skip))]):
        return Answer(SKIPPED)
    heard = _heard(question, text, words, today, labels)
    if heard is Silence.NO_ANSWER:
        return _nearly(words, today)
    return heard


def _written(question: Write, text: str) -> Heard:
    if question.code:
        if not codes.may_be(text):
            return Silence.NO_ANSWER
        text = codes.pasted(text, codes.LENGTH, CODE_LENGTH) or text
    if len(text) > question.longest:
        return Silence.TOO_LONG
    return Answer(text) if question.takes(text) else Silence.NO_ANSWER


def _heard(
    question: Question, text: str, words: Sequence[Word], today: date, labels: Labels
) -> Heard:
    match question:
        case Choose():
            heard = one(question, words, today, labels)
        case ChooseMany():
            heard = many(question, text, words, labels)
        case Number():
            heard = _on_scale(question, words, labels)
        case PickDay(days=days):
            heard = pick_day(days, words, today)
        case PickTime(moments=moments):
            local = [(moment.key, moment.at.astimezone(HOME_ZONE)) for moment in moments]
            times = [(key, at.time()) for key, at in local]
            heard = pick_time(times, words, today, {at.date() for _, at in local})
        case _:
            heard = Silence.NO_ANSWER
    if isinstance(heard, Answer) and not question.takes(heard.value):
        return Silence.UNCLEAR
    return heard


def _nearly(words: Sequence[Word], today: date) -> Silence:
    """Whether what is no answer was meant for one all the same."""
    if read_when(words, today, wants_day=False):
        return Silence.UNCLEAR
    if is_number(words):
        return Silence.NUMBER
    if not _SHORT_ANSWERS.isdisjoint((folded(spoken(words)), folded(plainly(words)))):
        return Silence.UNCLEAR
    return Silence.NO_ANSWER


def _on_scale(question: Number, words: Sequence[Word], labels: Labels) -> Heard:
    """A number of the scale, "7/10" too, or the words that tell what its ends mean."""
    ends = {question.least: question.low, question.most: question.high}
    told = [(str(value), labels(text)) for value, text in ends.items() if text]
    if len(keys := named(words, told)) == 1:
        return Answer(int(*keys))
    if folded(plainly(words)) == "khong":
        return Answer(0)
    said = figures(words)
    found = _OF_THE_SCALE.search(said)
    if found and int(found[1]) == question.most:
        words = read(said[: found.start()])
    readings = spans(words)
    if len(readings) == 1 and readings[0].least == readings[0].most:
        value: Any = readings[0].least
        return Answer(value) if question.takes(value) else Silence.NUMBER
    return Silence.NO_ANSWER
