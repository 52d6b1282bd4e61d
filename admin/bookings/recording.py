"""What of a place's hours and people goes into the audit record."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from admin import audit
from admin.audit_actions import Action
from admin.bookings.words import Change
from admin.pages.guard import SignedIn
from flows.booking.services import Service
from flows.booking.tables import PlaceRow


async def hours_changed(  # noqa: PLR0913 - what was done, of what
    session: AsyncSession,
    signed_in: SignedIn,
    place: PlaceRow,
    change: Change,
    now: datetime,
    *,
    service: Service | None = None,
    day: date | None = None,
) -> None:
    """Record a change of a place's hours."""
    details: dict[str, audit.Detail] = {"what": change.value, "place": place.name}
    if service:
        details["service"] = service.value
    if day:
        details["day"] = day.isoformat()
    subject = audit.Subject("place", str(place.id))
    await audit.record(session, signed_in.person, Action.HOURS_CHANGED, subject, details, now)


async def counsellor_changed(
    session: AsyncSession, signed_in: SignedIn, place: PlaceRow, change: Change, now: datetime
) -> None:
    """Record a change of who receives people; without the name."""
    details: dict[str, audit.Detail] = {"what": change.value, "place": place.name}
    subject = audit.Subject("place", str(place.id))
    person = signed_in.person
    await audit.record(session, person, Action.COUNSELLOR_CHANGED, subject, details, now)
