"""Keep the record beside the facts: the files' examples, the live model, what is on disk."""

from __future__ import annotations

import asyncio
from datetime import datetime

from flows.learning import files, models
from flows.learning.examples import Wording
from flows.learning.tables import ModelRow
from nlu import corpus
from nlu.model import STAFF
from nlu.shelf import Shelf
from nlu.text.normal import normalize
from store.engine import Store

SERVICE = ""
"""Who made a model that nobody asked for: the service at its start."""


async def bring_in_files(store: Store, shelf: Shelf, now: datetime) -> None:
    """Bring the examples of the repository's files into the table when they changed."""
    digest = shelf.base.data()
    async with store.transaction() as session:
        if await files.are_in(session, digest):
            return
    wordings = await asyncio.to_thread(_wordings)
    await files.bring_in(store, digest, wordings, now)


def _wordings() -> list[tuple[str, Wording]]:
    return [(one.topic, Wording(one.text, normalize(one.text).plain)) for one in corpus.read()]


async def note_live(store: Store, shelf: Shelf, now: datetime) -> None:
    """Make the record say which model is live and which are on disk."""
    live, names = shelf.live, shelf.names()
    async with store.transaction() as session:
        known = await models.get(session, live)
        if known is None and live in names:
            await models.put(session, await asyncio.to_thread(_found, shelf, live, now))
        if live in names:
            await models.set_live(session, live, now)
        await models.set_on_disk(session, names)


def _found(shelf: Shelf, name: str, now: datetime) -> ModelRow:
    """A model that was there before there was a record of it."""
    staff = shelf.folder / STAFF
    files_, learned = corpus.read(), corpus.read_with(staff)
    kept = set(files_)
    added = sum(one not in kept for one in learned)
    return ModelRow(
        name=name,
        code=shelf.code,
        data=shelf.base.data(shelf.staff),
        examples=len(learned),
        added=added,
        withheld=len(files_) + added - len(learned),
        made_by=SERVICE,
        made_at=now,
        scores=None,
        beside=None,
        reasons=[],
        live=False,
        live_at=None,
        on_disk=True,
    )
