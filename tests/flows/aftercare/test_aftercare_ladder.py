"""Reminders, what is missed, and alerts that nobody has seen; the runner with an injected clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from content.home import HOME_ZONE
from flows.aftercare import KINDS, alerts, cases, decisions, kinds, retention
from flows.aftercare.rules import Level, ladder_rules
from flows.aftercare.tables import CaseRow, CheckinRow, EventRow, ReceiptRow
from flows.reach import tasks as desk
from flows.reach.port import State
from flows.reach.runner import TICK, Runner
from flows.reach.tables import TaskRow
from store.engine import Store
from tests.support.reaching import KEYS, FakeSender, next_moment, states, tasks
from tests.support.walking import GREEN_WEEK, Walker

MOODS = ["light", 2, 8, "0", "0", "0", "no", "no"]
DUE = "Hello, it is our time. Do you have a minute for me?"
AGAIN = "I am still here. Whenever you have a minute, tap here."
HALF = "Halfway through the week. How is it going? One tap is enough."
STAFF = "There is something new for you on your work page."


@pytest.fixture
def sender() -> FakeSender:
    return FakeSender()


@pytest.fixture
def runner(store: Store, sender: FakeSender) -> Runner:
    return Runner(store, KEYS, sender, KINDS)


@pytest.fixture
def somebody(store: Store) -> Walker:
    return Walker(store)


def home(month: int, day: int, hour: int) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=HOME_ZONE)


async def run(runner: Runner, start: datetime, end: datetime) -> None:
    """Tick at the start and then whenever something is ready, up to the end."""
    at: datetime | None = start
    while at is not None and at <= end:
        await runner.tick(at)
        ready = await next_moment(runner._store)
        at = max(ready, at + timedelta(minutes=1)) if ready else None


async def task_rows(store: Store) -> list[TaskRow]:
    async with store.transaction() as session:
        return list(await session.scalars(select(TaskRow).order_by(TaskRow.id)))


async def test_a_missed_check_in_is_reminded_of_twice_and_then_a_person_is_asked(
    store: Store, runner: Runner, sender: FakeSender, somebody: Walker
):
    await somebody.enrol()
    await run(runner, home(11, 30, 18), home(12, 4, 18))
    assert [said for _, said in sender.sent if said != HALF] == [DUE, AGAIN, AGAIN]
    assert await tasks(store) == []
    await run(runner, home(12, 4, 19), home(12, 4, 20))
    assert [(kind, holder) for kind, holder, _ in await tasks(store)] == [("missed", "staff:lan")]
    async with store.transaction() as session:
        case = await session.get(CaseRow, 1)
        assert case is not None
        assert case.next_on == date(2026, 12, 7)


async def test_two_missed_in_a_row_are_amber(store: Store, runner: Runner, somebody: Walker):
    await somebody.enrol()
    await run(runner, home(11, 30, 18), home(12, 11, 20))
    facts = [(kind, facts) for kind, _, facts in await tasks(store)]
    assert facts[1] == ("alert", {"level": "amber", "reasons": ["missed_twice"]})


async def test_one_answered_between_two_missed_is_not_two_in_a_row(
    store: Store, runner: Runner, somebody: Walker
):
    await somebody.enrol()
    await run(runner, home(11, 30, 18), home(12, 4, 20))
    somebody.now = home(12, 7, 20)
    await somebody.walk("checkin", MOODS)
    await run(runner, home(12, 8, 8), home(12, 18, 20))
    assert [kind for kind, _, _ in await tasks(store)] == ["missed", "missed"]


async def test_who_answered_is_not_reminded(
    store: Store, runner: Runner, sender: FakeSender, somebody: Walker
):
    await somebody.enrol()
    await run(runner, home(11, 30, 18), home(11, 30, 20))
    somebody.now = home(11, 30, 21)
    await somebody.walk("checkin", MOODS)
    await run(runner, home(11, 30, 21), home(12, 6, 20))
    assert [said for _, said in sender.sent] == [DUE, HALF]


async def test_nothing_is_asked_while_pausing_and_it_goes_on_by_itself(
    store: Store, runner: Runner, sender: FakeSender, somebody: Walker
):
    await somebody.enrol()
    await somebody.walk("my_support", ["pause", "14", "end"])
    await run(runner, home(11, 24, 0), home(12, 6, 23))
    assert sender.sent == []
    await run(runner, home(12, 7, 0), home(12, 15, 0))
    assert [said for _, said in sender.sent if said != HALF] == [DUE]


async def test_pausing_can_be_ended_early(store: Store, runner: Runner, somebody: Walker):
    await somebody.enrol()
    await somebody.walk("my_support", ["pause", "28", "resume", "end"])
    waiting = {kind for kind, _, state in await states(store) if state == State.WAITING}
    assert waiting >= {"checkin", "checkin_reminder", "checkin_missed"}
    assert "resume" not in waiting


async def raise_red(store: Store, at: datetime) -> None:
    async with store.transaction() as session:
        case = await session.get(CaseRow, 1)
        assert case is not None
        for _ in range(2):
            await alerts.call(session, case, level=Level.RED, key="a", now=at, reasons=["plan"])


async def test_an_unseen_red_alert_climbs_the_ladder(
    store: Store, runner: Runner, somebody: Walker
):
    await somebody.enrol()
    await raise_red(store, somebody.now)
    climbed = [((await task_rows(store))[0].holder)]
    for rung in ladder_rules().rungs["red"]:
        at = somebody.now + timedelta(minutes=rung.minutes)
        await runner.tick(at - timedelta(seconds=1))
        assert (await task_rows(store))[0].holder == climbed[-1]
        await runner.tick(at)
        climbed.append((await task_rows(store))[0].holder)
    assert climbed == ["staff:lan", "role:lead", "role:counsellor", "role:administrator"]
    async with store.transaction() as session:
        for holder in ("staff:lan", "role:lead", "role:counsellor", "role:administrator"):
            (task,) = await desk.open_tasks(session, [holder])
            assert (task.rung, task.due) == (3, somebody.now + timedelta(hours=4))
        events = await session.scalars(select(EventRow.facts).where(EventRow.kind == "climbed"))
        assert [facts["rung"] for facts in events] == [1, 2, 3]


async def test_each_rung_tells_the_staff_of_its_role_who_have_a_talk_once(
    store: Store, sender: FakeSender, somebody: Walker
):
    async def roster(_: AsyncSession, role: str) -> Sequence[str]:
        return {"lead": ["mai"], "counsellor": ["tu", "an"]}.get(role, [])

    runner = Runner(store, KEYS, sender, kinds(roster))
    for number, name in enumerate(("lan", "mai", "tu")):
        staff = Walker(store, str(number), talk=name)
        await staff.walk("enrol", code=await staff.code(staff=name))
    await somebody.enrol()
    await raise_red(store, somebody.now)
    for minutes in (0, 30, 31, 60, 61, 120, 240):
        await runner.tick(somebody.now + timedelta(minutes=minutes))
    assert sender.sent == [("0", STAFF), ("1", STAFF), ("2", STAFF)]


async def test_without_a_supporter_everybody_of_the_role_is_told_at_once(
    store: Store, sender: FakeSender, somebody: Walker
):
    async def roster(_: AsyncSession, role: str) -> Sequence[str]:
        return ["tu"] if role == "counsellor" else []

    staff = Walker(store, "2", talk="tu")
    await staff.walk("enrol", code=await staff.code(staff="tu"))
    await somebody.enrol(supporter=None)
    await raise_red(store, somebody.now)
    runner = Runner(store, KEYS, sender, kinds(roster))
    for seconds in (0, TICK, 2 * TICK):
        await runner.tick(somebody.now + timedelta(seconds=seconds))
    assert sender.sent == [("2", STAFF)]
    assert [row.holder for row in await task_rows(store)] == ["role:counsellor"]


async def test_rungs_that_fell_due_while_nothing_ran_are_climbed_at_once(
    store: Store, runner: Runner, somebody: Walker
):
    await somebody.enrol()
    await raise_red(store, somebody.now)
    await runner.tick(somebody.now + timedelta(hours=3))
    assert [(row.holder, row.rung) for row in await task_rows(store)] == [("role:administrator", 3)]


async def test_an_alert_that_was_seen_stays_with_who_has_it(
    store: Store, runner: Runner, somebody: Walker
):
    await somebody.enrol()
    await raise_red(store, somebody.now)
    async with store.transaction() as session:
        await desk.see(session, 1, "lan", somebody.now)
    await runner.tick(somebody.now + timedelta(days=1))
    assert [row.holder for row in await task_rows(store)] == ["staff:lan"]


async def test_staff_hear_of_a_red_alert_at_night_and_of_an_amber_one_by_day(
    store: Store, runner: Runner, sender: FakeSender, somebody: Walker
):
    lan = Walker(store, "77", talk="lan")
    await lan.walk("enrol", code=await lan.code(staff="lan"))
    await somebody.enrol()
    await raise_red(store, home(11, 25, 2))
    async with store.transaction() as session:
        case = await session.get(CaseRow, 1)
        assert case is not None
        await alerts.call(session, case, level=Level.AMBER, key="b", now=home(11, 25, 2))
    await runner.tick(home(11, 25, 2))
    assert sender.sent == [("77", STAFF)]
    await runner.tick(home(11, 25, 7))
    assert sender.sent == [("77", STAFF)] * 2


async def test_closing_a_task_needs_an_outcome_and_happens_once(store: Store, somebody: Walker):
    await somebody.enrol()
    await raise_red(store, somebody.now)
    async with store.transaction() as session:
        with pytest.raises(ValueError, match="nothing"):
            await desk.close(session, 1, "lan", "nothing", somebody.now)  # type: ignore[arg-type]
    async with store.transaction() as session:
        closed = await desk.close(session, 1, "lan", desk.TaskOutcome.REFERRED, somebody.now)
        assert (closed.outcome, closed.seen_by) == ("referred", "lan")
        with pytest.raises(desk.TaskClosedError):
            await desk.close(session, 1, "lan", desk.TaskOutcome.DONE, somebody.now)
        assert await desk.open_tasks(session, ["staff:lan"]) == []


async def test_a_new_supporter_gets_the_open_tasks(store: Store, somebody: Walker):
    await somebody.enrol()
    await raise_red(store, somebody.now)
    async with store.transaction() as session:
        case = await session.get(CaseRow, 1)
        assert case is not None
        await cases.assign(session, case, "minh", "admin", somebody.now)
    assert [row.holder for row in await task_rows(store)] == ["staff:minh"]


async def test_nothing_is_lost_on_a_channel_that_cannot_reach_out(
    store: Store, runner: Runner, somebody: Walker
):
    somebody.address = None
    await somebody.enrol()
    await run(runner, home(11, 30, 18), home(12, 4, 20))
    assert [kind for kind, _, _ in await tasks(store)] == ["missed"]


async def test_closed_cases_go_after_their_term_and_not_a_day_before(
    store: Store, runner: Runner, somebody: Walker
):
    await somebody.enrol()
    await somebody.walk("my_support", ["leave", "yes"])
    async with store.transaction() as session:
        await retention.begin(session, somebody.now)
    for day in (1, 2, 100, 364, 365, 366, 367):
        at = somebody.now + timedelta(days=day)
        await runner.tick(at)
        async with store.transaction() as session:
            is_there = await session.get(CaseRow, 1) is not None
        assert is_there == (day <= 365), day
    async with store.transaction() as session:
        assert await session.scalar(select(ReceiptRow.code)) is not None


async def test_a_year_ends_with_a_decision_for_people(
    store: Store, runner: Runner, somebody: Walker
):
    await somebody.enrol()
    done = 0
    for _ in range(60):
        async with store.transaction() as session:
            case = await session.get(CaseRow, 1)
            assert case is not None
            on = case.next_on
        if on is None:
            break
        somebody.now = datetime(on.year, on.month, on.day, 20, tzinfo=HOME_ZONE)
        answers = MOODS if await _mood_is_due(somebody) else GREEN_WEEK
        await somebody.walk("checkin", answers)
        done += 1
    assert 24 <= done <= 30
    assert [kind for kind, _, _ in await tasks(store)] == ["year_over"]
    async with store.transaction() as session:
        assert len(list(await session.scalars(select(CheckinRow)))) == done
        assert not await decisions.is_decided(session, decisions.ASK_ABOUT_USE)


async def _mood_is_due(walker: Walker) -> bool:
    from flows.aftercare import EFFECTS

    return "interest" in (await EFFECTS["checkin_open"](walker.world, {}))["ask"]
