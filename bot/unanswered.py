"""What could not be answered well is noted, scrubbed, beside the talks; never a sign of danger.

Best effort: a talk does not wait for it, and nothing that goes wrong here reaches one.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import datetime
from random import Random

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.session import Session
from flows import unanswered
from flows.unanswered import Question
from flows.unanswered.keep import Why
from nlu.decision import CHOICES, CLEARLY_NOTHING, Act, Decision
from nlu.safety import Alarm, net
from nlu.scrub import is_telling, scrub
from store.engine import Store

MOST_WAITING = 200
"""Notes held in memory until they are put down; at more the oldest are lost."""

FLUSH_SECONDS = 5.0

Note = Callable[[str, Decision, Alarm | None, Session, datetime], None]
"""Takes a text and what was made of it; see Notebook.note."""

log = structlog.get_logger()


def no_note(*_: object) -> None:
    """Note nothing."""


class Notebook:
    """Holds scrubbed notes for a few seconds."""

    def __init__(self, store: Store, random: Random) -> None:
        """`random` draws the ids, so that their order says nothing."""
        self._store = store
        self._random = random
        self._waiting: deque[Question] = deque(maxlen=MOST_WAITING)

    def note(
        self, text: str, decision: Decision, alarm: Alarm | None, session: Session, at: datetime
    ) -> None:
        """Note a text if it was not understood and may be kept. Never raises, never waits."""
        try:
            why = _why(decision)
            if why is None or not may_be_kept(text, decision, alarm, session):
                return
            scrubbed = scrub(text)
            if is_telling(scrubbed):
                top = decision.ranking[0] if decision.ranking else None
                self._waiting.append(
                    Question(
                        text=scrubbed,
                        predicted=top.topic if top else None,
                        confidence=top.confidence if top else 0.0,
                        why=why,
                        at=at,
                    )
                )
        except Exception as error:  # noqa: BLE001 - whatever it is, the talk goes on
            log.warning("unanswered.not_noted", error=type(error).__name__)

    async def flush(self) -> None:
        """Put down what waits; what a database that is away does not take is lost."""
        waiting = list(self._waiting)
        self._waiting.clear()
        self._random.shuffle(waiting)
        try:
            await unanswered.keep(self._store, waiting, self._random)
        except (SQLAlchemyError, OSError) as error:
            log.warning("unanswered.away", error=type(error).__name__)

    async def run(self) -> None:
        """Flush every FLUSH_SECONDS until cancelled."""
        while True:
            await asyncio.sleep(FLUSH_SECONDS)
            if self._waiting:
                await self.flush()


def may_be_kept(text: str, decision: Decision, alarm: Alarm | None, session: Session) -> bool:
    """Whether a text is free of any sign of danger and of any script's answers.

    Stricter than the decision: also what the safety net explained away, and what the classifier
    thought of as a crisis at all, is not kept.
    """
    if alarm or decision.danger or session.crisis or session.script:
        return False
    seen = net.see(text)
    if seen.alarm or seen.explained:
        return False
    return not any(
        ranked.topic.startswith("crisis/") and ranked.confidence >= CLEARLY_NOTHING
        for ranked in decision.ranking[:CHOICES]
    )


def _why(decision: Decision) -> Why | None:
    if decision.act is Act.OUT_OF_SCOPE:
        return Why.NOT_OURS
    if decision.act is Act.CLARIFY:
        return Why.UNSURE if decision.ranking else Why.AWAY
    return None
