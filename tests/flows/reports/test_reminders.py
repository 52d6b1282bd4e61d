"""Staff hear of a report before its day, once, and no more when it is final."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from flows.reach import tasks
from flows.reach.runner import Runner
from flows.reports import reminders
from flows.reports.keeping import Number
from flows.reports.reminders import Due, due_reports
from store.engine import Store
from tests.flows.reports.writing import HALF, begun, entered, finished
from tests.support.reaching import KEYS, FakeSender, states

MAY = datetime(2026, 5, 1, 2, tzinfo=UTC)
SITE = "binh-thuan"


async def tick(store: Store, now: datetime) -> None:
    await Runner(store, KEYS, FakeSender(), reminders.KINDS).tick(now)


async def started(store: Store, now: datetime = MAY, site: str = SITE) -> None:
    async with store.transaction() as session:
        await reminders.begin(session, site, now)


async def due(store: Store, today: date) -> list[Due]:
    async with store.transaction() as session:
        return list(await due_reports(session, SITE, today))


async def test_a_task_comes_two_weeks_before_the_day_and_goes_with_the_final_report(store: Store):
    await started(store)
    await started(store)
    await tick(store, datetime(2026, 5, 22, 0, 59, tzinfo=UTC))
    async with store.transaction() as session:
        assert await tasks.open_tasks(session) == []
    await tick(store, datetime(2026, 5, 22, 1, tzinfo=UTC))
    await tick(store, datetime(2026, 5, 23, 1, tzinfo=UTC))
    async with store.transaction() as session:
        (task,) = await tasks.open_tasks(session, ["role:analyst"])
    assert (task.subject, task.kind) == (HALF.subject, "report_due")
    assert task.due == datetime(2026, 6, 4, 17, tzinfo=UTC)
    await begun(store)
    await finished(store)
    async with store.transaction() as session:
        assert await tasks.open_tasks(session) == []


async def test_a_final_report_is_not_reminded_of(sqlite_store: Store):
    await started(sqlite_store)
    await begun(sqlite_store)
    await finished(sqlite_store)
    await tick(sqlite_store, datetime(2026, 5, 23, 1, tzinfo=UTC))
    async with sqlite_store.transaction() as session:
        assert await tasks.open_tasks(session) == []


async def test_after_one_reminder_the_next_year_is_meant(sqlite_store: Store):
    await started(sqlite_store)
    await tick(sqlite_store, datetime(2026, 11, 22, 1, tzinfo=UTC))
    keys = {key for _, key, state in await states(sqlite_store) if state == "waiting"}
    assert keys == {"2027-06-05", "2027-12-05"}


@pytest.mark.parametrize("site", ["lai-chau", "ha-nam", "hai-phong-kien-an"])
async def test_a_plan_that_prints_no_day_gives_no_reminder(sqlite_store: Store, site: str):
    await started(sqlite_store, site=site)
    assert await states(sqlite_store) == []


async def test_what_is_due_is_told_with_how_much_is_missing(store: Store):
    day = date(2026, 6, 5)
    assert await due(store, day - timedelta(days=31)) == []
    (first,) = await due(store, day - timedelta(days=30))
    assert (first.term, first.before, first.days, first.is_begun) == (HALF, day, 30, False)
    await begun(store)
    await entered(store, "models", Number(2))
    (late,) = await due(store, day + timedelta(days=2))
    assert (late.days, late.is_begun, late.asked - late.missing) == (-2, True, 1)
    await finished(store)
    assert await due(store, day) == []
