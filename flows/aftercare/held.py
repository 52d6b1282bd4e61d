"""All that is held of a case, as its person may see it: every table, every column or its reason."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from flows.aftercare import record
from flows.aftercare.cases import counted, subject
from flows.aftercare.rhythm import local_day
from flows.aftercare.tables import CaseRow, CheckinRow, EventRow, InviteRow
from flows.reach.tables import AttemptRow, ContactRow, NotificationRow, TaskRow

ROW = "The number of the row and what ties it to the case: nothing about the person."
CLOCKWORK = "How the service keeps its own order: nothing about the person."
OF_STAFF = "An account of staff: that there is one is told, its name is that person's."
IN_THE_CODE = "Goes over into the case when the code is used, and is told there."

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "aftercare_case": {
            "code": ("code",),
            "nickname": ("nickname",),
            "status": ("status",),
            "supporter": ("supporter",),
            "regime": ("regime",),
            "on_treatment": ("on_treatment",),
            "rhythm": ("weekday", "hour", "midweek", "next_on"),
            "since": ("started_on",),
            "paused": ("paused_until",),
            "until": ("ended_at", "delete_after"),
            "return_code": ("return_mark",),
            "reasons": ("reasons",),
        },
        "aftercare_checkin": {
            "checkins": ("on_day", "done_at", "level", "reasons", "answers"),
            "missed": ("missed",),
        },
        "aftercare_capital": {"capitals": ("day", "total")},
        "aftercare_message": {"messages": ("at", "read_at", "text")},
        "aftercare_consent": {"consents": ("purpose", "version", "given_at", "withdrawn_at")},
        "aftercare_note": {"notes": ("at", "text")},
        "aftercare_event": {"events": ("at", "kind", "facts")},
        "aftercare_invite": {"invite": ("mark", "made_at", "expires_at", "used_at")},
        "reach_contact": {
            "contacts": ("channel", "address", "mark", "language", "reachable", "heard_at")
        },
        "reach_notification": {"planned": ("kind", "data", "due", "state", "settled_at")},
        "reach_attempt": {"sent": ("channel", "at", "outcome")},
        "reach_task": {
            "tasks": ("kind", "facts", "made_at", "due", "seen_at", "closed_at", "outcome")
        },
    }
)
"""By table, which fact of `held` tells which columns."""

UNTOLD: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "aftercare_case": {"id": ROW, "version": CLOCKWORK},
        "aftercare_checkin": {"id": ROW, "case": ROW, "key": CLOCKWORK},
        "aftercare_capital": {"id": ROW, "case": ROW},
        "aftercare_message": {"id": ROW, "case": ROW, "key": CLOCKWORK, "staff": OF_STAFF},
        "aftercare_consent": {"id": ROW, "case": ROW},
        "aftercare_note": {"id": ROW, "case": ROW, "staff": OF_STAFF},
        "aftercare_event": {"id": ROW, "case": ROW, "by_whom": OF_STAFF},
        "aftercare_invite": {
            "case": ROW,
            "supporter": IN_THE_CODE,
            "regime": IN_THE_CODE,
            "on_treatment": IN_THE_CODE,
            "staff": "Only in codes for staff, which belong to no case.",
            "made_by": OF_STAFF,
        },
        "reach_contact": {"id": ROW, "owner": ROW},
        "reach_notification": {
            "id": ROW,
            "subject": ROW,
            "key": CLOCKWORK,
            "tell_to": ROW,
            "ready_at": CLOCKWORK,
            "tries": CLOCKWORK,
            "held_by": CLOCKWORK,
            "held_until": CLOCKWORK,
        },
        "reach_attempt": {"id": ROW, "notification": ROW, "number": CLOCKWORK},
        "reach_task": {
            "id": ROW,
            "subject": ROW,
            "key": CLOCKWORK,
            "holder": OF_STAFF,
            "rung": CLOCKWORK,
            "seen_by": OF_STAFF,
            "closed_by": OF_STAFF,
        },
    }
)
"""By table, the columns that are not told, each with why."""


async def held(session: AsyncSession, case: CaseRow) -> dict[str, Any]:
    """What is held of a case: plain JSON. Words of staff are counted, not told.

    A note may speak of others and was written for the one who reads it; that it is there is told,
    and its person can ask for it. The regime and the medicine are told here alone, on request.
    """
    rows = await counted(session, case)
    name = subject(case.id)
    return {
        "code": case.code,
        "nickname": case.nickname,
        "status": case.status,
        "supporter": case.supporter is not None,
        "regime": case.regime,
        "on_treatment": case.on_treatment,
        "rhythm": {
            "weekday": case.weekday,
            "hour": case.hour,
            "midweek": case.midweek,
            "next": case.next_on.isoformat() if case.next_on else None,
        },
        "since": case.started_on.isoformat(),
        "paused": case.paused_until.isoformat() if case.paused_until else None,
        "until": case.delete_after.isoformat() if case.delete_after else None,
        "return_code": case.return_mark is not None,
        "reasons": case.reasons is not None,
        "checkins": rows["checkins"],
        "missed": await _count(session, CheckinRow.case == case.id, CheckinRow.missed),
        "capitals": rows["capitals"],
        "messages": rows["messages"],
        "consents": await _consents(session, case),
        "notes": rows["notes"],
        "events": await _kinds(session, EventRow.kind, EventRow.case == case.id),
        "invite": await _count(session, InviteRow.case == case.id) > 0,
        "contacts": await _kinds(session, ContactRow.channel, ContactRow.owner == name),
        "planned": await _count(
            session, NotificationRow.subject == name, NotificationRow.tell_to.is_not(None)
        ),
        "sent": await _count(
            session,
            AttemptRow.notification == NotificationRow.id,
            NotificationRow.subject == name,
        ),
        "tasks": await _kinds(session, TaskRow.kind, TaskRow.subject == name),
    }


async def _consents(session: AsyncSession, case: CaseRow) -> list[list[str | None]]:
    """Every yes, the newest last: purpose, local day, and the day it was taken back."""
    return [
        [
            row.purpose,
            local_day(row.given_at).isoformat(),
            local_day(row.withdrawn_at).isoformat() if row.withdrawn_at else None,
        ]
        for row in reversed(await record.ledger(session, case.id))
    ]


async def _count(session: AsyncSession, *where: Any) -> int:  # noqa: ANN401 - conditions
    return await session.scalar(select(func.count()).where(*where)) or 0


async def _kinds(session: AsyncSession, kind: Any, where: Any) -> dict[str, int]:  # noqa: ANN401
    """How many rows there are of each kind."""
    found = await session.execute(
        select(kind, func.count()).where(where).group_by(kind).order_by(kind)
    )
    return {str(name): int(count) for name, count in found.all()}
