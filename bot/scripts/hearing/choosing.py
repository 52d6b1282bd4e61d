"""One or several answers to choose: which ones typed words mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time

from bot.scripts.hearing.ages import ages, is_of_school
from bot.scripts.hearing.answers import Answer, Heard, Labels, Silence
from bot.scripts.hearing.names import (
    Named,
    begins_unmarked,
    begun,
    folded,
    listed,
    named,
    plainly,
    spoken,
    without_whom,
)
from bot.scripts.hearing.numbers import Span, is_number, spans
from bot.scripts.hearing.picking import pick_time
from bot.scripts.hearing.words import Word, figures, read
from flows.engine import Choose, ChooseMany, Option

NOTHING = frozenset(
    {
        "khong", "chua", "khong co", "chua co", "khong bao gio", "chua bao gio", "chua tung",
        "khong he", "chua he", "khong co gi", "khong dung gi", "chua dung gi", "khong thu nao",
        "chua thu nao", "khong co thu nao", "khong cai nao", "khong lan nao", "chua lan nao",
        "khong gi ca", "khong co gi ca", "khong dung gi ca", "chua dung bao gio", "no", "none",
        "never", "nothing",
    }
)  # fmt: skip
"""Folded words for none of a list."""

YES, NO = "yes", "no"
"""The keys of the answers to a question that is one of yes or no, however they are worded."""

_YES = frozenset({"co", "u", "da", "vang", "da vang", "ok", "dong y", "duoc", "yes", "yeah"})
_NO = frozenset({"khong", "thoi", "khong can", "thoi khong", "no"})

MOST_LEFT = 2
"""A part of a list that names nothing and has more words than this is a question of its own."""

_PLACE = re.compile(r"(?:(?:cau|so) )?([0-9]{1,2})(?: [.)])?")
_BETWEEN = re.compile(r" (?:(?:[,;/+&]|va|voi|and) )?")
_PARTS = re.compile(r"[,;/+&\n]|\bva\b|\bvà\b|\band\b")
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


def one(question: Choose, words: Sequence[Word], today: date, labels: Labels) -> Heard:
    """The one answer that is named, counted, or at the place that is shown."""
    options = _named(question.options, labels)
    if times := _times(options):
        return pick_time(times, words, today)
    if keys := named(words, options) or named(without_whom(words), options):
        return _only(keys)
    if (key := _yes_or_no(words)) and {YES, NO} <= {option.key for option in question.options}:
        return Answer(key)
    born = ages(words, today.year) if question.ages else ()
    if counted := _counted(question.options, born or spans(words)):
        return counted
    if question.ages and is_of_school(words):
        return Silence.UNCLEAR
    if question.numbered and (place := _place(figures(words), question.options)):
        return Answer(place)
    if is_number(words) and not question.numbered:
        return Silence.NO_ANSWER
    return _only(begun(words, options))


def many(question: ChooseMany, text: str, words: Sequence[Word], labels: Labels) -> Heard:
    """The answers that are named or at the places that are shown, or none of them."""
    if question.none and _is_nothing(words, labels(question.none)):
        return Answer([])
    options = _named(question.options, labels)
    if begins_unmarked(words, "da") and (stone := named(words[:1], options)):
        # "dạ" or "đá": only the whole of a label tells.
        keys = named(words, options)
        return _in_order(question, keys) if keys == stone and len(words) > 1 else Silence.UNCLEAR
    if keys := named(words, options):
        return _in_order(question, keys) if len(keys) == 1 else Silence.UNCLEAR
    if is_number(words):
        places = [_place(part, question.options) for part in _BETWEEN.split(figures(words))]
        if question.numbered and all(places):
            return _in_order(question, places)
        return Silence.NUMBER
    if keys := listed(words, options):
        return _in_order(question, keys)
    parts = [read(part) for part in _PARTS.split(text.lower())]
    return _each(question, [part for part in parts if spoken(part)], options)


def _each(question: ChooseMany, parts: Sequence[Sequence[Word]], options: Named) -> Heard:
    """Answers with signs between them; where some part is none of them, it is only asked again."""
    found: set[str] = set()
    left: list[Sequence[Word]] = []
    for part in parts:
        keys = listed(part, options) or begun(part, options)
        if len(keys) == 1 or listed(part, options):
            found |= keys
        else:
            left.append(part)
    if found and not left:
        return _in_order(question, found)
    is_short = all(len(plainly(part)) <= MOST_LEFT for part in left)
    is_meant = found or any(named(part, options) or begun(part, options) for part in left)
    return Silence.UNCLEAR if is_short and is_meant else Silence.NO_ANSWER


def _yes_or_no(words: Sequence[Word]) -> str | None:
    said = {folded(spoken(words)), folded(plainly(words))}
    if not _YES.isdisjoint(said):
        return YES
    return None if _NO.isdisjoint(said) else NO


def _counted(options: Sequence[Option], readings: Sequence[Span]) -> Heard | None:
    """The answer that a number counts for, where answers declare counts; None for no number."""
    counting = [(option.key, option.counts) for option in options if option.counts]
    keys: set[str] = set()
    for reading in readings:
        touched = [(key, counts) for key, counts in counting if reading.touches(counts)]
        if len(touched) == 1 and reading.is_within(touched[0][1]):
            keys.add(touched[0][0])
    if len(keys) == 1:
        return Answer(keys.pop())
    return Silence.NUMBER if readings and counting else None


def _named(options: Sequence[Option], labels: Labels) -> Named:
    return [(option.key, labels(option.label)) for option in options]


def _only(keys: frozenset[str]) -> Heard:
    if len(keys) > 1:
        return Silence.UNCLEAR
    return Answer(*keys) if keys else Silence.NO_ANSWER


def _in_order(
    question: ChooseMany, keys: Sequence[str | None] | frozenset[str] | set[str]
) -> Heard:
    return Answer([option.key for option in question.options if option.key in keys])


def _place(said: str, options: Sequence[Option]) -> str | None:
    found = _PLACE.fullmatch(said)
    at = int(found[1]) if found else 0
    return options[at - 1].key if 0 < at <= len(options) else None


def _is_nothing(words: Sequence[Word], labels: Sequence[str]) -> bool:
    said = (folded(spoken(words)), folded(plainly(words)))
    return bool(named(words, [("none", labels)])) or not NOTHING.isdisjoint(said)


def _times(options: Named) -> list[tuple[str, time]]:
    """The times that the answers are, where each of them is one: 08:00."""
    found = [(key, _CLOCK.fullmatch(labels[0])) for key, labels in options]
    times = [(key, time(int(clock[1]), int(clock[2]))) for key, clock in found if clock]
    return times if len(times) == len(options) else []
