"""A year of many people in aftercare: who answers, who does not, who leaves, and a flaky channel.

Everything is drawn from one seeded Random; time only moves where the test moves it.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from content.home import HOME_ZONE
from flows.aftercare import cases as people
from flows.aftercare import consent, messages, plan
from flows.aftercare.cases import OPEN, PERSON, Status, subject
from flows.aftercare.checkins import save_checkin
from flows.aftercare.consent import VERSION, Purpose
from flows.aftercare.rhythm import local_day
from flows.aftercare.rules import rhythm_rules
from flows.aftercare.tables import CaseRow, CheckinRow, ConsentRow
from flows.engine import World
from flows.reach.contacts import place
from flows.reach.port import Address, Outcome, Saying
from flows.reach.tables import ContactRow, TaskRow
from store.engine import Store
from store.insert import insert_all
from tests.support.reaching import AT, KEYS

SEED = 20261122

CHANNELS = ("telegram",) * 8 + ("web", "messenger")
REAL = 50
"""Every so many-th person answers through the effect of the talk itself, alerts and all."""

ON_DUTY = {"lead": ("mai",), "counsellor": ("tu", "an")}
LINKED = ("mai", "tu")
"""Staff who are told in a talk of theirs."""

BLOCKING = ("1", "2", "3", "4")
BLOCKED_AFTER = timedelta(days=200)
"""People who block the service some months on, those of them whose channel can write to them."""

STAFF_TALKS = {f"staff-{name}" for name in LINKED}


class KilledError(BaseException):
    """The process dies here."""


async def roster(_: AsyncSession, role: str) -> Sequence[str]:
    return ON_DUTY.get(role, ())


@dataclass
class Year:
    """The channel and the people behind it. `now` is moved by the test."""

    store: Store
    count: int
    random: Random = field(default_factory=lambda: Random(SEED))
    now: datetime = AT
    told: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    staff_told: int = 0
    hours: set[int] = field(default_factory=set)
    deaths: int = 0
    coming: list[tuple[datetime, int]] = field(default_factory=list)
    left: set[int] = field(default_factory=set)
    """Who ended their case or took back that they are asked."""

    async def send(self, to: Address, saying: Saying) -> Outcome:
        """Tell somebody, as a channel does: mostly it works."""
        random = self._drawn(to.address, saying.text.message)
        dice = random.random()
        if dice < 0.01:
            return Outcome.LATER
        if to.channel == "web":
            return Outcome.SHELVED
        if to.address in BLOCKING and self.now > AT + BLOCKED_AFTER:
            return Outcome.REFUSED
        if to.address in STAFF_TALKS:
            self.staff_told += 1
            return Outcome.SENT
        self.told[to.address, saying.text.message, local_day(self.now).isoformat()] += 1
        self.hours.add(self.now.astimezone(HOME_ZONE).hour)
        if dice < 0.0113:
            self.deaths += 1
            raise KilledError
        if dice < 0.014:
            raise ConnectionError
        self._decide(int(to.address), random)
        return Outcome.SENT

    def _drawn(self, *about: str) -> Random:
        """Chance that is the same whatever order a database gives its rows in."""
        return Random(f"{SEED} {self.now} {about}")

    def _decide(self, case: int, random: Random) -> None:
        """Answer soon, or days later, or not at all."""
        dice = random.random()
        if dice < 0.65:
            self._will_answer(case, timedelta(minutes=10))
        elif dice < 0.8:
            self._will_answer(case, timedelta(hours=random.randrange(20, 80)))

    def _will_answer(self, case: int, wait: timedelta) -> None:
        heapq.heappush(self.coming, (self.now + wait, case))

    async def enrol_all(self) -> None:
        """Everybody begins on the same day; they choose different days and hours."""
        hours = rhythm_rules().hours
        numbers = range(1, self.count + 1)
        async with self.store.transaction() as session:
            for number in numbers:
                session.add(
                    CaseRow(
                        id=number,
                        code=f"demo-{number}",
                        nickname="demo",
                        status=Status.ACTIVE,
                        supporter="demo" if number % 5 else None,
                        on_treatment=False,
                        weekday=self.random.randrange(7),
                        hour=self.random.choice(hours),
                        midweek=number % 2 == 0,
                        started_on=local_day(AT),
                    )
                )
                channel = self.random.choice(CHANNELS)
                session.add(_contact(subject(number), channel, str(number)))
            session.add_all(_contact(f"staff:{n}", "telegram", f"staff-{n}") for n in LINKED)
            await insert_all(
                session,
                ConsentRow,
                [
                    {"case": number, "purpose": purpose, "version": VERSION, "given_at": AT}
                    for number in numbers
                    for purpose in Purpose
                ],
            )
        async with self.store.transaction() as session:
            await plan.plan_all(session, list(await session.scalars(select(CaseRow))), AT)

    async def answer_due(self) -> None:
        """Those whose moment has come do their check-in."""
        answering: set[int] = set()
        while self.coming and self.coming[0][0] <= self.now:
            answering.add(heapq.heappop(self.coming)[1])
        for case in sorted(answering):
            if case % REAL == 0:
                await self._answer_truly(case)
        await self._answer([case for case in answering if case % REAL])

    async def _answer(self, answering: Sequence[int]) -> None:
        """Keep their check-ins at once and plan the next."""
        if not answering:
            return
        today = local_day(self.now)
        async with self.store.transaction() as session:
            found = await session.scalars(
                select(CaseRow).where(
                    CaseRow.id.in_(answering),
                    CaseRow.status == Status.ACTIVE,
                    CaseRow.next_on <= today,
                )
            )
            rows = found.all()
            await insert_all(
                session,
                CheckinRow,
                [
                    {
                        "case": case.id,
                        "key": str(case.next_on),
                        "on_day": case.next_on,
                        "done_at": self.now,
                        "missed": False,
                        "reasons": [],
                    }
                    for case in rows
                ],
            )
            await plan.plan_all(session, rows, self.now)

    async def _answer_truly(self, case: int) -> None:
        """Answer through the talk's effect, now and then with something that calls somebody."""
        async with self.store.transaction() as session:
            row = await session.get_one(CaseRow, case)
            channel = await session.scalar(
                select(ContactRow.channel).where(ContactRow.owner == subject(case))
            )
            if row.status not in OPEN or row.next_on is None or case in self.left:
                return
            key = row.next_on.isoformat()
        dice = self.random.random()
        answers = {
            "craving": 9 if dice < 0.1 else 2,
            "confidence": 8,
            "safety": "passing" if dice < 0.02 else "no",
            "person": "today" if 0.02 < dice < 0.06 else "no",
        }
        world = World(
            self.store, KEYS, self.now, self.random, "t", str(channel), str(case), "vi", "d"
        )
        await save_checkin(world, {"key": key, "answers": answers})

    async def change_minds(self) -> None:
        """What changes in some days: messages, pauses, a yes taken back, leaving; staff look."""
        async with self.store.transaction() as session:
            for _ in range(max(2, self.count // 120)):
                case = self.random.randrange(1, self.count + 1)
                row = await session.get_one(CaseRow, case, with_for_update=True)
                if row.status == Status.ACTIVE and case not in self.left:
                    await self._change(session, row)
            opened = await session.execute(
                select(TaskRow.id, TaskRow.subject, TaskRow.kind, TaskRow.key).where(
                    TaskRow.seen_at.is_(None)
                )
            )
            seen = [task for task, *name in opened if self._drawn(*name).random() < 0.6]
            await session.execute(
                update(TaskRow).where(TaskRow.id.in_(seen)).values(seen_at=self.now, seen_by="demo")
            )

    async def _change(self, session: AsyncSession, row: CaseRow) -> None:
        dice = self.random.random()
        if dice < 0.85:
            once = f"{row.id}:{local_day(self.now)}"
            agreed = await consent.given(session, row.id)
            if Purpose.MESSAGES in agreed:
                await messages.from_staff(
                    session, KEYS, row, staff="demo", text="demo", once=once, now=self.now
                )
        elif dice < 0.93:
            until = local_day(self.now) + timedelta(days=self.random.choice((7, 14, 28)))
            await plan.pause(session, row, until, PERSON, self.now)
        elif dice < 0.97:
            purpose = self.random.choice((Purpose.REMINDERS, Purpose.CHECKINS))
            await consent.withdraw(session, row.id, purpose, self.now)
            await plan.renew(session, row, self.now)
            if purpose is Purpose.CHECKINS:
                self.left.add(row.id)
        elif dice < 0.99:
            await people.close(session, row, Status.ENDED, PERSON, self.now)
            self.left.add(row.id)


def _contact(owner: str, channel: str, address: str) -> ContactRow:
    values: dict[str, Any] = {
        "owner": owner,
        "channel": channel,
        "address": KEYS.seal(address, place(channel)),
        "mark": KEYS.index(address, place(channel)),
    }
    return ContactRow(**values, language="vi", reachable=True, heard_at=AT)
