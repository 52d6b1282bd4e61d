"""Days and times to pick: which one typed words mean."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date, time

from bot.scripts.hearing.answers import Answer, Heard, Silence
from bot.scripts.hearing.names import folded, plainly
from bot.scripts.hearing.times import read_when
from bot.scripts.hearing.words import Word, figures

MOST_WEEKDAYS = 8
"""Up to here a bare number may be a weekday: "thứ 3", and in jest "thứ 8"."""


_EARLIEST = frozenset(
    {"som nhat", "cang som cang tot", "ngay som nhat", "gio som nhat", "sang som nhat", "earliest"}
)
"""Folded words for the first that is free."""


def pick_day(days: Sequence[date], words: Sequence[Word], today: date) -> Heard:
    """The first of the days that fits what was said of it."""
    if folded(plainly(words)) in _EARLIEST:
        return Answer(days[0].isoformat())
    when = read_when(words, today, wants_day=True)
    if when is None:
        return _bare_date(days, figures(words))
    wanted = [day for day in days if when.fits_day(day)]
    return Answer(wanted[0].isoformat()) if when.names_day and wanted else Silence.UNCLEAR


def _bare_date(days: Sequence[date], said: str) -> Heard:
    """The day of a month by its number alone, where it can be neither a place nor a weekday."""
    if not said.isdecimal() or int(said) <= max(len(days), MOST_WEEKDAYS):
        return Silence.NO_ANSWER
    wanted = [day for day in days if day.day == int(said)]
    return Answer(wanted[0].isoformat()) if wanted else Silence.NUMBER


def pick_time(
    times: Sequence[tuple[str, time]],
    words: Sequence[Word],
    today: date,
    days: AbstractSet[date] = frozenset(),
) -> Heard:
    """The one time that fits, by its key; `days`: those that the times are of, if of any."""
    if folded(plainly(words)) in _EARLIEST:
        return Answer(times[0][0])
    when = read_when(words, today, wants_day=False)
    if when is None:
        said = figures(words)
        hours = [key for key, at in times if said == str(at.hour) and not at.minute]
        return Answer(hours[0]) if len(hours) == 1 else Silence.NO_ANSWER
    if when.names_day and not any(when.fits_day(day) for day in days):
        return Silence.UNCLEAR
    fitting = [key for key, at in times if when.fits_time(at)]
    return Answer(fitting[0]) if len(fitting) == 1 else Silence.UNCLEAR
