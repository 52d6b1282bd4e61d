"""Ages, as people give them: in figures or words, by school grade, by year of birth.

Limits that the law draws ("dưới 18 tuổi", "từ đủ 14 tuổi", "16 tuổi trở lên") are nobody's age.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from nlu.entities.entity import Entity, Kind, Sureness
from nlu.entities.words import Text

YOUNGEST, OLDEST = 5, 99
LAST_GRADE = 12
SHORTEST_FORM = 10
"""Least age in the form "17t": below it the t is more often another unit."""

BEFORE_SCHOOL = 5
"""A pupil of grade n turns n + 6 in the school year: grade 1 begins in the year of turning six."""

_UNITS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6,
    "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_UNIT = "|".join(_UNITS)
_NUMBER = rf"\d{{1,2}}|(?:(?:{_UNIT}) )?muoi(?: (?:{_UNIT}))?"
_HINT = re.compile(r"\d|muoi|tuoi|lop ")
"""Without one of these there is no age: most texts end here."""

_LIMITS = (
    "".join(
        f"(?<!{word})"
        for word in ("duoi ", "tren ", "du ", "tu ", "tu nam ", "den ", "hon ", "- ", "-", "–")
    )
    + r"(?<![\d.,/])"
)
"""What makes a number a limit or the end of a range."""
_AGE = re.compile(
    rf"{_LIMITS}\b(?P<years>{_NUMBER}) ?(?:tuoi|t)\b(?! (?:tro (?:len|xuong|di)|do len))"
)
_AGE_AFTER = re.compile(rf"{_LIMITS}\btuoi (?P<years>{_NUMBER})\b")
_GRADE = re.compile(rf"\blop (?P<grade>{_NUMBER})(?:[a-z]\d?)?\b")
_BORN = re.compile(
    r"\b(?:sinh(?: nam)?|sn|doi) ?(?P<born>(?:19|20)\d\d|2k\d{1,2})\b|\b(?P<k>2k\d{1,2})\b"
)
_SPOKEN = re.compile(
    r"\b(?:em|con|chau|minh|tui|toi|no|ban|be)(?: (?:em|con|chau|minh|tui|toi|trai|gai))?"
    r"(?: (?:moi|nam nay|nay|dang|duoc|chi|vua))? (?P<years>1\d|2\d)(?= *(?:$|[,.!?;:)]| (?:ma|thi|"
    r"co|bi|hut|choi|lo|dang|roi|neu|va|muon|dung)\b))"
)


_Age = tuple[int, int, str, Sureness]
"""Where it begins and ends, the value, how sure."""


class Band(StrEnum):
    """The age bands that answers differ by. MINOR is 12–17, as in the law on rehab."""

    CHILD = "child"
    MINOR = "minor"
    ADULT = "adult"


def band(value: str) -> Band | None:
    """The band of an age entity's value; None where it lies across two."""
    first, _, last = value.partition("-")
    ends = {_band(int(first)), _band(int(last or first))}
    return ends.pop() if len(ends) == 1 else None


def _band(years: int) -> Band:
    if years < 12:
        return Band.CHILD
    return Band.MINOR if years < 18 else Band.ADULT


def find(text: Text, year: int | None) -> Iterator[Entity]:
    """The ages in `text`, in order, never overlapping; `year` is the present one, for births."""
    if not _HINT.search(text.folded):
        return
    taken = 0
    found = sorted(_all(text.folded, year), key=lambda age: (age[0], -age[1]))
    for start, end, value, sureness in found:
        if start >= taken:
            taken = end
            yield Entity(Kind.AGE, value, text.starts[start], text.ends[end - 1], sureness)


def _all(plain: str, year: int | None) -> Iterator[_Age]:
    for pattern in (_AGE, _AGE_AFTER, _SPOKEN):
        for match in pattern.finditer(plain):
            years = _number(match["years"])
            short = match.group().endswith("t")
            if (SHORTEST_FORM if short else YOUNGEST) <= years <= OLDEST:
                likely = short or pattern is _SPOKEN
                yield (
                    match.start("years") if pattern is _SPOKEN else match.start(),
                    match.end(),
                    str(years),
                    Sureness.LIKELY if likely else Sureness.SURE,
                )
    for match in _GRADE.finditer(plain):
        grade = _number(match["grade"])
        if 1 <= grade <= LAST_GRADE:
            yield _band_of(match, grade + BEFORE_SCHOOL)
    for match in _BORN.finditer(plain) if year else ():
        written = match["born"] or match["k"]
        born = 2000 + int(written[2:]) if written.startswith("2k") else int(written)
        if YOUNGEST < (year or 0) - born <= OLDEST:
            yield _band_of(match, (year or 0) - born - 1)


def _band_of(match: re.Match[str], first: int) -> _Age:
    """A band of two years: whose birthday this year is past, and whose is not."""
    return match.start(), match.end(), f"{first}-{first + 1}", Sureness.LIKELY


def _number(written: str) -> int:
    """A number below one hundred in figures or folded words: "muoi bay" → 17."""
    if written.isdecimal():
        return int(written)
    tens, _, units = written.partition("muoi")
    return 10 * _UNITS.get(tens.strip(), 1) + _UNITS.get(units.strip(), 0)
