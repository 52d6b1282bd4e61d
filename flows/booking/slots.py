"""Which times can be booked: from opening rules, changes of single days and holidays. Pure.

Nothing here is stored: a place's free times are worked out when somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from content.home import HOME_ZONE

DAY_MINUTES = 24 * 60
SHORTEST = 5
"""Minutes of the shortest appointment."""

MOST_SEATS = 50
"""Most people who can come at one time."""

NOTICE = timedelta(hours=1)
"""How long before it begins a time can still be booked."""

HORIZON = 28
"""Days ahead, today among them, that can be booked."""


@dataclass(frozen=True)
class Opening:
    """Hours in which a service takes people: local minutes of the day, `closes` not among them.

    `minutes`: length of an appointment; `seats`: people at one time, all with `counsellor` where
    one is named.
    """

    opens: int
    closes: int
    minutes: int
    seats: int
    counsellor: int | None = None


@dataclass(frozen=True)
class Rule:
    """An opening of every week on a weekday (Monday 0), from `first` to `last` where they stand."""

    weekday: int
    opening: Opening
    first: date | None = None
    last: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the rule speaks of a day."""
        return (
            day.weekday() == self.weekday
            and (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
        )


@dataclass(frozen=True)
class Change:
    """What is different on one day: other hours in place of the rules, or closed without any."""

    day: date
    opening: Opening | None = None


@dataclass(frozen=True)
class Slot:
    """A time that can be booked: seat number n (from 1) is with `seats[n - 1]`, if with anybody."""

    start: datetime
    end: datetime
    seats: tuple[int | None, ...]

    def free(self, taken: Collection[int]) -> tuple[int, ...]:
        """The numbers of the seats that nobody has."""
        return tuple(n for n in range(1, len(self.seats) + 1) if n not in taken)


def slots_on(
    day: date,
    rules: Sequence[Rule],
    changes: Sequence[Change],
    is_holiday: Callable[[date], bool],
) -> tuple[Slot, ...]:
    """The slots of one day, in order. A change of the day wins over holidays and rules."""
    changed = [change for change in changes if change.day == day]
    if changed:
        openings = [change.opening for change in changed if change.opening]
        if any(change.opening is None for change in changed):
            return ()
    elif is_holiday(day):
        return ()
    else:
        openings = [rule.opening for rule in rules if rule.holds_on(day)]
    found: dict[tuple[datetime, datetime], tuple[int | None, ...]] = {}
    for opening in openings:
        for start, end in _times(day, opening):
            seats = found.get((start, end), ()) + (opening.counsellor,) * opening.seats
            found[start, end] = seats[:MOST_SEATS]
    return tuple(
        Slot(start, end, seats)
        for (start, end), seats in sorted(found.items(), key=lambda item: item[0])
    )


def _times(day: date, opening: Opening) -> Iterator[tuple[datetime, datetime]]:
    midnight = datetime.combine(day, time(), HOME_ZONE)
    length = max(opening.minutes, SHORTEST)
    for begins in range(opening.opens, opening.closes - length + 1, length):
        yield (
            midnight + timedelta(minutes=begins),
            midnight + timedelta(minutes=begins + length),
        )


def free_slots(
    slots: Sequence[Slot], taken: Mapping[datetime, Collection[int]], now: datetime
) -> tuple[Slot, ...]:
    """Those slots that begin late enough and have a seat; `taken`: seat numbers by start."""
    return tuple(
        slot
        for slot in slots
        if slot.start >= now + NOTICE and slot.free(taken.get(slot.start, ()))
    )


def days_ahead(now: datetime) -> tuple[date, ...]:
    """The local days that can be booked at `now`."""
    today = now.astimezone(HOME_ZONE).date()
    return tuple(today + timedelta(days=n) for n in range(HORIZON))
