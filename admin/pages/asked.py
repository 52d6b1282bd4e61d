"""What a request asks for: numbers, days, times of day; and what to answer when it cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from starlette.requests import Request

from admin.pages.refusals import Refusal
from admin.pages.render import language_of
from content.home import HOME_ZONE
from content.messages import mark, translate
from flows.booking.errors import BookingError, FaultyError, GoneError, StaleError

LARGEST_ID = 2**31 - 1
YEARS = range(2020, 2200)
"""Years whose days can be asked for."""

LONGEST_NUMBER = 9
"""Digits of a number that are read."""


def number_in(request: Request, name: str = "id") -> int:
    """A number in the path. Raises Refusal for one that nothing can have."""
    number: int = request.path_params[name]
    if number > LARGEST_ID:
        raise Refusal(404)
    return number


def whole(given: str) -> int | None:
    """A whole number from zero on as somebody typed it; None for anything else."""
    typed = given.strip()
    if not 0 < len(typed) <= LONGEST_NUMBER or not (typed.isascii() and typed.isdigit()):
        return None
    return int(typed)


def version_in(form: Mapping[str, str]) -> int:
    """The version that a form was made of. Raises Refusal."""
    version = whole(form.get("version", ""))
    if version is None:
        raise Refusal(400)
    return version


def day_in(given: str) -> date:
    """A day as 2026-11-30. Raises Refusal."""
    day = day_or_none(given)
    if day is None:
        raise Refusal(400, mark("Please choose a day."))
    return day


def day_or_none(given: str) -> date | None:
    """A day as 2026-11-30; None for anything else."""
    try:
        day = date.fromisoformat(given)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def start_in(given: str) -> datetime:
    """A local moment as 2026-11-30T08:00. Raises Refusal."""
    try:
        moment = datetime.strptime(given, "%Y-%m-%dT%H:%M").replace(tzinfo=HOME_ZONE)
    except ValueError:
        raise Refusal(400) from None
    if moment.year not in YEARS:
        raise Refusal(400)
    return moment


def minutes_in(given: str) -> int:
    """A time of day as 08:30, in minutes since midnight. Raises FaultyError."""
    try:
        at = time.fromisoformat(given.strip())
    except ValueError:
        raise FaultyError(mark("Please give times as 08:30.")) from None
    return at.hour * 60 + at.minute


def status_of(error: BookingError) -> int:
    """How a fault is answered."""
    if isinstance(error, GoneError):
        return 404
    return 409 if isinstance(error, StaleError) else 400


def said(request: Request, error: BookingError) -> str:
    """A fault in the reader's words."""
    return translate(language_of(request), str(error))
