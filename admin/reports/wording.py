"""Numbers, periods and goals of a report in words, alike on pages and in files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from babel.numbers import format_decimal

from content.home import HOME_ZONE
from content.local import Bound, Period
from content.messages import mark, translate
from flows.reports.sheet import Goal, Line, Sheet, Words

PERIODS: Mapping[Period, str] = MappingProxyType(
    {Period.HALF_YEAR: mark("first six months"), Period.YEAR: mark("whole year")}
)

NAMES: Mapping[Period, str] = MappingProxyType(
    {
        Period.HALF_YEAR: mark("First six months of {year}"),
        Period.YEAR: mark("Year {year}"),
    }
)

GOALS: Mapping[Bound, str] = MappingProxyType(
    {
        Bound.OVER: mark("over {value}"),
        Bound.AT_LEAST: mark("at least {value}"),
        Bound.CUT: mark("cut by {value}"),
    }
)

HIDDEN = mark("hidden")
"""What stands for a count that is not told."""

WHY_HIDDEN = mark(
    "A count from 1 to 4 could point at somebody, so it is hidden, and with it any number from "
    "which it could be worked out. 0 always means none."
)


def number(value: float, language: str) -> str:
    """A number as it is written in a language, with one decimal at the most."""
    return format_decimal(value, "#,##0.#", locale=language)


def period_name(period: Period, year: int, language: str) -> str:
    """What a report covers: "6 tháng đầu năm 2026"."""
    return translate(language, NAMES[period], year=year)


def moment(value: datetime) -> str:
    """A moment as files tell it: 31/12/2026 14:05."""
    return value.astimezone(HOME_ZONE).strftime("%d/%m/%Y %H:%M")


def state(sheet: Sheet, language: str) -> str:
    """Whether it is a draft, or which edition."""
    if sheet.edition is None:
        return translate(language, mark("Draft"))
    return translate(language, mark("Final, edition {number}"), number=sheet.edition)


def counted(count: int | None, language: str) -> str:
    """A count of the service, or that it is hidden."""
    return translate(language, HIDDEN) if count is None else number(count, language)


def result(line: Line, language: str) -> str:
    """The number of a line with its unit, "" where there is none: "84 %" or "2 mô hình"."""
    if line.result is None:
        return ""
    written = number(line.result, language)
    if line.is_share:
        return f"{written}%"
    unit = _in(line.counted_in, language)
    return f"{written} {unit}".strip()


def parts_of(line: Line, language: str) -> str:
    """What a share was made of: "84 / 100", "" for another number."""
    entered = line.entered
    if not line.is_share or entered is None or entered.value is None or entered.whole is None:
        return ""
    return f"{number(entered.value, language)} / {number(entered.whole, language)}"


def goal(line: Line, language: str) -> str:
    """The goal in a word or two: "trên 80%", "" where there is none."""
    wanted = line.goal
    if wanted is None:
        return ""
    values = _range(wanted, language) + ("%" if line.is_share else "")
    words = GOALS.get(wanted.bound)
    return translate(language, words, value=values) if words else values


def standing(line: Line) -> str:
    """Whether the goal is reached, as a message; "" where that cannot be said."""
    if line.result is None:
        return mark("No number yet")
    if line.is_reached is None:
        return ""
    return mark("Reached") if line.is_reached else mark("Not reached yet")


def _range(wanted: Goal, language: str) -> str:
    low = number(wanted.value, language)
    return low if wanted.to is None else f"{low}–{number(wanted.to, language)}"


def _in(words: Words | None, language: str) -> str:
    return words.in_language(language) if words else ""
