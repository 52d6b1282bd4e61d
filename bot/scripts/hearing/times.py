"""Which day and which time of day a short text says, where it says nothing else. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot.scripts.hearing.words import MOST_WORDS, Word, figures

PARTS: Mapping[str, range] = {
    "sang": range(4, 12), "trua": range(11, 14), "chieu": range(12, 18), "toi": range(17, 24),
    "dem": range(20, 24), "khuya": range(20, 24), "am": range(12), "pm": range(12, 24),
    "morning": range(4, 12), "noon": range(11, 14), "afternoon": range(12, 18),
    "evening": range(17, 24),
}  # fmt: skip
"""The hours of the parts of a day."""

_ANY_PART = "|".join(PARTS)
_WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5,
    "sunday": 6, "chu nhat": 6, "cn": 6,
}  # fmt: skip
_NEAR = {
    "hom qua": -1, "yesterday": -1, "hom nay": 0, "bua nay": 0, "today": 0, "nay": 0,
    "ngay mai": 1, "bua mai": 1, "mai": 1, "tomorrow": 1, "day after tomorrow": 2, "ngay mot": 2,
    "bua mot": 2, "mot": 2, "ngay kia": 2, "bua kia": 2,
}  # fmt: skip
_WEEKS = {
    "tuan nay": 0, "this week": 0, "tuan sau": 1, "tuan toi": 1, "tuan den": 1, "next week": 1,
}  # fmt: skip


def _any_of(names: Mapping[str, int]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_HOUR = r"\b(?P<hour>[01]?\d|2[0-4])"
_HALF = "ruoi"

_ANY_TIME = (
    re.compile(r"\b(?:bay gio|now|any ?(?:time|day)|sao cung duoc)\b"),
    re.compile(r"\b(?:ngay|gio|luc|khi|hom|buoi) nao cung duoc\b"),
)
_WEEK = re.compile(rf"\b(?P<week>{_any_of(_WEEKS)})\b")
_WEEKDAY = re.compile(
    rf"\b(?:(?:ngay |hom )?(?:thu|t) (?P<number>[2-7])|(?P<weekday>{_any_of(_WEEKDAYS)}))\b"
    r"(?: (?:nay|den)\b)?"
)
_NEAR_DAY = re.compile(rf"\b(?P<near>{_any_of(_NEAR)})\b")
_DATE = re.compile(
    r"(?:\b(?:ngay|hom|mung|mong) )*\b(?P<day>\d{1,2}) (?:/|thang) (?P<month>\d{1,2})\b"
    r"(?: (?:/|nam) (?P<year>\d{4})\b)?"
)
_DATE_DOTTED = re.compile(
    r"(?:\bngay )?\b(?P<day>\d{1,2}) (?P<dot>[.-]) (?P<month>\d{1,2})\b"
    r"(?: (?P=dot) (?P<year>\d{4})\b)?"
)
_DAY_OF_MONTH = re.compile(
    r"(?:\b(?:ngay|hom|mung|mong) )+(?P<day>\d{1,2})\b(?: tay\b)?(?! (?:gio|h|g|:))"
    r"|\b(?P<solar>\d{1,2}) tay\b"
)
_CLOCKS = (
    re.compile(
        rf"{_HOUR} (?:h|g|gio)\b(?: dung\b)?"
        rf"(?: (?:(?P<minute>[0-5]?\d)\b(?: (?:p|phut)\b)?|(?P<half>{_HALF})\b"
        r"|kem (?P<less>[0-5]?\d)\b(?: (?:p|phut)\b)?))?"
    ),
    re.compile(rf"{_HOUR} (?P<exact>:) (?P<minute>[0-5]\d)\b"),
    re.compile(rf"{_HOUR} (?P<half>{_HALF})\b"),
    re.compile(rf"{_HOUR}(?= (?:{_ANY_PART})\b)"),
)
_CLOCK_DOTTED = re.compile(rf"{_HOUR} (?P<exact>\.) (?P<minute>[0-5]\d)\b")
_PART = re.compile(rf"\b(?:buoi )?(?P<part>{_ANY_PART})\b")
_FILLING = frozenset(
    {
        "da", "vang", "u", "a", "nha", "nhe", "em", "minh", "chau", "con", "anh", "chi", "ban",
        "cho", "chon", "dat", "hen", "lich", "luc", "vao", "khoang", "chung", "tam", "muon",
        "thi", "hom", "buoi", "at", "on", "the", "please", "i", "want", "o", "duoc", "khong",
        "ok", "hay", ",", ".", "!", "?", "-", "–", "(", ")",
    }
)  # fmt: skip
"""Words that may stand around a day or a time without making the text another question."""


@dataclass(frozen=True)
class When:
    """What was said of a day and of a time of day; None and () where nothing was.

    `times`: the times it may be; `hours`: those of a part of the day; `week`: its Monday.
    """

    times: tuple[time, ...] = ()
    hours: range | None = None
    on: date | None = None
    weekday: int | None = None
    week: date | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None

    @property
    def names_day(self) -> bool:
        """Whether it says which day, and not only which week."""
        return self.on is not None or self.weekday is not None or self.day is not None

    def fits_day(self, day: date) -> bool:
        """Whether it may be this day."""
        return (
            self.on in (None, day)
            and self.weekday in (None, day.weekday())
            and (self.week is None or self.week <= day < self.week + timedelta(weeks=1))
            and self.day in (None, day.day)
            and self.month in (None, day.month)
            and self.year in (None, day.year)
        )

    def fits_time(self, at: time) -> bool:
        """Whether it may be this time of day."""
        if self.times:
            return at in self.times
        return self.hours is not None and at.hour in self.hours


def read_when(words: Sequence[Word], today: date, *, wants_day: bool) -> When | None:
    """What the words say of a day or a time; None where they say neither, or other things too.

    `wants_day`: "8.10" is the eighth of October then, else ten past eight.
    """
    dotted = _DATE_DOTTED if wants_day else _CLOCK_DOTTED
    patterns = (
        *_ANY_TIME, _WEEK, _WEEKDAY, _NEAR_DAY, _DATE, dotted, *_CLOCKS, _DAY_OF_MONTH, _PART,
    )  # fmt: skip
    rest, found, is_when = _readable(words), dict[str, str](), False
    for pattern in patterns:
        if match := pattern.search(rest):
            values = {name: value for name, value in match.groupdict().items() if value}
            if found.keys() & values.keys():
                return None
            found |= values
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
            is_when = True
    if not is_when or len(words) > MOST_WORDS or not _FILLING.issuperset(rest.split()):
        return None
    return _when(found, today)


def _readable(words: Sequence[Word]) -> str:
    said = figures(words)
    if words and words[-1].written == "mot":  # the day after tomorrow, typed without its mark
        return " ".join((*said.split()[:-1], "mot"))
    return said


def _when(found: Mapping[str, str], today: date) -> When:
    monday = today - timedelta(days=today.weekday())
    day, part = found.get("day") or found.get("solar"), found.get("part")
    near, week = found.get("near"), found.get("week")
    weekday = _WEEKDAYS.get(found.get("weekday", ""))
    return When(
        times=tuple(_times(found, part)),
        hours=PARTS[part] if part else None,
        on=today + timedelta(days=_NEAR[near]) if near else None,
        weekday=int(found["number"]) - 2 if "number" in found else weekday,
        week=monday + timedelta(weeks=_WEEKS[week]) if week else None,
        day=int(day) if day else None,
        month=int(found["month"]) if "month" in found else None,
        year=int(found["year"]) if "year" in found else None,
    )


def _times(found: Mapping[str, str], part: str | None) -> list[time]:
    """The times that a clock may mean: "2h" is two at night or in the afternoon."""
    if "hour" not in found:
        return []
    hour, minute = int(found["hour"]), int(found.get("minute", 0))
    if "half" in found:
        minute = 30
    if "less" in found and int(found["less"]):
        hour, minute = hour - 1, 60 - int(found["less"])
    both = [
        time(h, minute) for h in sorted({hour % 24, (hour + 12) % 24 if hour <= 12 else hour % 24})
    ]
    if part:
        return [at for at in both if at.hour in PARTS[part]]
    # 08:30 and 14:00 are written as a clock shows them; so is an hour that begins with 0.
    if hour > 12 or "exact" in found or found["hour"].startswith("0"):
        return [time(hour % 24, minute)]
    return both
