"""The staff pages that are timed: add a line to PAGES for another one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from admin import keyset
from admin.audit_actions import Action
from admin.roles import Role
from benchmarks.lists.fill import (
    AUDIT_ENTRIES,
    BOOKINGS,
    BUSY_PLACES,
    CASES,
    DAYS_AHEAD,
    PLACES,
    case_code,
)
from benchmarks.lists.rows import NOW, STAFF
from benchmarks.lists.talks import CALLS, TALKS
from benchmarks.lists.words import EXAMPLES

Address = Callable[[Random], str]


@dataclass(frozen=True)
class Page:
    """A page as one role opens it; each time at another address, so that nothing stays warm."""

    title: str
    role: Role
    address: Address


def _always(address: str) -> Address:
    return lambda _: address


def _busy(random: Random) -> str:
    return f"/bookings/places/{random.randint(1, BUSY_PLACES)}"


def _day(random: Random) -> str:
    return str(NOW.date() + timedelta(days=random.randint(-30, DAYS_AHEAD - 1)))


def _anywhere(path: str, last: int) -> Address:
    """A page of a list that goes on from some row of it."""
    return lambda random: f"{path}after={keyset.cursor([random.randint(1, last)])}"


def _any_call(random: Random) -> str:
    call = random.randint(1, CALLS)
    return f"/hotline?after={keyset.cursor((NOW - timedelta(minutes=50 * (CALLS - call)), call))}"


PAGES = (
    Page("today", Role.LEAD, _always("/")),
    Page("topics", Role.LEAD, _always("/topics")),
    Page("cases", Role.LEAD, _always("/cases")),
    Page("cases, red", Role.LEAD, _always("/cases?band=red")),
    Page("case", Role.LEAD, lambda random: f"/cases/{case_code(random.randint(1, CASES))}"),
    Page("inbox, unassigned", Role.COUNSELLOR, _always("/inbox?box=free")),
    Page("inbox, all", Role.LEAD, _always("/inbox?box=all")),
    Page("inbox, ended", Role.LEAD, _always("/inbox?box=ended")),
    Page("talk", Role.LEAD, lambda random: f"/inbox/{random.randint(1, TALKS)}"),
    Page("hotline", Role.COUNSELLOR, _always("/hotline")),
    Page("hotline, any page", Role.COUNSELLOR, _any_call),
    Page("calls by month", Role.COUNSELLOR, _always("/hotline/counts")),
    Page("unanswered questions", Role.REVIEWER, _always("/learning")),
    Page("examples", Role.REVIEWER, _always("/learning/examples")),
    Page("examples, any page", Role.REVIEWER, _anywhere("/learning/examples?", EXAMPLES)),
    Page("examples of a topic", Role.REVIEWER, _always("/learning/examples?topic=law/vape")),
    Page("examples at fault", Role.REVIEWER, _always("/learning/examples?faulty=1")),
    Page("reports", Role.ANALYST, _always("/reports")),
    Page("bookings", Role.COUNSELLOR, _always("/bookings")),
    Page("bookings, any page", Role.COUNSELLOR, _anywhere("/bookings?", PLACES)),
    Page("week", Role.COUNSELLOR, lambda random: f"{_busy(random)}?day={_day(random)}"),
    Page("day", Role.COUNSELLOR, lambda random: f"{_busy(random)}/days/{_day(random)}"),
    Page("closing a day", Role.LEAD, lambda random: f"{_busy(random)}/days/{_day(random)}/close"),
    Page("opening hours", Role.LEAD, lambda random: f"{_busy(random)}/hours"),
    Page("appointment", Role.LEAD, lambda random: f"/bookings/{random.randint(1, BOOKINGS)}"),
    Page("places", Role.LEAD, _always("/places")),
    Page("places, any page", Role.LEAD, _anywhere("/places?", PLACES)),
    Page("places, search", Role.LEAD, lambda random: f"/places?q=mau+{random.randint(1, PLACES)}"),
    Page("places, by service", Role.LEAD, _always("/places?service=blood_test")),
    Page("place", Role.LEAD, lambda random: f"/places/{random.randint(1, PLACES)}"),
    Page("people", Role.ADMINISTRATOR, _always("/people")),
    Page("audit", Role.ADMINISTRATOR, _always("/audit")),
    Page(
        "audit, any page",
        Role.ADMINISTRATOR,
        lambda random: f"/audit?before={random.randint(1, AUDIT_ENTRIES)}",
    ),
    Page(
        "audit, by who and what",
        Role.ADMINISTRATOR,
        lambda random: f"/audit?who={random.choice(STAFF)}&action={random.choice(list(Action))}",
    ),
)
