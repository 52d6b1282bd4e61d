"""Save what somebody wrote, even when somebody else saved in the meantime: nothing is lost.

A form knows what it was made from (`Opened`). When that is not the newest any more, the two changes
are put together; where both changed the same field, the writer is asked.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from content.revisions import drafts, history
from content.revisions.checking import Known, check
from content.revisions.errors import FaultyError
from content.revisions.labels import Place
from content.revisions.merging import Merged, merge
from content.revisions.people import Hand, require_write
from content.revisions.tables import DraftRow
from content.schema import Topic

Body = dict[str, Any]


@dataclass(frozen=True)
class Opened:
    """What a form was made from: a draft's version (0: no draft) and the revision below it."""

    version: int
    base: int


@dataclass(frozen=True)
class Settled:
    """A writer's answer to a clash: what they saw, and the fields to be as the others made them."""

    seen: Opened
    theirs: Collection[Place]


@dataclass(frozen=True)
class Kept:
    """It is saved. `taken`: the fields that somebody else changed meanwhile, which stay so."""

    draft: DraftRow
    taken: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Clash:
    """Nothing is saved yet: both changed the same. `newest`: what the others' text stands at."""

    merged: Merged
    newest: Opened


async def keep(  # noqa: PLR0913, PLR0917 - who saves what, made from what, when
    session: AsyncSession,
    mine: Topic,
    opened: Opened,
    known: Known,
    hand: Hand,
    now: datetime,
    settled: Settled | None = None,
) -> Kept | Clash:
    """Save a checked topic as the draft. Raises GoneError, RuleError, FaultyError.

    FaultyError: each text is sound, but not the two together.
    """
    require_write(mine.id, hand)
    row, public = await drafts.placed(session, mine.id)
    draft = await session.get(DraftRow, mine.id, with_for_update=True)
    newest = Opened(draft.version, draft.base) if draft else Opened(0, row.published)
    if newest == opened:
        return Kept(await _save(session, draft, mine, hand, now))
    base = await _opened(session, mine.id, opened)
    theirs = draft.body if draft else public
    agreed = settled is not None and settled.seen == newest
    chosen = settled.theirs if settled and agreed else ()
    merged = merge(base or {}, drafts.body_of(mine), theirs or {}, chosen)
    if merged.conflicts and not agreed:
        return Clash(merged, newest)
    checked = check(merged.body, known)
    if checked.topic is None or checked.faults:
        raise FaultyError(checked.faults)
    return Kept(await _save(session, draft, checked.topic, hand, now), merged.taken)


async def _save(
    session: AsyncSession, draft: DraftRow | None, topic: Topic, hand: Hand, now: datetime
) -> DraftRow:
    held = draft or await drafts.begin(session, topic.id, hand, now)
    await drafts.save(session, held, topic, hand, now)
    return held


async def _opened(session: AsyncSession, topic: str, opened: Opened) -> Body | None:
    """The text that a form was made from; the revision below it where the save is gone."""
    saved = await drafts.saved(session, topic, opened.version) if opened.version else None
    return saved or await history.base_of(session, topic, opened.base)
