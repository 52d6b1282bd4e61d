"""Hours as forms bring them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from admin.pages.asked import day_or_none, minutes_in, whole
from content.messages import mark
from flows.booking.errors import FaultyError
from flows.booking.services import Service, service_of
from flows.booking.slots import Opening


def opening_in(form: Mapping[str, str]) -> Opening:
    """From when to when, how long, how many at once, with whom. Raises FaultyError."""
    length, seats = whole(form.get("minutes", "")), whole(form.get("seats", ""))
    if length is None or seats is None:
        raise FaultyError(mark("Please give minutes and people as whole numbers."))
    counsellor = form.get("counsellor", "")
    return Opening(
        minutes_in(form.get("opens", "")),
        minutes_in(form.get("closes", "")),
        length,
        seats,
        whole(counsellor) if counsellor else None,
    )


def service_in(form: Mapping[str, str]) -> Service:
    """The service that the hours are for. Raises FaultyError."""
    service = service_of(form.get("service", ""))
    if service is None:
        raise FaultyError(mark("Please choose a service."))
    return service


def weekdays_in(form: Mapping[str, str]) -> list[int]:
    """The ticked weekdays, Monday 0. Raises FaultyError for none."""
    found = [weekday for weekday in range(7) if form.get(f"weekday{weekday}")]
    if not found:
        raise FaultyError(mark("Please choose at least one weekday."))
    return found


def weekday_in(form: Mapping[str, str]) -> int:
    """The one weekday, Monday 0. Raises FaultyError."""
    weekday = whole(form.get("weekday", ""))
    if weekday is None or weekday > 6:
        raise FaultyError(mark("Please choose at least one weekday."))
    return weekday


def bound_in(form: Mapping[str, str], name: str) -> date | None:
    """The first or last day of hours, None where it is left open. Raises FaultyError."""
    given = form.get(name, "")
    day = day_or_none(given)
    if given and day is None:
        raise FaultyError(mark("Please choose a day."))
    return day
