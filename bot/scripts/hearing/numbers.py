"""Which whole numbers a short text says, where it says nothing else. Pure.

"3 ngày", "mười bảy tuổi", "2-3", "18+", "dưới 12". Words that are left over make it a sentence of
its own, which is never taken for a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.scripts.hearing.words import MOST_WORDS, Word, figures
from content.phones import ALLOWED_NUMBERS

_N = r"([0-9]{1,3})"
_UNIT = (
    r"(?: (?:ngay|lan|tuoi|t|nam tuoi|hom|buoi|phut|p|diem|days?|times?|years? old|years?|minutes?"
    r"|mins?))?"
)
_SOMEBODY_ELSE = (
    r"(?:con|chau|em|anh|chi|ban)(?: (?:trai|gai|ho|ruot))* (?:toi|tui|minh|em|cua|nha)\b"
)
"""Folded: my son, your sister. Their number is not the speaker's own."""

_LEAD = (
    rf"(?:(?!{_SOMEBODY_ELSE})"
    r"(?:da|vang|roi|u|em|minh|toi|tui|t|chau|con|anh|chi|ban|i|am|im|m|co|duoc|la|khoang|chung"
    r"|chac|hinh nhu|co le|tam|nam nay|moi|dang|du|so|muc|cho|quen|chi|about|around|only) )*"
)
_TAIL = r"(?: (?:a|anh|chi|em|nha|nhe|thoi|do|day|roi|gi do|[.!]))*"
_TO = r"(?:-|–|—|~|,|den|hoac|hay|or|to)"


def whole(*patterns: str) -> re.Pattern[str]:
    """One of the patterns with no more around it than belongs to an answer, over folded words."""
    return re.compile(_LEAD + "(?:" + "|".join(patterns) + ")" + _TAIL)


_UP_TO = whole(rf"(?:toi da|den da|nhieu nhat|khong qua|< =|≤|up to|at most) {_N}{_UNIT}")
_BELOW = whole(
    rf"(?:duoi|it hon|nho hon|chua(?: den| du| toi)?|<|under|below|less than) {_N}{_UNIT}"
)
_FROM = whole(
    rf"(?:tu(?: du)?|tren|hon|qua|lon hon|it nhat|toi thieu|> =|>|≥|over|from|at least|more than)"
    rf" {_N}{_UNIT}(?: tro len)?",
    rf"{_N}{_UNIT} (?:\+|tro len|do len|or more|or older|and (?:up|over))",
    rf"{_N} \+{_UNIT}",
)
_SPAN = whole(rf"(?:tu |from )?{_N}{_UNIT} {_TO} {_N}{_UNIT}")
_SIDE_BY_SIDE = whole(rf"{_N} {_N}{_UNIT}")
_EXACT = whole(rf"{_N}{_UNIT}")

_NUMERIC = frozenset(
    {
        "da", "vang", "roi", "u", "em", "minh", "toi", "tui", "t", "chau", "con", "anh", "chi",
        "ban", "i", "am", "im", "m", "co", "duoc", "la", "khoang", "chung", "chac", "tam",
        "nay", "moi", "dang", "du", "so", "muc", "cho", "quen", "about", "around", "only", "a",
        "nha", "nhe", "thoi", "do", "day", "gi", "hon", "tren", "duoi", "tu", "den", "hoac",
        "hay", "it", "nhat", "nhieu", "khong", "qua", "chua", "tro", "len", "ngay", "lan",
        "tuoi", "hom", "buoi", "phut", "p", "diem", "tuan", "thang", "nam", "gio", "h", "g",
        "days", "times", "time", "years", "year", "old", "minutes", "or", "more", "less",
        "than", "over", "under", "from", "va", "voi", "and", "cau", "ruoi", "gan", "sinh", "sn",
        "lop",
    }
)  # fmt: skip
_SIGNS = frozenset("+-–—~.,;/&:%<>=≤≥!()#*'\"")
"""What may stand around a number without making the text a sentence of its own."""


class Span(NamedTuple):
    """From `least` to `most`, both within; None where it has no beginning, or no end."""

    least: int | None
    most: int | None

    def is_within(self, numbers: range) -> bool:
        """Whether all of it lies there; only the ends that it has are looked at."""
        return all(end is None or end in numbers for end in self)

    def touches(self, numbers: range) -> bool:
        """Whether any of it lies there."""
        return (self.least is None or self.least <= numbers[-1]) and (
            self.most is None or self.most >= numbers[0]
        )


def spans(words: Sequence[Word]) -> tuple[Span, ...]:
    """What the words may mean: one reading mostly, two for "hai ba" (2 to 3, or 23)."""
    said = figures(words)
    if not ALLOWED_NUMBERS.isdisjoint(said.split()):
        return ()
    if found := _numbers(_UP_TO, said):
        return (Span(None, found[0]),)
    if found := _numbers(_BELOW, said):
        return (Span(None, found[0] - 1),)
    if found := _numbers(_FROM, said):
        return (Span(found[0], None),)
    if found := _numbers(_SPAN, said):
        return (Span(*found),) if found[0] < found[1] else ()
    if found := _numbers(_SIDE_BY_SIDE, said):
        return tuple(_side_by_side(*found, spoken=not any(w.plain.isdecimal() for w in words)))
    if found := _numbers(_EXACT, said):
        return (Span(found[0], found[0]),)
    return ()


def _side_by_side(first: int, second: int, *, spoken: bool) -> Iterator[Span]:
    if first < second:
        yield Span(first, second)
    if spoken and 1 < first < 10 > second:
        whole = 10 * first + second
        yield Span(whole, whole)


def is_number(words: Sequence[Word]) -> bool:
    """Whether a text is a number with at most what belongs to one; emergency numbers are none."""
    if not words or len(words) > MOST_WORDS:
        return False
    said = figures(words).split()
    return (
        any(word.isdecimal() for word in said)
        and all(word.isdecimal() or word in _NUMERIC or word in _SIGNS for word in said)
        and not ALLOWED_NUMBERS.intersection(said)
    )


def _numbers(pattern: re.Pattern[str], said: str) -> list[int]:
    found = pattern.fullmatch(said)
    return [int(number) for number in found.groups() if number] if found else []
