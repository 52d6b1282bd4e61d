"""What typed words say to a script's question. Pure; knows nothing of sessions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from bot.choices import Way
from content.home import HOME_ZONE
from flows.engine import (
    SKIPPED,
    Choose,
    ChooseMany,
    Number,
    PickDay,
    PickTime,
    Question,
    Text,
    Write,
)
from nlu.text.normal import normalize

FEW_WORDS = 4
"""An answer to a question with fixed answers has few words; more are a question of their own."""

STOP = "stop"

_MOVES: dict[str, str] = {
    **dict.fromkeys(("quay lai", "lui lai", "cau truoc", "back", "go back"), Way.BACK),
    **dict.fromkeys(
        ("bo qua", "khong muon noi", "khong muon tra loi", "cau khac", "skip", "pass"), Way.SKIP
    ),
    **dict.fromkeys(
        ("vi sao hoi", "sao lai hoi", "sao hoi", "tai sao hoi", "hoi lam gi", "why"), Way.WHY
    ),
    **dict.fromkeys(
        ("gap nguoi", "gap nguoi that", "noi chuyen voi nguoi that", "a person", "human"),
        Way.PERSON,
    ),
    **dict.fromkeys(("dung lai", "ngung", "ngung lai", "thoat", "stop", "quit"), STOP),
}
_STOP_WITH_MARKS = "dừng"  # folded it is also "đúng", which is an answer

_POLITE = frozenset({"a", "da", "vang", "u", "uhm", "nha", "nhe", "em", "anh", "chi", "ban", "oi"})
_NUMBERS = (
    "khong", "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi",
)  # fmt: skip
_WEEKDAYS: dict[str, int] = {
    **{f"thu {n}": n - 2 for n in range(2, 8)},
    **{f"t{n}": n - 2 for n in range(2, 8)},
    **{f"thu {word}": at for at, word in enumerate(("hai", "ba", "tu", "nam", "sau", "bay"))},
    **dict.fromkeys(("chu nhat", "cn", "sunday"), 6),
}
_NEAR_DAYS = {
    "hom nay": 0, "nay": 0, "today": 0, "mai": 1, "ngay mai": 1, "tomorrow": 1, "mot": 2,
    "ngay mot": 2, "ngay kia": 2,
}  # fmt: skip
_DATE = re.compile(r"\b(\d{1,2})[/\-.](\d{1,2})(?:[/\-.]\d{2,4})?\b")
_TIME = re.compile(r"\b(\d{1,2})\s*(?:h|g|gio|giờ|:)\s*(\d{2})?\b")
_LATE = ("chieu", "toi", "pm")
_INTEGER = re.compile(r"(?<![\d.,])\d{1,4}(?![\d.,]*\d)")
_PARTS = re.compile(r"[,;/+&\n]|\bva\b|\bvà\b|\band\b")

MOST_LABELS = 4096
"""Labels whose plain words are remembered: the service's own words, never a person's."""

Labels = Callable[[Text], Sequence[str]]
"""A text as it is told in each language."""


class Silence(StrEnum):
    """What was typed is no answer."""

    NO_ANSWER = "no answer"
    TOO_LONG = "too long"


@dataclass(frozen=True)
class Answer:
    """What the script receives."""

    value: Any


def hear_move(text: str) -> str | None:
    """The way around a question that was typed: a `Way`, STOP, or None."""
    if text.strip(" .!?").lower() == _STOP_WITH_MARKS:
        return STOP
    return _MOVES.get(normalize(text).plain)


def hear(question: Question, text: str, today: date, labels: Labels) -> Answer | Silence:
    """The answer that typed words give to a question, if they give one."""
    if isinstance(question, Write):
        written = text.strip()
        if len(written) > question.longest:
            return Silence.TOO_LONG
        return _checked(question, written)
    if question.skip and _plain(text) in map(_plain_label, labels(question.skip)):
        return Answer(SKIPPED)
    found: Any
    match question:
        case Choose(options=options):
            found = _option(text, [(o.key, labels(o.label)) for o in options])
        case ChooseMany():
            found = _many(question, text, labels)
        case Number():
            found = _number(text)
        case PickDay(days=days):
            found = _day(text, days, today)
        case PickTime(moments=moments):
            found = _time(text, [(m.key, m.at) for m in moments])
        case _:
            found = None
    return Silence.NO_ANSWER if found is None else _checked(question, found)


def from_key(question: Question, key: str) -> Any:  # noqa: ANN401 - plain JSON
    """The answer that a tapped button's key stands for; what is none is refused by the question."""
    if isinstance(question, Number):
        return int(key) if key.isascii() and key.isdecimal() and len(key) < 5 else key
    return key


