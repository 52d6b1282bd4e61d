"""Who acts in the inbox, and that opening somebody's talk stands in the audit record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from admin import audit
from admin.accounts import Person
from admin.audit_actions import Action
from admin.roles import Role
from admin.tables import AuditRow
from flows.handover.desk import Desk

SAME_OPENING = timedelta(minutes=10)
"""Looking at the same talk again within this time is still the same opening."""


def desk_for(person: Person) -> Desk:
    """The account as it acts in talks; a lead may in any."""
    return Desk(person.name, lead=person.role is Role.LEAD)


async def note_act(  # noqa: PLR0913, PLR0917 - what an entry is made of
    session: AsyncSession,
    person: Person,
    action: Action,
    code: str,
    now: datetime,
    details: Mapping[str, audit.Detail] | None = None,
) -> None:
    """Write into the audit record what was done in the talk of this code."""
    await audit.record(session, person, action, audit.Subject("talk", code), details or {}, now)


async def note_opening(session: AsyncSession, person: Person, code: str, now: datetime) -> None:
    """Write down that somebody opened a talk, once for each time they come to it."""
    since = now - SAME_OPENING
    before = await session.scalar(
        select(AuditRow.id)
        .where(
            AuditRow.staff_name == person.name,
            AuditRow.action == Action.TALK_OPENED,
            AuditRow.subject_id == code,
            AuditRow.at > since,
        )
        .limit(1)
    )
    if before is None:
        await note_act(session, person, Action.TALK_OPENED, code, now)
