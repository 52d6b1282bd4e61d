"""A year of many cases with an injected clock, crashes and refusals: the ledger balances."""

from __future__ import annotations

import os
from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from content.home import HOME_ZONE
from flows.aftercare import KINDS, plan
from flows.aftercare.cases import subject
from flows.aftercare.consent import VERSION, Purpose
from flows.aftercare.plan import DUE, MISSED, REMINDER
from flows.aftercare.rhythm import local_day
from flows.aftercare.rules import rhythm_rules
from flows.aftercare.tables import CaseRow, CheckinRow, ConsentRow
from flows.reach.contacts import place
from flows.reach.port import Address, Outcome, Saying, State
from flows.reach.runner import Runner
from flows.reach.tables import AttemptRow, ContactRow, NotificationRow, TaskRow
from store.engine import Store
from tests.support.reaching import AT, KEYS, next_moment

CASES = int(os.environ.get("YEAR_CASES", "40"))
"""How many people; 500 take some minutes, as every step is a real transaction."""

YEAR = timedelta(days=400)
STEP = timedelta(hours=6)
"""The shortest time between two ticks here."""

ANSWERS = 0.75
"""The chance that somebody answers what they are sent."""


class KilledError(BaseException):
    """The process dies here."""


class World:
    """The channel and the people behind it: who was told what when, and who answers."""

    def __init__(self) -> None:
        self.random = Random(20261122)
        self.now = AT
        self.told: Counter[tuple[str, str, str]] = Counter()
        self.answering: list[int] = []
        self.hours: set[int] = set()
        self.deaths = 0

    async def send(self, to: Address, saying: Saying) -> Outcome:
        dice = self.random.random()
        if dice < 0.01:
            return Outcome.LATER
        self.hours.add(self.now.astimezone(HOME_ZONE).hour)
        self.told[to.address, saying.text.message, local_day(self.now).isoformat()] += 1
        if dice < 0.011:
            self.deaths += 1
            raise KilledError
        if dice < 0.015:
            raise ConnectionError
        if self.random.random() < ANSWERS:
            self.answering.append(int(to.address))
        return Outcome.SENT


async def enrol_all(store: Store, random: Random) -> None:
    hours = rhythm_rules().hours
    async with store.transaction() as session:
        for number in range(1, CASES + 1):
            session.add(
                CaseRow(
                    id=number,
                    code=f"demo-{number}",
                    nickname="demo",
                    status="active",
                    supporter="demo",
                    on_treatment=False,
                    weekday=random.randrange(7),
                    hour=random.choice(hours),
                    midweek=False,
                    started_on=local_day(AT),
                )
            )
            name = subject(number)
            mark = KEYS.index(str(number), place("telegram"))
            address = KEYS.seal(str(number), place("telegram"))
            session.add(
                ContactRow(
                    owner=name,
                    channel="telegram",
                    address=address,
                    mark=mark,
                    language="vi",
                    reachable=True,
                    heard_at=AT,
                )
            )
        await session.flush()
        for number in range(1, CASES + 1):
            for purpose in (Purpose.CHECKINS, Purpose.REMINDERS):
                session.add(ConsentRow(case=number, purpose=purpose, version=VERSION, given_at=AT))
    async with store.transaction() as session:
        for case in list(await session.scalars(select(CaseRow))):
            await plan.plan(session, case, AT)


async def answer_all(store: Store, world: World) -> None:
    """Those who answer have their check-in kept and the next one planned."""
    async with store.transaction() as session:
        found = await session.scalars(select(CaseRow).where(CaseRow.id.in_(world.answering)))
        for case in found.all():
            if case.next_on is None or case.next_on > local_day(world.now):
                continue
            session.add(
                CheckinRow(
                    case=case.id,
                    key=case.next_on.isoformat(),
                    on=case.next_on,
                    done_at=world.now,
                    missed=False,
                    reasons=[],
                )
            )
            await plan.plan(session, case, world.now)
    world.answering.clear()


@pytest.mark.timeout(1800)
async def test_a_year_of_check_ins_loses_nothing_and_says_nothing_twice(store: Store):
    world = World()
    await enrol_all(store, world.random)
    runner = Runner(store, KEYS, world, KINDS)
    while (at := await next_moment(store)) is not None and at < AT + YEAR:
        world.now = max(at, world.now + STEP)
        try:
            await runner.tick(world.now)
        except KilledError:
            runner = Runner(store, KEYS, world, KINDS)
        if world.answering:
            await answer_all(store, world)
    await runner.tick(world.now + timedelta(hours=1))
    await check_the_ledger(store, world)


async def counts(session: AsyncSession, column: InstrumentedAttribute[str]) -> Counter[str]:
    rows = await session.execute(select(column, func.count()).group_by(column))
    return Counter({name: count for name, count in rows})  # noqa: C416 - rows are not pairs


async def check_the_ledger(store: Store, world: World) -> None:
    async with store.transaction() as session:
        ends = await counts(session, NotificationRow.state)
        tries = await counts(session, AttemptRow.outcome)
        checkins = list(await session.scalars(select(CheckinRow).order_by(CheckinRow.on)))
        kinds = Counter(await session.scalars(select(TaskRow.kind)))
        open_cases = await session.scalar(
            select(func.count()).select_from(CaseRow).where(CaseRow.next_on.is_not(None))
        )
    said = sum(world.told.values())
    async with store.transaction() as session:
        parked = list(await session.scalars(select(TaskRow.facts).where(TaskRow.kind == "parked")))
    assert parked == [], parked[:3]
    assert world.deaths > 0
    assert max(world.told.values()) == 1, "said twice"
    assert world.hours <= set(range(7, 21)), "said at night"
    assert set(ends) <= {
        State.LAPSED,
        State.SENT,
        State.UNKNOWN,
        State.DONE,
        State.WITHDRAWN,
        State.EXPIRED,
        State.UNSENT,
    }
    assert ends[State.SENT] == tries[Outcome.SENT]
    assert ends[State.UNKNOWN] == tries[Outcome.UNKNOWN]
    assert tries[Outcome.SENT] <= said <= tries[Outcome.SENT] + tries[Outcome.UNKNOWN]
    assert open_cases == 0, "somebody was forgotten"
    per_case = Counter(row.case for row in checkins)
    assert len(per_case) == CASES
    assert min(per_case.values()) >= 24
    missed = sum(row.missed for row in checkins)
    assert missed > 0
    assert kinds["missed"] + kinds["alert"] == missed, "a missed check-in without a task"
    assert kinds["year_over"] == CASES


def test_the_kinds_of_this_year_are_the_real_ones():
    assert {DUE, REMINDER, MISSED} <= {kind.name for kind in KINDS}
