"""Fill a database with invented work, the same at every run: many rows, of nobody.

Every name says that it is a sample. Add a line to FILLS for another table.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import islice
from random import Random
from types import MappingProxyType
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from admin.audit import BEFORE_THE_FIRST, hash_of
from admin.audit_actions import Action
from admin.tables import AuditRow
from benchmarks.lists import talks, words
from benchmarks.lists.rows import NOW, STAFF, Rows, put
from benchmarks.options import SEED
from flows import codes
from flows.aftercare.cases import CODE_LENGTH, Status
from flows.aftercare.tables import CaseRow, CheckinRow
from flows.booking import telling
from flows.booking.directory import Place, add_place
from flows.booking.hours import add_rule
from flows.booking.seats import State, new_token
from flows.booking.services import Service
from flows.booking.slots import Opening, Rule, slots_on
from flows.booking.tables import BookingRow
from flows.reach import port
from flows.reach.tables import NotificationRow, TaskRow
from store.engine import Store, keyring_of

PLACES = 500
BUSY_PLACES = 50
"""Places that have bookings; the others stand in the directory alone."""

BOOKINGS = 100_000
DAYS_BACK, DAYS_AHEAD = 90, 28
NOTIFICATIONS = 50_000
CASES = 5_000
CHECKINS_A_CASE = 8
TASKS = 1_000
AUDIT_ENTRIES = 20_000

MORNING = Opening(8 * 60, 11 * 60, 30, 2)
AFTERNOON = Opening(13 * 60 + 30, 16 * 60 + 30, 15, 2)
RULES: Mapping[Service, tuple[Rule, ...]] = MappingProxyType(
    {
        Service.COUNSELLING: tuple(Rule(day, MORNING) for day in range(7)),
        Service.BLOOD_TEST: tuple(Rule(day, AFTERNOON) for day in range(7)),
    }
)
PROVINCES = ("Lâm Đồng", "Quảng Ngãi", "Lai Châu", "Hải Phòng", "Ninh Bình")


@dataclass(frozen=True)
class Fill:
    """One kind of rows. `put` writes `count` of them in the session's transaction."""

    name: str
    count: int
    put: Callable[[AsyncSession, Random, int], Awaitable[None]]


async def fill(store: Store) -> dict[str, int]:
    """Put every kind in, in order; returns how many of each."""
    for one in FILLS:
        async with store.transaction() as session:
            await one.put(session, Random(f"{SEED} {one.name}"), one.count)
    return {one.name: one.count for one in FILLS}


async def _places(session: AsyncSession, _: Random, count: int) -> None:
    for number in range(1, count + 1):
        place = Place(
            name=f"Nơi mẫu {number}",
            province=PROVINCES[number % len(PROVINCES)],
            commune=f"Xã mẫu {number % 40}",
            address=f"Địa chỉ mẫu số {number}",
            services=tuple(RULES),
        )
        row = await add_place(session, place, demo=True)
        if number <= BUSY_PLACES:
            for service, rules in RULES.items():
                for rule in rules:
                    await add_rule(session, row.id, service, rule)


async def _bookings(session: AsyncSession, random: Random, count: int) -> None:
    await put(session, BookingRow, islice(_all_bookings(random, count), count))


