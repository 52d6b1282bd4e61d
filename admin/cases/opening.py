"""Who may open which case; every opening is written down, by the case's code and without a name."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request

from admin import audit, audit_reading
from admin.accounts import Person
from admin.audit import Subject
from admin.audit_actions import Action
from admin.pages.guard import SignedIn, desk_of
from admin.pages.refusals import Refusal
from admin.roles import CASE_STAFF, Role
from content.messages import mark
from flows import codes
from flows.aftercare import record
from flows.aftercare.cases import CODE_LENGTH
from flows.aftercare.tables import CaseRow
from store.crypto import Keyring
from store.engine import keyring_of

ONE_OPENING = timedelta(minutes=15)
"""Looks at a case within this time are one opening in the audit record."""

NOT_YOURS = mark(
    "There is no such case, or it is not yours. Only its supporter and the leads open a case."
)

log = structlog.get_logger()


@dataclass(frozen=True)
class Opened:
    """A case in the hands of somebody who may open it, within one transaction.

    `form`: the fields that were sent, empty where none were.
    """

    session: AsyncSession
    case: CaseRow
    person: Person
    now: datetime
    form: Mapping[str, str]

    @property
    def keys(self) -> Keyring:
        """The keys of the installation."""
        return keyring_of(self.session)

    async def record(self, action: Action, **details: audit.Detail) -> None:
        """Write an act into the audit record. Call it last."""
        subject = about(self.case)
        await audit.record(self.session, self.person, action, subject, details, self.now)


def about(case: CaseRow) -> Subject:
    """A case as the subject of the audit record."""
    return Subject("case", case.code)


def may_open(person: Person, supporter: str | None) -> bool:
    """Whether a case of this supporter opens to somebody: their own, and every one to a lead."""
    if person.role is Role.LEAD:
        return True
    return person.role in CASE_STAFF and supporter == person.name


@asynccontextmanager
async def opened(
    request: Request, signed_in: SignedIn, *, for_change: bool = False
) -> AsyncIterator[Opened]:
    """The case of this address, to be read or changed. Raises Refusal.

    Reading is written into the audit record, once for every ONE_OPENING.
    """
    desk, person = desk_of(request), signed_in.person
    now = desk.clock()
    async with desk.store.transaction() as session:
        case = await _find(session, request.path_params["code"], for_change=for_change)
        if case is None or not may_open(person, case.supporter):
            log.warning("staff.case_refused", staff=person.name, role=person.role)
            raise Refusal(404, NOT_YOURS)
        yield Opened(session, case, person, now, getattr(request.state, "form", {}))
        if not for_change:
            await _write_down(session, person, case, now)


async def _find(session: AsyncSession, given: str, *, for_change: bool) -> CaseRow | None:
    code = codes.read(given, CODE_LENGTH)
    return await record.find(session, code, for_change=for_change) if code else None


async def _write_down(session: AsyncSession, person: Person, case: CaseRow, now: datetime) -> None:
    since = now - ONE_OPENING
    if not await audit_reading.was_noted(
        session, person.id, Action.CASE_OPENED, about(case), since
    ):
        await audit.record(session, person, Action.CASE_OPENED, about(case), {}, now)
