"""Training and publishing in the background: asked for in rows, done one at a time, never lost."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

import pytest

from bot.learning import record
from bot.learning import trainer as loop
from bot.learning.trainer import Trainer
from flows.learning import examples, models, runs, trainer
from flows.learning.examples import Origin, Wording
from flows.learning.runs import BROKEN_OFF, Kind, State
from flows.learning.tables import ModelRow, RunRow
from nlu.client import RasaClient
from nlu.model import path_in
from nlu.training import TrainingBusyError, train
from store.engine import Store
from tests.support.talking import FakeClock
from tests.support.training import FakeServer, behave, stand_in, trainings

SOME = 20


@dataclass
class Works:
    """A trainer over a store, a stand-in for the NLU's Python and a server that swaps."""

    store: Store
    clock: FakeClock
    home: Path
    server: FakeServer
    trainer: Trainer

    @property
    def models(self) -> Path:
        return self.home / "models"

    async def teach(self, *texts: str, topic: str = "law/vape") -> None:
        made = [Wording(text, text) for text in texts]
        async with self.store.transaction() as session:
            await examples.add(session, topic, made, Origin.STAFF, "lan", self.clock())

    async def ask(self, kind: Kind = Kind.TRAIN, model: str | None = None) -> RunRow:
        async with self.store.transaction() as session:
            await runs.ask(session, kind, "lan", self.clock(), model)
        await self.trainer.tick()
        return await self.run()

    async def run(self) -> RunRow:
        async with self.store.transaction() as session:
            return (await runs.latest(session, 1))[0]

    async def model(self, name: str | None) -> ModelRow:
        async with self.store.transaction() as session:
            found = await models.get(session, name or "")
        assert found
        return found

    def again(self) -> Trainer:
        """Another process over the same rows and files."""
        return Trainer(
            self.store,
            self.home / "nlu" / "python",
            self.models,
            cast("RasaClient", self.server),
            self.clock,
        )


_wordings = record._wordings


@cache
def some_wordings() -> list[tuple[str, Wording]]:
    """The first of the files, which take seconds to read."""
    return _wordings()[:SOME]


@pytest.fixture
async def works(
    sqlite_store: Store, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Works]:
    monkeypatch.setattr(loop, "TICK_SECONDS", 0.01)
    monkeypatch.setattr(record, "_wordings", some_wordings)
    stand_in(tmp_path / "nlu")
    made = Works(sqlite_store, clock, tmp_path, FakeServer(), cast("Trainer", None))
    made.trainer = made.again()
    made.models.mkdir()
    await train(tmp_path / "nlu" / "python", path_in(made.models), lambda _: None)
    made.server.serves = path_in(made.models).name
    await made.trainer.tick()
    return made


async def test_the_live_model_and_the_files_examples_are_in_the_record(works: Works):
    live = path_in(works.models).name.removesuffix(".tar.gz")
    row = await works.model(live)
    assert row.live
    assert row.made_by == ""
    async with works.store.transaction() as session:
        counts = await examples.by_topic(session)
        assert await trainer.seen(session, works.clock()) is trainer.Trainer.ABLE
    assert sum(counts.values()) == SOME
    assert row.examples > 20_000


async def test_a_candidate_that_is_not_worse_is_ready_and_published_only_when_asked(works: Works):
    before = path_in(works.models)
    await works.teach("pod chill là gì vậy")
    run = await works.ask()
    assert run.state == State.READY
    assert run.percent == 100
    assert path_in(works.models) == before
    made = await works.model(run.model)
    assert (made.added, made.withheld, made.reasons) == (1, 0, [])
    assert made.scores
    assert made.beside == before.name.removesuffix(".tar.gz")
    published = await works.ask(Kind.PUBLISH, run.model)
    assert published.state == State.PUBLISHED
    assert works.server.swaps == [str(works.models / f"{run.model}.tar.gz")]
    assert path_in(works.models).name == f"{run.model}.tar.gz"
    assert (await works.model(run.model)).live
    assert not (await works.model(made.beside)).live


async def test_one_may_go_back_to_a_model_that_was_live(works: Works):
    first = path_in(works.models).name.removesuffix(".tar.gz")
    await works.teach("pod chill là gì vậy")
    run = await works.ask()
    await works.ask(Kind.PUBLISH, run.model)
    back = await works.ask(Kind.PUBLISH, first)
    assert back.state == State.PUBLISHED
    assert path_in(works.models).name == f"{first}.tar.gz"
    assert works.server.serves == f"{first}.tar.gz"


