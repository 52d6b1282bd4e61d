"""Where each topic stands in the work of staff, for lists and counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from content.revisions.drafts import State
from content.revisions.tables import DoubtRow, DraftRow, ShippedRow
from content.schema import Topic
from content.shipping import SHIPPED
from content.tables import RevisionRow, TopicRow


@dataclass(frozen=True)
class Standing:
    """A topic in the work of staff.

    `edited`: staff wrote what is published. `doubts`: the documents replaced under it.
    `ends_at`: when what is published ends. `shipped`: a newer file waits. `title`: of the draft.
    """

    published: int = 0
    state: State | None = None
    writers: tuple[str, ...] = ()
    publish_at: datetime | None = None
    ends_at: datetime | None = None
    edited: bool = False
    shipped: bool = False
    doubts: tuple[str, ...] = ()
    draft: Mapping[str, Any] | None = field(default=None, repr=False)

    @property
    def drafted(self) -> Topic | None:
        """The topic as the draft has it."""
        return Topic.model_validate(self.draft) if self.draft else None


@dataclass(frozen=True)
class Tasks:
    """What waits for somebody: how many topics in each state.

    `shipped`, `papers`: topics and documents of which a newer file came.
    """

    drafts: int
    in_review: int
    scheduled: int
    doubted: int
    shipped: int
    papers: int


async def of_all(session: AsyncSession) -> dict[str, Standing]:
    """The standing of every topic that is public or has a draft, by id."""
    published = await session.execute(
        select(TopicRow.id, TopicRow.published, RevisionRow.author, RevisionRow.ends_at)
        .outerjoin(
            RevisionRow,
            (RevisionRow.topic == TopicRow.id) & (RevisionRow.number == TopicRow.published),
        )
        .order_by(TopicRow.position, TopicRow.id)
    )
    drafts = {row.topic: row for row in await session.scalars(select(DraftRow))}
    shipped = set(await session.scalars(select(ShippedRow.name).where(ShippedRow.kind == "topic")))
    doubts: dict[str, tuple[str, ...]] = {}
    for row in await session.scalars(select(DoubtRow).order_by(DoubtRow.id)):
        doubts[row.topic] = (*doubts.get(row.topic, ()), row.document)
    found = {}
    for name, number, author, ends_at in published:
        draft = drafts.get(name)
        if not number and draft is None:
            continue
        found[name] = Standing(
            published=number,
            state=State(draft.state) if draft else None,
            writers=tuple(draft.writers) if draft else (),
            publish_at=draft.publish_at if draft else None,
            ends_at=ends_at,
            edited=author not in (None, SHIPPED),
            shipped=name in shipped,
            doubts=doubts.get(name, ()),
            draft=draft.body if draft else None,
        )
    return found


async def tasks(session: AsyncSession) -> Tasks:
    """How much waits for somebody."""
    counted = select(DraftRow.state, func.count()).group_by(DraftRow.state)
    states = {state: count for state, count in await session.execute(counted)}  # noqa: C416
    doubted = await session.scalar(select(func.count(DoubtRow.topic.distinct())))
    newer = select(ShippedRow.kind, func.count()).group_by(ShippedRow.kind)
    shipped = {kind: count for kind, count in await session.execute(newer)}  # noqa: C416
    return Tasks(
        drafts=states.get(State.DRAFT, 0),
        in_review=states.get(State.IN_REVIEW, 0),
        scheduled=states.get(State.SCHEDULED, 0),
        doubted=doubted or 0,
        shipped=shipped.get("topic", 0),
        papers=shipped.get("document", 0),
    )
