"""What staff do with a case, and what they may read of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flows.aftercare import cases, casework, consent, messages, notes, record
from flows.aftercare.cases import Status
from flows.aftercare.casework import CaseOutcome, CaseworkError, Regime, Todo
from flows.aftercare.consent import Purpose
from flows.aftercare.rhythm import local_day
from flows.aftercare.tables import CaseRow
from flows.reach import tasks
from flows.reach.tables import TaskRow
from flows.reach.tasks import TaskOutcome
from store.engine import Store
from tests.support.caring import HIDES, a_case, a_task, an_alert, enrolled, task
from tests.support.reaching import AT, KEYS

GOOD_WEEK = ["light", 2, 8, "0", "0", "0", "no", "no"]
"""The first check-in holds the mood questions."""

HARD_WEEK = ["hard", 8, 3, "4-7", "4-7", "0", "no", "week"]
DAY = timedelta(days=1)


async def events(store: Store, case: int) -> list[tuple[str, dict[str, object]]]:
    async with store.transaction() as session:
        return [(one.kind, dict(one.facts)) for one in await record.timeline(session, case)][::-1]


async def test_an_outcome_closes_a_task_and_stands_in_the_timeline(store: Store) -> None:
    case = await a_case(store)
    number = await an_alert(store, case)
    async with store.transaction() as session:
        row = await session.get_one(CaseRow, case)
        await casework.handle(session, row, number, "lan", TaskOutcome.REACHED_WELL, AT)
    closed = await task(store, number)
    assert (closed.outcome, closed.closed_by) == ("reached_well", "lan")
    facts = {"task": "alert", "outcome": "reached_well", "level": "red"}
    assert (await events(store, case))[-1] == ("handled", facts)


async def test_a_task_is_closed_once_and_only_in_its_own_case(store: Store) -> None:
    case, other = await a_case(store), await a_case(store, "Mây")
    number = await an_alert(store, case)
    async with store.transaction() as session:
        wrong, right = await session.get_one(CaseRow, other), await session.get_one(CaseRow, case)
        with pytest.raises(CaseworkError):
            await casework.handle(session, wrong, number, "lan", TaskOutcome.DONE, AT)
        await casework.handle(session, right, number, "lan", TaskOutcome.DONE, AT)
        with pytest.raises(CaseworkError):
            await casework.handle(session, right, number, "binh", TaskOutcome.DECLINED, AT)
    assert (await task(store, number)).outcome == "done"


@pytest.mark.parametrize(("level", "hours"), [("red", 4), ("amber", 72)])
async def test_an_alert_whose_person_was_not_reached_asks_to_try_again_in_its_own_time(
    store: Store, level: str, hours: int
) -> None:
    case = await a_case(store)
    number = await an_alert(store, case, level)
    async with store.transaction() as session:
        row = await session.get_one(CaseRow, case)
        await casework.handle(session, row, number, "lan", TaskOutcome.NOT_REACHED, AT)
        left = await tasks.open_about(session, cases.subject(case))
    assert [(one.facts["what"], one.holder, one.due) for one in left] == [
        ("again", "staff:lan", AT + timedelta(hours=hours))
    ]


async def test_a_planned_task_goes_to_the_supporter_once_a_day(store: Store) -> None:
    case = await a_case(store, supporter="binh")
    async with store.transaction() as session:
        row = await session.get_one(CaseRow, case)
        for _ in range(2):
            await casework.plan_task(session, row, Todo.CALL, AT + DAY, "sep", AT)
        left = await tasks.open_about(session, cases.subject(case))
    assert [(one.kind, one.holder) for one in left] == [("todo", "staff:binh")]


@pytest.mark.parametrize("due", [AT, AT - DAY, AT + timedelta(days=366)])
async def test_a_task_is_not_planned_for_the_past_or_after_a_year(
    store: Store, due: object
) -> None:
    case = await a_case(store)
    async with store.transaction() as session:
        row = await session.get_one(CaseRow, case)
        with pytest.raises(CaseworkError):
            await casework.plan_task(session, row, Todo.CALL, due, "lan", AT)  # type: ignore[arg-type]


@pytest.mark.parametrize(("days", "may"), [(0, False), (1, True), (28, True), (29, False)])
async def test_a_pause_is_as_long_as_the_person_themself_may_pause(
    store: Store, days: int, may: bool
) -> None:
    case = await a_case(store)
    async with store.transaction() as session:
        row = await session.get_one(CaseRow, case)
        until = local_day(AT) + timedelta(days=days)
        if may:
            await casework.pause(session, row, until, "lan", AT)
        else:
            with pytest.raises(CaseworkError):
                await casework.pause(session, row, until, "lan", AT)
        assert row.status == (Status.PAUSED if may else Status.ACTIVE)


async def test_going_on_needs_a_pause(store: Store) -> None:
    case = await a_case(store)
    async with store.transaction() as session:
        row = await session.get_one(CaseRow, case)
        with pytest.raises(CaseworkError):
            await casework.resume(session, row, "lan", AT)
        await casework.pause(session, row, local_day(AT) + DAY, "lan", AT)
        await casework.resume(session, row, "lan", AT)
        assert row.status == Status.ACTIVE


async def test_whoever_gets_a_case_gets_its_tasks_and_one_to_be_in_touch(store: Store) -> None:
    case = await a_case(store, supporter="lan")
    number = await an_alert(store, case)
    async with store.transaction() as session:
        row = await session.get_one(CaseRow, case)
        await tasks.see(session, number, "lan", AT)
        await casework.hand_over(session, row, "binh", "sep", AT)
        with pytest.raises(CaseworkError):
            await casework.hand_over(session, row, "binh", "sep", AT)
        left = await tasks.open_about(session, cases.subject(case))
    assert {(one.holder, one.seen_at) for one in left} == {("staff:binh", None)}
    assert {one.facts.get("what") for one in left if one.id != number} == {"handed_over"}


async def test_a_case_does_not_end_over_an_open_alert(store: Store) -> None:
    case = await a_case(store)
    number = await an_alert(store, case)
    waiting = await a_task(store, cases.subject(case))
    async with store.transaction() as session:
        row = await session.get_one(CaseRow, case)
        with pytest.raises(CaseworkError):
            await casework.close(session, row, CaseOutcome.COMPLETED, "lan", AT)
        await casework.handle(session, row, number, "lan", TaskOutcome.REACHED_WELL, AT)
        await casework.close(session, row, CaseOutcome.MOVED_AWAY, "lan", AT)
        assert row.status == Status.MOVED
        assert row.delete_after
        with pytest.raises(CaseworkError):
            await casework.close(session, row, CaseOutcome.COMPLETED, "lan", AT)
    assert (await task(store, waiting)).outcome == "not_needed"
    assert (await events(store, case))[-1] == ("moved", {"outcome": "moved_away"})


async def test_every_outcome_of_a_case_says_where_it_stands_then() -> None:
    assert set(casework.STATUS_AFTER) == set(CaseOutcome)


async def test_two_who_change_a_case_at_once_do_not_overwrite_each_other(store: Store) -> None:
    case = await a_case(store)
    async with store.transaction() as session:
        row = await session.get_one(CaseRow, case)
        casework.begin_change(row, 0)
        await casework.note_regime(
            session, row, Regime.AFTERCARE, on_treatment=True, by="lan", now=AT
        )
        with pytest.raises(CaseworkError):
            casework.begin_change(row, 0)
        casework.begin_change(row, 1)
    async with store.transaction() as session:
        row = await session.get_one(CaseRow, case)
        assert (row.version, row.regime, row.on_treatment) == (2, "aftercare", True)


async def test_notes_are_sealed_and_the_newest_comes_first(store: Store) -> None:
    case, other = await a_case(store), await a_case(store, "Mây")
    async with store.transaction() as session:
        await notes.write(session, KEYS, case, "lan", " Thứ nhất ", AT)
        await notes.write(session, KEYS, case, "binh", "Thứ hai", AT + DAY)
        for text in ("", "  ", "x" * (notes.LONGEST + 1)):
            with pytest.raises(ValueError, match="a note"):
                await notes.write(session, KEYS, case, "lan", text, AT)
        found = await notes.latest(session, KEYS, case)
        assert await notes.latest(session, KEYS, other) == []
    assert [(one.staff, one.text) for one in found] == [("binh", "Thứ hai"), ("lan", "Thứ nhất")]


async def test_deleting_a_case_takes_its_notes_along(store: Store) -> None:
    somebody, code = await enrolled(store)
    async with store.transaction() as session:
        row = await record.find(session, code)
        assert row
        await notes.write(session, KEYS, row.id, "lan", "Một dòng", AT)
    await somebody.walk("forget", sure="yes", answers=["yes"])
    async with store.transaction() as session:
        assert await record.find(session, code) is None


async def test_answers_are_read_where_they_are_shared_and_from_then_on(store: Store) -> None:
    somebody, code = await enrolled(store, answers=HIDES)
    await somebody.walk("checkin", GOOD_WEEK)
    async with store.transaction() as session:
        row = await record.find(session, code)
        assert row
        assert await record.shared(session, KEYS, row.id) is None
        now = AT + DAY
        await consent.give(session, row.id, Purpose.SHARING, now)
        shared = await record.shared(session, KEYS, row.id)
    assert shared
    assert (shared.weeks, shared.last) == ([], None)
    somebody.now = AT + 2 * DAY
    await somebody.walk("checkin", HARD_WEEK)
    async with store.transaction() as session:
        shared = await record.shared(session, KEYS, row.id)
        assert shared
        assert [point["craving"] for point in shared.weeks] == [8]
        assert shared.last
        assert shared.last[1]["confidence"] == 3
        await consent.withdraw(session, row.id, Purpose.SHARING, AT + 3 * DAY)
        assert await record.shared(session, KEYS, row.id) is None


async def test_the_timeline_tells_a_level_only_where_answers_are_shared(store: Store) -> None:
    somebody, code = await enrolled(store)
    await somebody.walk("checkin", GOOD_WEEK)
    async with store.transaction() as session:
        row = await record.find(session, code)
        assert row
    assert ("checkin", {"level": "green"}) in await events(store, row.id)
    async with store.transaction() as session:
        await consent.withdraw(session, row.id, Purpose.SHARING, AT)
    assert ("checkin", {}) in await events(store, row.id)


async def test_reasons_of_an_alert_go_away_with_the_yes_to_sharing_but_not_what_is_always_told(
    store: Store,
) -> None:
    row = TaskRow(made_at=AT, facts={"reasons": ["craving_high", "today", "missed_twice"]})
    assert record.reasons_told(row, AT - DAY) == ["craving_high", "today", "missed_twice"]
    assert record.reasons_told(row, AT + DAY) == ["today", "missed_twice"]
    assert record.reasons_told(row, None) == ["today", "missed_twice"]


async def test_a_thread_can_be_looked_at_without_marking_it_seen(store: Store) -> None:
    somebody, code = await enrolled(store)
    await somebody.walk("write", ["Chào chị"])
    async with store.transaction() as session:
        row = await record.find(session, code)
        assert row
        for _ in range(2):
            (one,) = await messages.thread(session, KEYS, row.id)
            assert (one.text, one.read_at) == ("Chào chị", None)
        await messages.read(session, KEYS, row.id, reader="lan", now=AT)
        (one,) = await messages.thread(session, KEYS, row.id)
    assert one.read_at == AT