async def test_a_worse_candidate_is_refused_with_its_reasons_and_never_published(works: Works):
    await works.teach("pod chill là gì vậy")
    behave(works.home / "nlu", "worse")
    run = await works.ask()
    assert run.state == State.REFUSED
    reasons = (await works.model(run.model)).reasons
    assert {"Right topic first", "Reached the right topic"} <= {one["figure"] for one in reasons}
    before = path_in(works.models)
    published = await works.ask(Kind.PUBLISH, run.model)
    assert published.state == State.REFUSED
    assert path_in(works.models) == before
    assert works.server.swaps == []


async def test_without_anything_new_nothing_is_trained(works: Works):
    count = trainings(works.home / "nlu")
    run = await works.ask()
    assert run.state == State.NOTHING_NEW
    assert trainings(works.home / "nlu") == count


async def test_a_training_that_breaks_is_told_in_words_without_what_it_printed(works: Works):
    await works.teach("pod chill là gì vậy")
    behave(works.home / "nlu", "broken")
    run = await works.ask()
    assert run.state == State.FAILED
    assert run.fault
    assert "XYZZY" not in str(run.log) + run.fault


async def test_a_service_that_stops_ends_its_run_and_its_child(works: Works):
    await works.teach("pod chill là gì vậy")
    behave(works.home / "nlu", "hang")
    task = asyncio.create_task(works.ask())
    await _begun(works)
    with pytest.raises(TrainingBusyError):
        await train(works.home / "nlu" / "python", works.models / "x.tar.gz", lambda _: None)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    row = await works.run()
    assert (row.state, row.fault, row.slot) == (State.FAILED, BROKEN_OFF, None)
    behave(works.home / "nlu", "right")
    assert (await works.ask()).state == State.READY


async def _begun(works: Works) -> None:
    """Wait until the child has reported a step."""
    for _ in range(1000):
        async with works.store.transaction() as session:
            newest = await runs.latest(session, 1)
        if newest and newest[0].log:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("the training does not begin")


async def test_a_run_that_was_given_up_is_stopped(works: Works):
    await works.teach("pod chill là gì vậy")
    behave(works.home / "nlu", "hang")
    task = asyncio.create_task(works.ask())
    await _begun(works)
    works.clock.forward(minutes=5)
    async with works.store.transaction() as session:
        row = await session.get_one(RunRow, 1)
        row.beat_at = None
        row.state, row.slot = State.FAILED, None
    assert (await task).state == State.FAILED


async def test_a_server_that_refuses_a_model_keeps_the_old_one_for_every_start(works: Works):
    await works.teach("pod chill là gì vậy")
    run = await works.ask()
    before = path_in(works.models)
    works.server.refuses = True
    published = await works.ask(Kind.PUBLISH, run.model)
    assert published.state == State.FAILED
    assert published.fault
    assert "same folder" in published.fault
    assert path_in(works.models) == before


async def test_a_server_that_is_away_gets_the_model_when_it_comes(works: Works):
    await works.teach("pod chill là gì vậy")
    run = await works.ask()
    works.server.is_away = True
    published = await works.ask(Kind.PUBLISH, run.model)
    assert published.state == State.PUBLISHED
    assert published.fault
    works.server.is_away = False
    await works.again().tick()
    assert works.server.serves == f"{run.model}.tar.gz"


async def test_a_crash_between_disk_and_server_ends_with_the_new_model(works: Works):
    await works.teach("pod chill là gì vậy")
    run = await works.ask()
    works.trainer._shelf.publish(run.model or "")
    await works.again().tick()
    assert works.server.serves == f"{run.model}.tar.gz"
    assert (await works.model(run.model)).live


async def test_a_model_that_is_gone_is_not_published(works: Works):
    await works.teach("pod chill là gì vậy")
    run = await works.ask()
    (works.models / f"{run.model}.tar.gz").unlink()
    published = await works.ask(Kind.PUBLISH, run.model)
    assert published.state == State.FAILED


async def test_where_there_is_no_nlu_environment_a_run_waits_and_the_page_is_told(works: Works):
    (works.home / "nlu" / "python").unlink()
    works.clock.forward(minutes=5)
    other = works.again()
    assert not other.is_able
    async with works.store.transaction() as session:
        await runs.ask(session, Kind.TRAIN, "lan", works.clock())
    await other.tick()
    assert (await works.run()).state == State.WAITING
    async with works.store.transaction() as session:
        assert await trainer.seen(session, works.clock()) is trainer.Trainer.UNABLE
    assert dataclasses.is_dataclass(works)
