"""The answers that a person shares, as a FHIR R4 Bundle of QuestionnaireResponses.

Only what the page of a case shows as well: answers given since the yes to sharing that holds. Of
BARC-10 only the total is kept, so only the total goes out.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import date, datetime
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from content.instrument import Instrument, Item, load
from content.messages import mark
from flows.aftercare import decisions, record
from flows.aftercare.casework import CaseworkError
from flows.aftercare.checkins import USE, place
from flows.aftercare.tables import CapitalRow, CaseRow, CheckinRow
from flows.aftercare.triage import INSTRUMENTS, Answers
from flows.screening.fhir import TOTAL, Json
from flows.screening.fhir_answers import CASES, Given, response
from store.crypto import Keyring

MOST_CHECKINS = 500
"""Most check-ins in one bundle, the latest; a year of weeks is far below."""

CAPITAL = "barc10"


async def bundle(session: AsyncSession, keys: Keyring, case: CaseRow, now: datetime) -> Json:
    """Everything that the person shares, the oldest first; names them by the code of the case.

    An answer about use is left out unless the legal decision stands (art. 256a). Raises
    CaseworkError where the person does not share, or has answered nothing since they do.
    """
    since = await record.shared_since(session, case.id)
    if since is None:
        raise CaseworkError(mark("The person does not share their answers, so there is no file."))
    entries = [
        *[entry async for entry in _checkins(session, keys, case, since)],
        *[entry async for entry in _capital(session, case, since)],
    ]
    if not entries:
        raise CaseworkError(mark("There are no answers since the person agreed to share them."))
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": now.isoformat(),
        "entry": entries,
    }


async def _checkins(
    session: AsyncSession, keys: Keyring, case: CaseRow, since: datetime
) -> AsyncIterator[Json]:
    latest = await session.scalars(
        select(CheckinRow)
        .where(
            CheckinRow.case == case.id,
            CheckinRow.answers.is_not(None),
            CheckinRow.done_at >= since,
        )
        .order_by(CheckinRow.done_at.desc(), CheckinRow.id.desc())
        .limit(MOST_CHECKINS)
    )
    asks_about_use = await decisions.is_decided(session, decisions.ASK_ABOUT_USE)
    for row in reversed(latest.all()):
        answers = json.loads(keys.open(row.answers or b"", place(case.id)))
        if not asks_about_use:
            answers.pop(USE, None)
        for name in INSTRUMENTS:
            if (given := _given(load(name), answers)) and row.done_at:
                yield _entry(case, row.key, name, given, row.done_at)


async def _capital(session: AsyncSession, case: CaseRow, since: datetime) -> AsyncIterator[Json]:
    totals = await session.execute(
        select(CapitalRow.day, CapitalRow.total)
        .where(CapitalRow.case == case.id, CapitalRow.day >= since.date())
        .order_by(CapitalRow.day)
    )
    for day, total in totals.all():
        yield _entry(case, day.isoformat(), CAPITAL, {TOTAL: total}, day)


def _entry(case: CaseRow, key: str, name: str, given: Given, authored: date) -> Json:
    address = uuid5(NAMESPACE_URL, f"{CASES}:{case.code}:{key}:{name}")
    return {
        "fullUrl": f"urn:uuid:{address}",
        "resource": response(load(name), given, authored, case.code),
    }


def _given(instrument: Instrument, answers: Answers) -> Given:
    """The answers to this instrument; what it no longer offers counts as left open."""
    return {
        item.id: answers[item.id] if _offers(instrument, item, answers[item.id]) else None
        for item in instrument.items
        if item.id in answers
    }


def _offers(instrument: Instrument, item: Item, answer: str | int | None) -> bool:
    if item.scale:
        return isinstance(answer, int) and item.scale.least <= answer <= item.scale.most
    return answer in {option.id for option in instrument.options(item)}