def _all_bookings(random: Random, count: int) -> Rows:
    days = [NOW.date() + timedelta(days=n) for n in range(-DAYS_BACK, DAYS_AHEAD)]
    seats = [
        (service, slot, seat)
        for day in days
        for service, rules in RULES.items()
        for slot in slots_on(day, rules, (), lambda _: False)
        for seat in slot.free(())
    ]
    each = -(-count // BUSY_PLACES)
    ended = [State.DONE, State.DONE, State.ARRIVED, State.REFERRED, State.MISSED]
    for place in range(1, BUSY_PLACES + 1):
        for service, slot, seat in random.sample(seats, each):
            gone = random.random() < 0.1
            state = random.choice(ended) if slot.start < NOW else State.BOOKED
            yield {
                "place": place,
                "service": service,
                "start": slot.start,
                "end": slot.end,
                "seat": None if gone else seat,
                "state": State.CANCELLED if gone else state,
                "token": new_token(random),
                "mark": f"{random.getrandbits(256):064x}",
                "tail": codes.make(random)[-2:],
                "made_at": slot.start - timedelta(days=3),
                "version": 2,
            }


async def _notifications(session: AsyncSession, random: Random, count: int) -> None:
    await put(session, NotificationRow, (_notification(random, n) for n in range(count)))


def _notification(random: Random, number: int) -> dict[str, Any]:
    due = NOW + timedelta(minutes=random.randint(-DAYS_BACK * 1440, DAYS_AHEAD * 1440))
    subject = f"{telling.SORT}:{number:032x}"
    return {
        "subject": subject,
        "kind": random.choice((telling.TOMORROW, telling.SOON, telling.FORGET)),
        "key": due.isoformat(),
        "tell_to": subject,
        "data": {},
        "due": due,
        "state": port.State.SENT if due < NOW else port.State.WAITING,
        "ready_at": due,
        "tries": 1 if due < NOW else 0,
    }


async def _cases(session: AsyncSession, random: Random, count: int) -> None:
    await put(session, CaseRow, (_case(random, number) for number in range(1, count + 1)))
    checkins = (
        _checkin(random, number, week)
        for number in range(1, count + 1)
        for week in range(CHECKINS_A_CASE)
    )
    await put(session, CheckinRow, checkins)


def case_code(number: int) -> str:
    """The code of a case."""
    return _case_codes()[number - 1]


@cache
def _case_codes() -> tuple[str, ...]:
    random, made = Random(SEED), dict[str, None]()
    while len(made) < CASES:
        made[codes.make(random, CODE_LENGTH)] = None
    return tuple(made)


def _case(random: Random, number: int) -> dict[str, Any]:
    started = NOW.date() - timedelta(days=random.randint(1, 400))
    return {
        "id": number,
        "code": case_code(number),
        "nickname": f"Mẫu {number}",
        "status": random.choice((*[Status.ACTIVE] * 6, Status.PAUSED, Status.ENDED)),
        "supporter": random.choice(STAFF),
        "on_treatment": False,
        "weekday": number % 7,
        "hour": 19,
        "midweek": False,
        "started_on": started,
        "next_on": NOW.date() + timedelta(days=number % 7),
    }


def _checkin(random: Random, case: int, week: int) -> dict[str, Any]:
    day = NOW.date() - timedelta(days=7 * week + case % 7)
    missed = random.random() < 0.15
    return {
        "case": case,
        "key": f"{day}",
        "on": day,
        "done_at": None if missed else NOW - timedelta(days=7 * week),
        "missed": missed,
        "level": None if missed else random.choice(("green", "green", "green", "amber", "red")),
        "reasons": [],
    }


async def _tasks(session: AsyncSession, random: Random, count: int) -> None:
    await put(session, TaskRow, (_task(random, number) for number in range(1, count + 1)))


def _task(random: Random, number: int) -> dict[str, Any]:
    due = NOW + timedelta(minutes=random.randint(-2880, 2880))
    return {
        "subject": f"case:{random.randint(1, CASES)}",
        "kind": random.choice(("red", "amber", "missed")),
        "key": f"{number}",
        "holder": f"staff:{random.choice(STAFF)}",
        "rung": 0,
        "facts": {},
        "made_at": due - timedelta(hours=4),
        "due": due,
    }


async def _audit(session: AsyncSession, random: Random, count: int) -> None:
    keyring, previous = keyring_of(session), BEFORE_THE_FIRST
    rows = []
    for number in range(1, count + 1):
        entry: dict[str, Any] = {
            "id": number,
            "at": NOW - timedelta(minutes=count - number),
            "staff": None,
            "staff_name": random.choice(STAFF),
            "action": random.choice(list(Action)),
            "subject_kind": "booking",
            "subject_id": str(random.randint(1, BOOKINGS)),
            "details": {},
            "previous": previous,
        }
        previous = entry["hash"] = hash_of(keyring, entry)
        rows.append(entry)
    await put(session, AuditRow, rows)


FILLS = (
    Fill("audit entries", AUDIT_ENTRIES, _audit),
    Fill("places", PLACES, _places),
    Fill("bookings", BOOKINGS, _bookings),
    Fill("notifications", NOTIFICATIONS, _notifications),
    Fill("cases", CASES, _cases),
    Fill("tasks", TASKS, _tasks),
    Fill("talks", talks.TALKS, talks.put_talks),
    Fill("calls", talks.CALLS, talks.put_calls),
    Fill("examples", words.EXAMPLES, words.put_examples),
    Fill("unanswered questions", words.QUESTIONS, words.put_questions),
)
"""What the database holds. The audit comes first: whatever is done later adds to its chain."""
