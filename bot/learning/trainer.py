"""The loop that trains and publishes when staff ask, in the background of a running service."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.learning import record
from bot.learning.course import Course
from bot.learning.publishing import GONE, Outcome, keep_serving, publish
from bot.learning.training import Training
from content.messages import mark
from flows.learning import runs, trainer
from flows.learning.runs import BROKEN_OFF, Kind, State
from flows.learning.tables import RunRow
from nlu.client import RasaClient
from nlu.corpus import CorpusError
from nlu.evaluation.errors import EvaluationError
from nlu.shelf import Shelf
from nlu.training import TrainingBusyError, TrainingError
from store.engine import Store

TICK_SECONDS = 2.0
"""How often it is looked whether somebody asked, and how often a run leaves its beat."""

TICKS_BETWEEN_LOOKS = 15
"""Every so many ticks the trainer shows itself and looks whether the server has the live model."""

FAILED = mark(
    "The training ended with an error; the live model goes on. The log of the machine says more: "
    "ask whoever looks after it."
)
BUSY = mark("Another training already runs on this machine. Please try again when it has ended.")

log = structlog.get_logger()


class Trainer:
    """Does one run after the other."""

    def __init__(
        self,
        store: Store,
        python: Path,
        models: Path,
        server: RasaClient,
        now: Callable[[], datetime],
    ) -> None:
        """`python`: of the NLU environment, which may be missing; `models`: their folder."""
        self._store = store
        self._python = python
        self._shelf = Shelf(models)
        self._server = server
        self._now = now
        self._training = Training(store, self._shelf, python, now)
        self._ticks = 0

    @property
    def is_able(self) -> bool:
        """Whether there is a Python to train with."""
        return self._python.exists()

    async def run(self) -> None:
        """Tick until cancelled; a database that is away for a while changes nothing."""
        while True:
            try:
                await self.tick()
            except (SQLAlchemyError, OSError) as error:
                log.warning("learning.away", error=type(error).__name__)
            await asyncio.sleep(TICK_SECONDS)

    async def tick(self) -> None:
        """Show that somebody is here, and do the run that was asked for, if there is one."""
        if self._ticks % TICKS_BETWEEN_LOOKS == 0:
            await self._look()
        self._ticks += 1
        if not self.is_able:
            return
        async with self._store.transaction() as session:
            run = await runs.claim(session, self._now())
        if run:
            await self._do(run)
            self._ticks = 0

    async def _look(self) -> None:
        await record.bring_in_files(self._store, self._shelf, self._now())
        async with self._store.transaction() as session:
            await trainer.beat(session, self._shelf.code if self.is_able else None, self._now())
            await runs.give_up_lost(session, self._now())
        if self.is_able:
            await record.note_live(self._store, self._shelf, self._now())
            if await keep_serving(self._shelf, self._server):
                log.info("learning.served_again", model=self._shelf.live)

    async def _do(self, run: RunRow) -> None:
        course = Course()
        work = asyncio.create_task(self._outcome(run, course))
        beating = asyncio.create_task(self._beat(run, course, work))
        try:
            await self._end(run, course, *await work)
        except asyncio.CancelledError:
            own = asyncio.current_task()
            if own and own.cancelling():
                await asyncio.gather(work, return_exceptions=True)
                await self._end(run, course, State.FAILED, BROKEN_OFF)
                raise
            # Otherwise somebody gave the run up: its end is written already.
        finally:
            beating.cancel()
            with suppress(asyncio.CancelledError):
                await beating

    async def _end(self, run: RunRow, course: Course, state: State, message: str | None) -> None:
        async with self._store.transaction() as session:
            await runs.tell(session, run.id, course.latest, self._now())
            await runs.end(session, run.id, state, self._now(), message)
        self._shelf.tidy()
        await record.note_live(self._store, self._shelf, self._now())
        log.info("learning.run", kind=run.kind, state=state)

    async def _outcome(self, run: RunRow, course: Course) -> Outcome:
        try:
            if run.kind == Kind.TRAIN:
                return await self._training.work(run, course)
            if run.model is None:
                return State.FAILED, GONE
            return await publish(self._store, self._shelf, self._server, run.model, self._now())
        except TrainingBusyError:
            return State.FAILED, BUSY
        except (TrainingError, EvaluationError, CorpusError) as error:
            # What the process printed last may hold examples: the kind of error must do.
            log.warning("learning.failed", error=type(error).__name__)
            return State.FAILED, FAILED

    async def _beat(self, run: RunRow, course: Course, work: asyncio.Task[Outcome]) -> None:
        """Leave a beat while it works; stop it when the run was given up meanwhile."""
        while True:
            await asyncio.sleep(TICK_SECONDS)
            try:
                async with self._store.transaction() as session:
                    goes_on = await runs.tell(session, run.id, course.latest, self._now())
            except (SQLAlchemyError, OSError):
                continue
            if not goes_on:
                work.cancel()
                return