def from_keys(question: Question, keys: Sequence[str]) -> list[str]:
    """The answer that several ticked keys stand for, in the question's order."""
    options = question.options if isinstance(question, ChooseMany) else ()
    known = [option.key for option in options]
    return [key for key in known if key in keys] + [key for key in keys if key not in known]


def _checked(question: Question, value: Any) -> Answer | Silence:  # noqa: ANN401 - plain JSON
    return Answer(value) if question.takes(value) else Silence.NO_ANSWER


def _plain(text: str) -> str:
    """The folded words of a text without what only makes it polite."""
    words = normalize(text).folded
    kept = [word for word in words if word not in _POLITE]
    return " ".join(kept or words)


_plain_label = lru_cache(maxsize=MOST_LABELS)(_plain)


def _option(text: str, options: Sequence[tuple[str, Sequence[str]]]) -> str | None:
    said = _plain(text)
    known = {_plain_label(label): key for key, labels in options for label in labels}
    if said in known:
        return known[said]
    if said.isdecimal() and not any(label.isdecimal() for label in known):
        at = int(said) - 1 if len(said) < 3 else -1
        return options[at][0] if 0 <= at < len(options) else None
    if not said or len(said.split()) > FEW_WORDS:
        return None
    begun = {key for label, key in known.items() if f"{label} ".startswith(f"{said} ")}
    return begun.pop() if len(begun) == 1 else None


def _many(question: ChooseMany, text: str, labels: Labels) -> list[str] | None:
    if question.none and _plain(text) in map(_plain_label, labels(question.none)):
        return []
    options = [(o.key, labels(o.label)) for o in question.options]
    whole = _option(text, options)
    if whole is not None:
        return [whole]
    parts = [part for part in _PARTS.split(text.lower()) if part.strip()]
    if len(parts) == 1 and all(word.isdecimal() for word in text.split()):
        parts = text.split()
    found = [_option(part, options) for part in parts]
    keys = [key for key in found if key is not None]
    return from_keys(question, keys) if keys and len(keys) == len(found) else None


def _number(text: str) -> int | None:
    words = normalize(text).folded
    if not words or len(words) > FEW_WORDS:
        return None
    numbers = _INTEGER.findall(text)
    if len(numbers) == 1:
        return int(numbers[0])
    spelt = [word for word in words if word in _NUMBERS]
    return _NUMBERS.index(spelt[0]) if not numbers and len(spelt) == len(words) == 1 else None


def _day(text: str, days: Sequence[date], today: date) -> str | None:
    said = _plain(text)
    if said in _NEAR_DAYS:
        wanted = [today + timedelta(days=_NEAR_DAYS[said])]
    elif said in _WEEKDAYS:
        wanted = [day for day in days if day.weekday() == _WEEKDAYS[said]][:1]
    elif found := _DATE.search(text):
        number, month = int(found[1]), int(found[2])
        wanted = [day for day in days if (day.day, day.month) == (number, month)]
    else:
        return None
    return wanted[0].isoformat() if wanted else None


def _time(text: str, moments: Sequence[tuple[str, datetime]]) -> str | None:
    found = _TIME.search(text.lower())
    if found:
        hour, minute = int(found[1]), int(found[2] or 0)
    elif text.strip().isdecimal():
        hour, minute = int(text.strip()[:3]), 0
    else:
        return None
    if hour < 12 and any(word in normalize(text).folded for word in _LATE):
        hour += 12
    for key, at in moments:
        local = at.astimezone(HOME_ZONE)
        if (local.hour, local.minute) == (hour, minute):
            return key
    return None
