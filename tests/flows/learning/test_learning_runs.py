"""Runs: one at a time, given up when nobody works on them, remembered for a while."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from flows.learning import runs, trainer, wishes
from flows.learning.runs import BROKEN_OFF, LEASE, Kind, RunUnderWayError, State, Step
from flows.learning.tables import RunRow
from flows.learning.trainer import Trainer
from flows.learning.wishes import TooManyWishesError
from store.engine import Store

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)


async def ask(store: Store, kind: Kind = Kind.TRAIN) -> int:
    async with store.transaction() as session:
        return await runs.ask(session, kind, "lan", NOW)


async def claim(store: Store, at: datetime = NOW) -> RunRow | None:
    async with store.transaction() as session:
        return await runs.claim(session, at)


async def newest(store: Store) -> RunRow:
    async with store.transaction() as session:
        return (await runs.latest(session, 1))[0]


async def test_there_is_never_a_second_run_beside_one(store: Store):
    await ask(store)
    for kind in Kind:
        with pytest.raises(RunUnderWayError):
            await ask(store, kind)
    assert await claim(store)
    assert await claim(store) is None
    with pytest.raises(RunUnderWayError):
        await ask(store)


async def test_a_run_that_ended_makes_room_for_the_next(store: Store):
    first = await ask(store)
    await claim(store)
    async with store.transaction() as session:
        await runs.end(session, first, State.READY, NOW)
    assert await ask(store) != first


async def test_a_run_whose_worker_died_is_given_up_after_its_lease(store: Store):
    run = await ask(store)
    await claim(store)
    async with store.transaction() as session:
        assert await runs.tell(session, run, None, NOW + LEASE)
        await runs.give_up_lost(session, NOW + LEASE)
    assert (await newest(store)).state == State.WORKING
    async with store.transaction() as session:
        await runs.give_up_lost(session, NOW + 2 * LEASE + timedelta(seconds=1))
    row = await newest(store)
    assert (row.state, row.slot, row.fault) == (State.FAILED, None, BROKEN_OFF)
    async with store.transaction() as session:
        assert not await runs.tell(session, run, None, NOW)
        await runs.end(session, run, State.READY, NOW)
    assert (await newest(store)).state == State.FAILED


async def test_the_log_has_a_line_a_step_and_is_bounded(store: Store):
    run = await ask(store)
    await claim(store)
    for number in range(2 * runs.MOST_LINES):
        async with store.transaction() as session:
            for done in (1, 2):
                await runs.tell(session, run, Step(f"step {number}", number, done, 2), NOW)
    row = await newest(store)
    assert len(row.log) == runs.MOST_LINES
    assert row.log[-1] == {
        "step": f"step {2 * runs.MOST_LINES - 1}", "done": 2, "of": 2, "at": NOW.isoformat()
    }  # fmt: skip
    assert row.percent == 2 * runs.MOST_LINES - 1


async def test_old_runs_are_forgotten(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(runs, "MOST_RUNS", 2)
    for _ in range(4):
        run = await ask(store)
        await claim(store)
        async with store.transaction() as session:
            await runs.end(session, run, State.READY, NOW)
            await runs.give_up_lost(session, NOW)
    async with store.transaction() as session:
        assert len(await runs.latest(session, 10)) == 2


async def test_who_can_train_is_who_was_seen_a_moment_ago(store: Store):
    async def seen(at: datetime) -> Trainer:
        async with store.transaction() as session:
            return await trainer.seen(session, at)

    assert await seen(NOW) is Trainer.NOBODY
    async with store.transaction() as session:
        await trainer.beat(session, None, NOW)
    assert await seen(NOW) is Trainer.UNABLE
    async with store.transaction() as session:
        await trainer.beat(session, "abc", NOW)
    assert await seen(NOW) is Trainer.ABLE
    assert await seen(NOW + trainer.SEEN) is Trainer.NOBODY


async def test_a_wish_waits_until_it_is_closed(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(wishes, "MOST_OPEN", 2)
    async with store.transaction() as session:
        await wishes.wish(session, "Shisha", 2, "lan", NOW)
        await wishes.wish(session, "Rượu", 5, "lan", NOW)
        with pytest.raises(TooManyWishesError):
            await wishes.wish(session, "Game", 1, "lan", NOW)
    async with store.transaction() as session:
        waiting = await wishes.waiting(session)
        assert [wish.title for wish in waiting] == ["Rượu", "Shisha"]
        assert await wishes.done(session, waiting[0].id, NOW)
        assert not await wishes.done(session, waiting[0].id, NOW)
        assert [wish.title for wish in await wishes.waiting(session)] == ["Shisha"]
