"""Who of staff may be told that something waits for their role."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from admin.tables import StaffRow

MOST_TOLD = 50
"""Most accounts of a role that are told of one thing."""


async def on_duty(session: AsyncSession, role: str) -> Sequence[str]:
    """The names of the accounts of a role that are not disabled (flows.aftercare.alerts.Roster)."""
    found = await session.scalars(
        select(StaffRow.name)
        .where(StaffRow.role == role, StaffRow.disabled_at.is_(None))
        .order_by(StaffRow.id)
        .limit(MOST_TOLD)
    )
    return found.all()
