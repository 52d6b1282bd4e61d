"""A year of many people with an injected clock, crashes, outages and refusals: it all balances."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from content.home import HOME_ZONE
from flows.aftercare.plan import DUE, MIDWEEK, MISSED, REMINDER
from flows.aftercare.rhythm import local_day
from flows.aftercare.tables import CaseRow, CheckinRow, EventRow, MessageRow
from flows.reach.port import Outcome, State
from flows.reach.runner import Runner
from flows.reach.tables import AttemptRow, NotificationRow, TaskRow
from flows.registry import kinds
from store.engine import Store
from tests.support.reaching import AT, KEYS
from tests.support.year import KilledError, Year, roster

CASES = int(os.environ.get("YEAR_CASES", "500"))
"""People of the year; fewer for a quick look while something is being changed."""

DAYS = 410
EVENING, NOON, NIGHT = 20, 12, 22
NOON_EVERY, NIGHT_EVERY = 10, 14
"""The runner looks each evening, and what fell due since goes out together; every few days at noon
too, and now and then at night, when nothing may go out."""

CHANGES_EVERY = 3

LAST_DAYS = 40
"""At the end nobody begins anything new, so that what is under way can end."""

OUTAGE_EVERY = 45
"""Now and then nothing runs for longer than an announcement holds."""

ENDS = set(State) - {State.WAITING, State.SENDING, State.PARKED}


@pytest.mark.timeout(1800)
async def test_a_year_of_check_ins_loses_nothing_and_says_nothing_twice(store: Store):
    year = Year(store, CASES)
    await year.enrol_all()
    runner = Runner(store, KEYS, year, kinds(roster))
    for day in range(DAYS):
        if day < DAYS - LAST_DAYS and day % CHANGES_EVERY == 0:
            await year.change_minds()
        for hour in hours_of(day):
            year.now = AT.astimezone(HOME_ZONE).replace(hour=hour) + timedelta(days=day)
            await year.answer_due()
            if day % OUTAGE_EVERY == OUTAGE_EVERY - 1:
                continue
            try:
                await runner.tick(year.now)
            except KilledError:
                runner = Runner(store, KEYS, year, kinds(roster))
    async with store.transaction() as session:
        await check_every_end(session)
        await check_the_attempts(session, year)
        await check_the_people(session, year)


def hours_of(day: int) -> list[int]:
    """When the runner looks on a day, by the clock of the people."""
    noon = [NOON] if day % NOON_EVERY == 0 else []
    night = [NIGHT] if day % NIGHT_EVERY == 0 else []
    return [*noon, EVENING, *night]


async def grouped(session: AsyncSession, *columns: ColumnElement[Any]) -> Sequence[Row[Any]]:
    found = await session.execute(select(*columns, func.count()).group_by(*columns))
    return found.all()


async def check_every_end(session: AsyncSession) -> None:
    """Every notification ends in exactly one final state, and each of them occurs."""
    ends = Counter[str]()
    kinds_seen = set()
    for kind, state, count in await grouped(session, NotificationRow.kind, NotificationRow.state):
        ends[state] += count
        kinds_seen.add(kind)
    assert set(ends) == ENDS, "a state that is not final, or one that never occurred"
    assert kinds_seen >= {DUE, REMINDER, MISSED, MIDWEEK, "message", "resume", "alert_rung"}
    unsettled = select(func.count()).where(
        NotificationRow.settled_at.is_(None), NotificationRow.state != State.WITHDRAWN
    )
    assert await session.scalar(unsettled) == 0


async def check_the_attempts(session: AsyncSession, year: Year) -> None:
    """What was tried is what was meant and what was said, no more and no less."""
    pairs: Counter[tuple[str, str]] = Counter()
    by_row: dict[int, list[str]] = {}
    found = await session.execute(
        select(NotificationRow.id, NotificationRow.state, AttemptRow.outcome).join(
            AttemptRow, AttemptRow.notification == NotificationRow.id
        )
    )
    for number, state, outcome in found:
        pairs[state, outcome] += 1
        by_row.setdefault(number, []).append(outcome)
    tries = await session.execute(select(NotificationRow.id, NotificationRow.tries))
    assert all(len(by_row.get(number, ())) == count for number, count in tries)
    ended = {outcome: count for (_, outcome), count in pairs.items() if outcome != Outcome.LATER}
    allowed = {
        (State.SENT, Outcome.SENT),
        (State.SHELVED, Outcome.SHELVED),
        (State.UNKNOWN, Outcome.UNKNOWN),
        (State.UNSENT, Outcome.REFUSED),
    }
    assert {pair for pair in pairs if pair[1] != Outcome.LATER} == allowed
    for state, outcome in allowed - {(State.UNSENT, Outcome.REFUSED)}:
        rows = select(func.count()).where(NotificationRow.state == state)
        assert await session.scalar(rows) == ended[outcome], f"{state} without its attempt"
    said = sum(year.told.values()) + year.staff_told
    assert ended[Outcome.SENT] <= said <= ended[Outcome.SENT] + ended[Outcome.UNKNOWN]
    assert year.deaths > 0
    assert max(year.told.values()) == 1, "said twice"
    assert year.hours <= set(range(7, 21)), "said at night"


async def check_the_people(session: AsyncSession, year: Year) -> None:
    """Nobody is forgotten: each week is answered, or missed and somebody's task."""
    going_on = select(func.count()).where(CaseRow.next_on.is_not(None))
    rows = list(await session.scalars(select(CheckinRow)))
    kinds_of_task = Counter(await session.scalars(select(TaskRow.kind)))
    ended = await session.scalar(select(func.count()).where(CaseRow.status == "ended"))
    assert ended
    forgotten = await session.scalar(going_on.where(CaseRow.id.not_in(year.left)))
    assert forgotten == 0, "somebody was forgotten"
    per_case = Counter(row.case for row in rows)
    assert min(per_case[case] for case in range(1, CASES + 1) if case not in year.left) >= 20
    missed = sum(row.missed for row in rows)
    late = sum(row.done_at is not None and local_day(row.done_at) > row.on for row in rows)
    assert len(rows) - missed > late > 0 < missed
    amber = await session.scalar(
        select(func.count()).where(TaskRow.kind == "alert", TaskRow.key.startswith("missed:"))
    )
    assert kinds_of_task["missed"] + (amber or 0) >= missed, "a missed check-in without a task"
    assert CASES - len(year.left) <= kinds_of_task["year_over"] <= CASES
    assert kinds_of_task["parked"] == 0
    climbed = await session.scalar(select(func.count()).where(EventRow.kind == "climbed"))
    assert climbed, "no alert climbed"
    by_state: Counter[str] = Counter()
    climbs = NotificationRow.kind.startswith("staff_alert")
    for kind_is_climb, state, count in await grouped(session, climbs, NotificationRow.state):
        by_state[state] += count if kind_is_climb else 0
    sent = by_state[State.SENT]
    assert 0 < sent <= year.staff_told <= sent + by_state[State.UNKNOWN]
    written = await session.scalar(select(func.count()).select_from(MessageRow))
    meant = await session.scalar(select(func.count()).where(NotificationRow.kind == "message"))
    assert written == meant
