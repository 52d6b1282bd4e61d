"""The words of a typed answer, and the same with numbers in figures. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from nlu.text.letters import clean, fold, place_tones
from nlu.text.normal import MAX_CHARACTERS
from nlu.text.teencode import WORDS, squeeze

MOST_WORDS = 40
"""Words of a typed answer that are read; what is longer is a question of its own."""

_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|[^\s\w]")
_UNITS = frozenset({"h", "g", "t", "p", "s"})
"""Letters that stand for hours, ages and minutes beside a number: not written out here."""

_ONES: Mapping[str, int] = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9,
}  # fmt: skip
_AFTER_TENS: Mapping[str, int] = {**_ONES, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_ONLY_AFTER_TENS = ("mốt", "tư", "lăm", "nhăm")
_TEN = ("mười", "mươi", "chục")
_ENGLISH: Mapping[str, int] = {
    word: at
    for at, word in enumerate(
        (
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
            "eighteen", "nineteen", "twenty",
        )
    )
}  # fmt: skip
_OTHERS = {"tôi": "minh", "tới": "den", "tầm": "khoang"}
"""Words that folded would be read as others: tôi is not tối."""

_NO_NUMBER_AFTER = {"sau": ("tuan", "thang", "hom", "nam"), "tu": (), "nam": ("viet",)}
_NO_NUMBER_BEFORE = {
    "tam": ("#",), "sau": ("#",), "tu": ("#",), "bay": ("gio",), "nam": ("nay", "ngoai", "sau"),
}  # fmt: skip
"""Bare words that are no numbers after these, or before these (#: before figures)."""


class Word(NamedTuple):
    """A word in small letters, short forms written out, and the same folded.

    `short`: the short form that was typed, which may be a word of its own: "hong", không or hồng.
    """

    written: str
    plain: str
    short: str = ""

    def means(self, name: str) -> bool:
        """Whether it is this word, or stands for it without any mark."""
        bare = fold(name)
        return (
            self.written == name
            or (self.written == self.plain and self.plain == bare)
            or (self.short == bare and bare != "")
        )


def read(text: str) -> tuple[Word, ...]:
    """The words and signs of a text, everyday short forms written out. Never raises."""
    lowered = place_tones(clean(text[:MAX_CHARACTERS]).lower())
    words: list[Word] = []
    for written in _TOKEN.findall(lowered):
        token = written if written.isdecimal() else squeeze(written)  # 111 is not 1
        long = token if token in _UNITS else WORDS.get(token, token)
        short = token if long != token and " " not in long else ""
        words.extend(Word(word, fold(word), short) for word in long.split())
        if len(words) > MOST_WORDS:
            break
    return tuple(words[: MOST_WORDS + 1])


def figures(words: Sequence[Word]) -> str:
    """The folded words with numbers below one hundred in figures: "mười bảy tuổi" → "17 tuoi"."""
    written: list[str] = []
    at = 0
    while at < len(words):
        number, length = _number(words, at)
        written.append(words[at].plain if number is None else str(number))
        if number is None and words[at].written in _OTHERS:
            written[-1] = _OTHERS[words[at].written]
        at += length
    return " ".join(written)


def _number(words: Sequence[Word], at: int) -> tuple[int | None, int]:
    """The number that begins here and how many words it takes; None and 1 where none does."""
    if words[at].plain in _ENGLISH and words[at].written == words[at].plain:
        return _ENGLISH[words[at].plain], 1
    ones = _meant(words[at], _ONES)
    if _is_ten(words, at):
        last = _meant(words[at + 1], _AFTER_TENS) if at + 1 < len(words) else None
        return (10, 1) if last is None else (10 + last, 2)
    if ones and ones > 1 and at + 1 < len(words):
        if _is_ten(words, at + 1):
            last = _meant(words[at + 2], _AFTER_TENS) if at + 2 < len(words) else None
            return (10 * ones, 2) if last is None else (10 * ones + last, 3)
        if any(words[at + 1].written == name for name in _ONLY_AFTER_TENS):
            return 10 * ones + _AFTER_TENS[words[at + 1].written], 2
    before = words[at - 1].plain if at else ""
    if before == "thu" and words[at].means("tư"):
        return 4, 1
    if ones is None or _is_another_word(words, at, before):
        return None, 1
    return ones, 1


def _is_ten(words: Sequence[Word], at: int) -> bool:
    return any(words[at].means(name) for name in _TEN)


def _meant(word: Word, numbers: Mapping[str, int]) -> int | None:
    return next((number for name, number in numbers.items() if word.means(name)), None)


def _is_another_word(words: Sequence[Word], at: int, before: str) -> bool:
    """Whether a word typed without marks is more likely no number: "sau" in "tuan sau"."""
    plain = words[at].plain
    after = words[at + 1].plain if at + 1 < len(words) else ""
    if plain == "nam" and after == "nay":
        return True
    if words[at].written != plain:
        return False
    later = _NO_NUMBER_BEFORE.get(plain, ())
    return (
        before in _NO_NUMBER_AFTER.get(plain, ())
        or after in later
        or ("#" in later and after.isdecimal())
    )
