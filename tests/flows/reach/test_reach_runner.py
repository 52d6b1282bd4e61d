"""What is due is said once, at a fit hour, to who can be reached; the rest is never silent."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from content.home import HOME_ZONE
from flows.engine import Text
from flows.reach import contacts
from flows.reach.claim import HOLD
from flows.reach.port import (
    Kind,
    Notification,
    Outcome,
    Saying,
    State,
    Telling,
    Timer,
    Window,
    each_done,
    each_due,
    intend,
    sweep,
    withdraw,
)
from flows.reach.quiet import allowed_from
from flows.reach.runner import BATCH, MOST_FAULTS, MOST_TRIES, Runner
from flows.reach.tables import TaskRow
from store.engine import Store
from tests.support.reaching import AT, KEYS, FakeSender, attempts, states, tasks, world

DAY = timedelta(days=1)


class Kinds:
    """The kinds of these tests, and switches for them."""

    def __init__(self) -> None:
        self.due = True
        self.broken = False
        self.broken_sql = False
        self.acted: list[str] = []

    async def still_due(self, session: AsyncSession, _seen: Notification) -> bool:
        if self.broken_sql:
            await session.execute(text("SELECT nothing FROM nowhere"))
        if self.broken:
            raise RuntimeError
        return self.due

    async def act(self, _: AsyncSession, seen: Notification, _now: datetime) -> None:
        self.acted.append(seen.key)
        if self.broken:
            raise RuntimeError

    def all(self) -> tuple[Kind, ...]:
        return (
            Telling(
                "eve",
                lambda seen: Saying(Text(seen.key)),
                each_due(self.still_due),
                2 * DAY,
                task=True,
            ),
            Telling("nudge", lambda seen: Saying(Text(seen.key)), each_due(self.still_due), DAY),
            Timer("tidy", each_done(self.act)),
        )


@pytest.fixture
def kinds() -> Kinds:
    return Kinds()


@pytest.fixture
def sender() -> FakeSender:
    return FakeSender()


@pytest.fixture
def runner(store: Store, kinds: Kinds, sender: FakeSender) -> Iterator[Runner]:
    return Runner(store, KEYS, sender, kinds.all())


async def mean(store: Store, *keys: str, kind: str = "eve", due: datetime = AT) -> None:
    async with store.transaction() as session:
        await contacts.keep(session, world(store), "case:1")
        for key in keys:
            await intend(session, subject="case:1", kind=kind, due=due, key=key, to="case:1")


async def test_what_is_due_is_said_once_and_never_again(
    store: Store, runner: Runner, sender: FakeSender
):
    await mean(store, "a")
    assert await runner.tick(AT - timedelta(seconds=1)) == 0
    for hours in range(30):
        await runner.tick(AT + timedelta(hours=hours))
    assert sender.sent == [("4711", "a")]
    assert await states(store) == [("eve", "a", State.SENT)]
    assert await attempts(store) == [Outcome.SENT]


async def test_many_runners_at_once_say_nothing_twice(
    store: Store, kinds: Kinds, sender: FakeSender
):
    keys = [f"k{number}" for number in range(3 * BATCH + 1)]
    await mean(store, *keys)
    runners = [Runner(store, KEYS, sender, kinds.all()) for _ in range(4)]
    await asyncio.gather(*(runner.tick(AT) for runner in runners))
    assert sorted(key for _, key in sender.sent) == sorted(keys)


async def test_what_is_not_so_any_more_is_not_said(
    store: Store, runner: Runner, sender: FakeSender, kinds: Kinds
):
    await mean(store, "a")
    kinds.due = False
    await runner.tick(AT)
    assert (sender.sent, await states(store)) == ([], [("eve", "a", State.LAPSED)])
    assert await tasks(store) == []


async def test_what_was_taken_back_is_not_said(store: Store, runner: Runner, sender: FakeSender):
    await mean(store, "a")
    async with store.transaction() as session:
        await withdraw(session, subject="case:1")
    assert (await runner.tick(AT), sender.sent) == (0, [])


def home(hour: int, minute: int = 0, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=HOME_ZONE)


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        (home(6, 59), home(7)),
        (home(7), home(7)),
        (home(20, 59), home(20, 59)),
        (home(21), home(7, day=24)),
        (home(23, 30), home(7, day=24)),
        (home(0), home(7)),
    ],
)
def test_no_message_between_nine_in_the_evening_and_seven(at: datetime, allowed: datetime):
    assert allowed_from(at, Window(time(7), time(21))) == allowed
    assert allowed_from(at, Window(time(0), time(0))) == at


async def test_what_falls_due_at_night_waits_for_the_morning(
    store: Store, runner: Runner, sender: FakeSender
):
    await mean(store, "a", due=home(22))
    await runner.tick(home(22))
    await runner.tick(home(6, 59, day=24))
    assert sender.sent == []
    await runner.tick(home(7, day=24))
    assert sender.sent == [("4711", "a")]


async def test_what_expired_is_not_said_and_staff_hear_of_it_where_it_matters(
    store: Store, runner: Runner, sender: FakeSender
):
    await mean(store, "a")
    await mean(store, "b", kind="nudge")
    await runner.tick(AT + 2 * DAY)
    assert sender.sent == []
    assert await states(store) == [("eve", "a", State.EXPIRED), ("nudge", "b", State.EXPIRED)]
    assert [(kind, facts["end"]) for kind, _, facts in await tasks(store)] == [
        ("not_told", "expired")
    ]


async def test_a_channel_that_is_away_is_tried_again_and_then_staff_are_told(
    store: Store, runner: Runner, sender: FakeSender
):
    await mean(store, "a")
    sender.outcomes["4711"] = Outcome.LATER
    for minutes in range(120):
        await runner.tick(AT + timedelta(minutes=minutes))
    assert await states(store) == [("eve", "a", State.UNSENT)]
    assert await attempts(store) == [Outcome.LATER] * MOST_TRIES
    assert len(await tasks(store)) == 1


async def test_a_channel_that_comes_back_says_it_once(
    store: Store, runner: Runner, sender: FakeSender
):
    await mean(store, "a")
    sender.outcomes["4711"] = Outcome.LATER
    await runner.tick(AT)
    del sender.outcomes["4711"]
    for minutes in range(1, 10):
        await runner.tick(AT + timedelta(minutes=minutes))
    assert await attempts(store) == [Outcome.LATER, Outcome.SENT]


async def test_who_refuses_is_not_written_to_again_until_heard(
    store: Store, runner: Runner, sender: FakeSender
):
    await mean(store, "a", "b", kind="nudge")
    await mean(store, "c")
    sender.outcomes["4711"] = Outcome.REFUSED
    await runner.tick(AT)
    assert [state for _, _, state in await states(store)] == [State.UNSENT] * 3
    async with store.transaction() as session:
        assert await contacts.best(session, "case:1") is None
    assert len(await tasks(store)) == 1


async def test_a_channel_that_cannot_reach_out_keeps_it_for_the_talk(
    store: Store, runner: Runner, sender: FakeSender
):
    await mean(store, "a")
    sender.outcomes["4711"] = Outcome.SHELVED
    await runner.tick(AT)
    assert await states(store) == [("eve", "a", State.SHELVED)]
    assert await tasks(store) == []


async def test_after_the_window_of_its_channel_nothing_is_sent(
    store: Store, runner: Runner, sender: FakeSender
):
    async with store.transaction() as session:
        await contacts.keep(session, world(store), "case:1")
        await session.execute(text("UPDATE reach_contact SET channel = 'messenger'"))
        await intend(session, subject="case:1", kind="eve", due=AT + DAY, key="late", to="case:1")
    await runner.tick(AT + DAY)
    assert (sender.sent, await states(store)) == ([], [("eve", "late", State.UNSENT)])


async def test_without_anybody_to_tell_staff_get_a_task(store: Store, runner: Runner):
    async with store.transaction() as session:
        await intend(session, subject="case:9", kind="eve", due=AT, key="a", to="case:9")
    await runner.tick(AT)
    assert [kind for kind, _, _ in await tasks(store)] == ["not_told"]


async def test_a_fault_while_sending_is_unknown_and_not_repeated(
    store: Store, runner: Runner, sender: FakeSender
):
    await mean(store, "a")
    sender.fault = ConnectionError()
    await runner.tick(AT)
    sender.fault = None
    await runner.tick(AT + timedelta(hours=1))
    assert (sender.sent, await states(store)) == ([], [("eve", "a", State.UNKNOWN)])
    assert len(await tasks(store)) == 1


@pytest.mark.parametrize("how", ["broken", "broken_sql"])
async def test_a_row_that_breaks_its_handler_is_parked_and_stops_no_other(
    store: Store, kinds: Kinds, sender: FakeSender, how: str
):
    good = Telling("good", lambda seen: Saying(Text(seen.key)), each_due(Kinds().still_due), DAY)
    runner = Runner(store, KEYS, sender, (*kinds.all(), good))
    await mean(store, "bad")
    await mean(store, "fine", kind="good")
    setattr(kinds, how, True)
    for hours in range(MOST_FAULTS + 1):
        await runner.tick(AT + timedelta(hours=hours))
    assert sender.sent == [("4711", "fine")]
    assert await states(store) == [("eve", "bad", State.PARKED), ("good", "fine", State.SENT)]
    assert [kind for kind, _, _ in await tasks(store)] == ["parked"]


async def test_a_kind_that_nobody_knows_is_parked(store: Store, runner: Runner):
    await mean(store, "a", kind="gone")
    for hours in range(MOST_FAULTS):
        await runner.tick(AT + timedelta(hours=hours))
    assert await states(store) == [("gone", "a", State.PARKED)]


async def test_a_timer_is_done_once_also_at_night(store: Store, runner: Runner, kinds: Kinds):
    await mean(store, "a", kind="tidy", due=home(23))
    await runner.tick(home(23))
    await runner.tick(home(23, 30))
    assert (kinds.acted, await states(store)) == (["a"], [("tidy", "a", State.DONE)])


async def test_a_timer_that_fails_leaves_nothing_of_its_try(store: Store, sender: FakeSender):
    async def half(session: AsyncSession, _seen: Notification, _now: datetime) -> None:
        await intend(session, subject="case:1", kind="eve", due=AT, key="half")
        raise RuntimeError

    runner = Runner(store, KEYS, sender, (Timer("tidy", each_done(half)), *Kinds().all()[:2]))
    await mean(store, "a", kind="tidy")
    await runner.tick(AT)
    assert await states(store) == [("tidy", "a", State.WAITING)]


async def test_a_held_row_of_a_dead_runner_is_unknown_after_its_hold(
    store: Store, runner: Runner, sender: FakeSender, kinds: Kinds
):
    await mean(store, "a")
    await mean(store, "b", kind="nudge")
    dead = Runner(store, KEYS, sender, kinds.all())
    _, outgoing = await dead._claim(AT)
    await runner.tick(AT + HOLD)
    assert {state for _, _, state in await states(store)} == {State.SENDING}
    await runner.tick(AT + HOLD + timedelta(seconds=1))
    await dead._record(outgoing, [Outcome.SENT, Outcome.SENT], AT)
    assert {state for _, _, state in await states(store)} == {State.UNKNOWN}
    assert sender.sent == []
    assert [facts["end"] for _, _, facts in await tasks(store)] == ["unknown"]


async def test_sweeping_keeps_what_is_new_or_waiting(store: Store, runner: Runner):
    await mean(store, "old", "new")
    await runner.tick(AT)
    await mean(store, "waiting", due=AT + DAY)
    async with store.transaction() as session:
        await sweep(session, AT)
    assert len(await states(store)) == 3
    async with store.transaction() as session:
        await sweep(session, AT + 2 * DAY)
        assert await session.scalar(select(func.count(TaskRow.id))) == 0
    assert await states(store) == [("eve", "waiting", State.WAITING)]


def test_two_kinds_of_one_name_are_refused(store: Store, kinds: Kinds, sender: FakeSender):
    with pytest.raises(ValueError, match="one name"):
        Runner(store, KEYS, sender, kinds.all() * 2)
