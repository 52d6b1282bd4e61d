"""One training run from end to end: lessons, candidate, both models asked, the gate."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.learning.course import Course
from bot.learning.publishing import Outcome, compare
from flows.learning import examples, models, runs
from flows.learning.runs import State, Step
from flows.learning.tables import ModelRow, RunRow
from nlu import corpus
from nlu.evaluation import questions
from nlu.evaluation.questions import Question
from nlu.evaluation.runs import Laboratory
from nlu.evaluation.scores import Scores, score
from nlu.lessons import Lessons, lessons
from nlu.shelf import Shelf
from nlu.training import train
from store.engine import Store


class Training:
    """Trains and measures with the interpreter of the NLU environment."""

    def __init__(
        self, store: Store, shelf: Shelf, python: Path, now: Callable[[], datetime]
    ) -> None:
        """`python`: of the NLU environment."""
        self._store = store
        self._shelf = shelf
        self._python = python
        self._now = now

    async def work(self, run: RunRow, course: Course) -> Outcome:
        """Do it. Raises nlu.training.TrainingError and nlu.evaluation.errors.EvaluationError."""
        store, shelf = self._store, self._shelf
        async with store.transaction() as session:
            changed = await examples.changes(session)
        asked = await asyncio.to_thread(questions.read)
        files = await asyncio.to_thread(corpus.read)
        learned = await asyncio.to_thread(
            partial(lessons, changed.added, changed.withheld, asked, files)
        )
        name = shelf.put_changes(learned.staff)
        live = shelf.live
        async with store.transaction() as session:
            await runs.name_model(session, run.id, name)
            if learned.left_out:
                told = Step("left_out", 1, learned.left_out, learned.left_out)
                await runs.tell(session, run.id, told, self._now())
        if name == live and shelf.has(name):
            return State.NOTHING_NEW, None
        if not shelf.has(name):
            staff = shelf.changes(name) if learned.staff else None
            await train(self._python, shelf.path(name), course.report, staff)
        beside = live if live != name and shelf.has(live) else None
        before = await self._scores(beside, asked, "ask_live", course) if beside else None
        now = await self._scores(name, asked, "ask_candidate", course)
        reasons = compare(now, before)
        row = self._row(name, learned, run.asked_by)
        row.scores, row.beside = now.model_dump(mode="json"), beside
        row.reasons = [asdict(reason) for reason in reasons]
        async with store.transaction() as session:
            await models.put(session, row)
        return (State.REFUSED if reasons else State.READY), None

    async def _scores(self, name: str, asked: list[Question], step: str, course: Course) -> Scores:
        """The scores of a model: those of the record where it was asked the same questions."""
        course.asking = step
        course.report({"step": step})
        async with self._store.transaction() as session:
            row = await models.get(session, name)
        known = Scores.model_validate(row.scores) if row and row.scores else None
        if known is None or known.questions != questions.digest(asked):
            laboratory = Laboratory(self._python, course.report)
            known = await score(self._shelf, name, asked, laboratory)
        course.asking = None
        async with self._store.transaction() as session:
            await models.set_scores(session, name, known.model_dump(mode="json"))
        return known

    def _row(self, name: str, learned: Lessons, by: str) -> ModelRow:
        return ModelRow(
            name=name,
            code=self._shelf.code,
            data=self._shelf.base.data(learned.staff),
            examples=learned.examples,
            added=learned.added,
            withheld=learned.withheld,
            made_by=by,
            made_at=self._now(),
            scores=None,
            beside=None,
            reasons=[],
            live=False,
            live_at=None,
            on_disk=True,
        )
