"""Cases for tests: enrolled through the scripts, or put straight into the store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select

from flows.aftercare import alerts, cases
from flows.aftercare.cases import Status
from flows.aftercare.tables import CaseRow
from flows.reach import tasks
from flows.reach.tables import TaskRow
from store.engine import Store
from tests.support.reaching import AT
from tests.support.walking import ENROL, Walker

HIDES = [*ENROL[:4], "no", *ENROL[5:]]
"""Enrolling like ENROL, without showing one's answers."""


async def enrolled(
    store: Store,
    nickname: str = "Sóng",
    supporter: str | None = "lan",
    answers: Sequence[str] = tuple(ENROL),
    address: str | None = "4711",
) -> tuple[Walker, str]:
    """Somebody who enrolled in a talk of their own, and the code of their case."""
    walker = Walker(store, address=address, talk=f"talk-{nickname}")
    await walker.enrol([nickname, *answers[1:]], supporter=supporter)
    async with store.transaction() as session:
        found = await session.scalar(select(CaseRow.code).where(CaseRow.nickname == nickname))
    assert found
    return walker, found


async def a_case(
    store: Store, nickname: str = "Sóng", supporter: str | None = "lan", **facts: object
) -> int:
    """A case without anybody behind it; its number."""
    values = {
        "code": None,
        "status": Status.ACTIVE,
        "on_treatment": False,
        "weekday": 0,
        "hour": 19,
        "midweek": False,
        "started_on": date(2026, 11, 1),
        "next_on": date(2026, 11, 30),
        **facts,
    }
    async with store.transaction() as session:
        values["code"] = await cases.free_code(session, Random(nickname))
        row = CaseRow(nickname=nickname, supporter=supporter, **values)
        session.add(row)
        await session.flush()
        return row.id


async def an_alert(
    store: Store, case: int, level: str = "red", at: datetime = AT, reasons: Sequence[str] = ()
) -> int:
    """An open alert of a case; its number."""
    async with store.transaction() as session:
        row = await session.get_one(CaseRow, case)
        key = f"{level}{at}"
        await alerts.call(session, row, level=level, key=key, now=at, reasons=reasons)
        found = await tasks.open_about(session, cases.subject(case))
        return next(task.id for task in found if task.key == key)


async def a_task(
    store: Store, subject: str, kind: str = "missed", holder: str = "staff:lan", hours: float = 24
) -> int:
    """An open task; its number."""
    async with store.transaction() as session:
        made = await tasks.open_task(
            session,
            subject=subject,
            kind=kind,
            key=f"{kind}{hours}",
            holder=holder,
            due=AT + timedelta(hours=hours),
            now=AT,
        )
    assert made
    return made


async def task(store: Store, number: int) -> TaskRow:
    async with store.transaction() as session:
        return await session.get_one(TaskRow, number)


async def case_row(store: Store, code: str) -> CaseRow | None:
    async with store.transaction() as session:
        found: CaseRow | None = await session.scalar(select(CaseRow).where(CaseRow.code == code))
        return found
