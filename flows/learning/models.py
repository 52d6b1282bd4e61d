"""The history of models: what each learned, how it did, which one is live."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from flows.learning.tables import ModelRow

MOST_MODELS = 100
"""Models that are remembered; of these only a few are on disk."""


async def get(session: AsyncSession, name: str) -> ModelRow | None:
    """A model by its name."""
    return await session.get(ModelRow, name)


async def live(session: AsyncSession) -> ModelRow | None:
    """The model that answers people."""
    found: ModelRow | None = await session.scalar(select(ModelRow).where(ModelRow.live))
    return found


async def history(session: AsyncSession, most: int) -> list[ModelRow]:
    """The models, the live one first, then the newest."""
    order = (ModelRow.live.desc(), ModelRow.made_at.desc(), ModelRow.name)
    return list(await session.scalars(select(ModelRow).order_by(*order).limit(most)))


async def put(session: AsyncSession, model: ModelRow) -> None:
    """Put a model down, or anew what is known of it; whether it is live stays as it is."""
    known = await session.get(ModelRow, model.name)
    if known:
        model.live, model.live_at = known.live, known.live_at
        model.made_at, model.made_by = known.made_at, known.made_by
    await session.merge(model)


async def set_scores(session: AsyncSession, name: str, scores: dict[str, Any]) -> None:
    """Note how a model did, where it is in the record."""
    await session.execute(update(ModelRow).where(ModelRow.name == name).values(scores=scores))


async def set_live(session: AsyncSession, name: str, now: datetime) -> None:
    """Make a model the live one in the record."""
    await session.execute(update(ModelRow).where(ModelRow.name != name).values(live=False))
    await session.execute(
        update(ModelRow)
        .where(ModelRow.name == name, or_(ModelRow.live.is_(False), ModelRow.live_at.is_(None)))
        .values(live=True, live_at=now)
    )


async def set_on_disk(session: AsyncSession, names: Collection[str]) -> None:
    """Note which models are on disk, and forget the oldest of the others."""
    await session.execute(update(ModelRow).values(on_disk=ModelRow.name.in_(names)))
    newest = select(ModelRow.name).order_by(ModelRow.made_at.desc()).limit(MOST_MODELS)
    await session.execute(
        delete(ModelRow).where(
            ModelRow.name.not_in(newest.scalar_subquery()),
            ModelRow.on_disk.is_(False),
            ModelRow.live.is_(False),
        )
    )
