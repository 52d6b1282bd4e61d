"""What the operator has decided, obtained or verified before real people are served.

A decision about texts or rules is about the version that was there: when they change, the point is
open again (content.covered).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from content import covered
from content.before_launch import Point, points
from flows.aftercare.tables import DecisionRow

ASK_ABOUT_USE = "use_question"
"""Until this is decided, no question about use exists and no answer to one is kept (art. 256a)."""


class NoSuchPointError(Exception):
    """content/before_launch.yml has no such point."""


@dataclass(frozen=True)
class Standing:
    """A point, what was decided about it, and the fingerprint of what it covers now, if it does."""

    point: Point
    decision: DecisionRow | None
    fingerprint: str | None

    @property
    def is_changed(self) -> bool:
        """Whether it was settled, for texts or rules that are other ones now."""
        return self.decision is not None and self.decision.fingerprint != self.fingerprint

    @property
    def is_settled(self) -> bool:
        """Whether it was settled, for what is there now."""
        return self.decision is not None and not self.is_changed


async def record(session: AsyncSession, point: str, *, by: str, note: str, now: datetime) -> None:
    """Record that a point was settled as it is now, by whom and how. Raises NoSuchPointError."""
    fingerprint = (await standing(session, point)).fingerprint
    await revoke(session, point)
    session.add(DecisionRow(id=point, decided_at=now, by=by, note=note, fingerprint=fingerprint))
    await session.flush()


async def revoke(session: AsyncSession, point: str) -> None:
    """Take a decision back."""
    await session.execute(delete(DecisionRow).where(DecisionRow.id == point))


async def standing(session: AsyncSession, point: str) -> Standing:
    """How one point stands. Raises NoSuchPointError."""
    for each in points():
        if each.id == point:
            return await _standing(session, each, await session.get(DecisionRow, point))
    raise NoSuchPointError(point)


async def standings(session: AsyncSession) -> Sequence[Standing]:
    """How every point stands, in order."""
    rows = {row.id: row for row in await session.scalars(select(DecisionRow))}
    return [await _standing(session, point, rows.get(point.id)) for point in points()]


async def is_decided(session: AsyncSession, point: str) -> bool:
    """Whether a point was settled, whatever changed since."""
    return await session.get(DecisionRow, point, populate_existing=True) is not None


async def _standing(session: AsyncSession, point: Point, row: DecisionRow | None) -> Standing:
    if point.covers is None:
        return Standing(point, row, None)
    contents = await covered.read(session, point.covers)
    return Standing(point, row, covered.fingerprint(contents))
