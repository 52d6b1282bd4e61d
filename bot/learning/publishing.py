"""Put a model in the place of the live one, and keep the server on the live one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from content.messages import mark
from flows.learning import models
from flows.learning.runs import State
from flows.learning.tables import ModelRow
from nlu.client import NluAwayError, RasaClient, SwapRefusedError
from nlu.evaluation.gate import NotComparableError, Reason, gate
from nlu.evaluation.scores import Scores
from nlu.shelf import GoneError, Shelf
from store.engine import Store

GONE = mark(
    "This model is not on the disk any more, or was made by another version of the service. "
    "Please train again."
)
NOT_TAKEN = mark(
    "The NLU server would not load this model; the one before goes on. The server and the worker "
    "must see the same folder of models: ask whoever looks after the machine."
)
LATER = mark("No NLU server answers just now; it will use this model when it starts.")

Outcome = tuple[State, str | None]
"""How a run ended, and a message about it."""


def compare(candidate: Scores, live: Scores | None) -> list[Reason]:
    """Why a candidate may not replace the live model; nothing when it may, or there is none."""
    if live is None:
        return []
    try:
        return gate(candidate.figures, live.figures)
    except NotComparableError:
        return []


async def publish(
    store: Store, shelf: Shelf, server: RasaClient, name: str, now: datetime
) -> Outcome:
    """Publish a model that passes beside the live one of this moment, or was live before.

    First on disk, so that a crash in between ends with the new model after all.
    """
    async with store.transaction() as session:
        model, live = await models.get(session, name), await models.live(session)
    if model is None:
        return State.FAILED, GONE
    if not model.live_at and _reasons(model, live):
        return State.REFUSED, None
    before = shelf.staff
    try:
        shelf.publish(name)
    except GoneError:
        return State.FAILED, GONE
    try:
        await server.swap(str(shelf.path(name).absolute()))
        note = None
    except SwapRefusedError:
        shelf.put_back(before)
        return State.FAILED, NOT_TAKEN
    except NluAwayError:
        note = LATER
    async with store.transaction() as session:
        await models.set_live(session, name, now)
    return State.PUBLISHED, note


def _reasons(model: ModelRow, live: ModelRow | None) -> list[Reason]:
    """The gate anew: another model may have gone live since the candidate was measured."""
    if not (model.scores and live and live.scores):
        return []
    return compare(Scores.model_validate(model.scores), Scores.model_validate(live.scores))


async def keep_serving(shelf: Shelf, server: RasaClient) -> bool:
    """Have a server that came up with another model load the live one; whether it had to."""
    live = shelf.live
    if not shelf.has(live):
        return False
    try:
        if Path(await server.model()).name == shelf.path(live).name:
            return False
        await server.swap(str(shelf.path(live).absolute()))
    except (NluAwayError, SwapRefusedError):
        return False
    return True
