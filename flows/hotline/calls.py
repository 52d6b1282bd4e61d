"""Calls: written down once, listed newest first, their notes forgotten in time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from content.home import HOME_ZONE
from content.messages import mark
from flows.hotline.rules import hotline_rules
from flows.hotline.tables import CallRow
from flows.hotline.words import FIELDS
from store.engine import Store, keyring_of
from store.insert import insert_once

PAGE = 30
"""Calls on one page."""

LONGEST_NOTE = 1000
LONGEST_COMMUNE = 60
EARLIEST = timedelta(days=366)
"""How long ago a call may have been that is written down now."""

AHEAD = timedelta(minutes=10)
"""How far a clock may be ahead of ours."""

BATCH = 500
Place = tuple[datetime, int]
"""Where a list goes on: when a call was, and which."""


class FaultyCallError(Exception):
    """What was entered will not do; the message is an English catalogue text."""


@dataclass(frozen=True)
class Call:
    """A call as it is entered. `words`: one of flows.hotline.words for each of its fields."""

    at: datetime
    commune: str
    words: Mapping[str, str]
    note: str = ""


def place(once: str) -> str:
    """What the note of a call is sealed for."""
    return f"hotline_call.note|{once}"


async def add(session: AsyncSession, call: Call, *, by: str, once: str, now: datetime) -> None:
    """Write a call down; again with the same `once` changes nothing. Raises FaultyCallError."""
    if not now - EARLIEST <= call.at <= now + AHEAD:
        raise FaultyCallError(mark("The time of the call lies in the future or too long ago."))
    for name, (words, _) in FIELDS.items():
        if call.words.get(name) not in set(words):
            raise FaultyCallError(mark("Please choose an answer to each question."))
    commune, note = " ".join(call.commune.split()), call.note.strip()
    if len(commune) > LONGEST_COMMUNE or len(note) > LONGEST_NOTE:
        raise FaultyCallError(mark("That is too long."))
    sealed = keyring_of(session).seal(note, place(once)) if note else None
    await insert_once(
        session,
        CallRow,
        once=once,
        at=call.at,
        by_whom=by,
        commune=commune or None,
        **{name: call.words[name] for name in FIELDS},
        note=sealed,
        note_until=now + timedelta(days=hotline_rules().note_days) if note else None,
    )


async def page(session: AsyncSession, after: Place | None = None) -> Sequence[CallRow]:
    """Up to PAGE + 1 calls, newest first; one more than a page tells that there are more."""
    wanted = select(CallRow).order_by(CallRow.at.desc(), CallRow.id.desc()).limit(PAGE + 1)
    if after:
        wanted = wanted.where(_before(*after))
    return (await session.scalars(wanted)).all()


async def get(session: AsyncSession, number: int) -> CallRow | None:
    """A call."""
    return await session.get(CallRow, number)


def note_of(session: AsyncSession, row: CallRow, now: datetime) -> str:
    """The note of a call, empty where there is none (any more)."""
    if row.note is None or row.note_until is None or row.note_until <= now:
        return ""
    return keyring_of(session).open(row.note, place(row.once))


async def every(store: Store, first: date, last: date) -> AsyncIterator[CallRow]:
    """The calls from one local day to another, newest first, a batch to a transaction."""
    since, until = bounds(first, last)
    after: Place | None = None
    while True:
        async with store.transaction() as session:
            wanted = (
                select(CallRow)
                .where(CallRow.at >= since, CallRow.at < until)
                .order_by(CallRow.at.desc(), CallRow.id.desc())
                .limit(BATCH)
            )
            found = await session.scalars(wanted.where(_before(*after)) if after else wanted)
            rows = found.all()
        for row in rows:
            yield row
        if len(rows) < BATCH:
            return
        after = (rows[-1].at, rows[-1].id)


async def purge(store: Store, now: datetime) -> int:
    """Forget the notes whose time is over; returns how many there were."""
    async with store.transaction() as session:
        gone = await session.scalars(
            update(CallRow)
            .where(CallRow.note_until <= now)
            .values(note=None, note_until=None)
            .returning(CallRow.id)
        )
        return len(gone.all())


def bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """The moments between which the local days from `first` to `last` lie."""
    start = datetime(first.year, first.month, first.day, tzinfo=HOME_ZONE)
    end = datetime(last.year, last.month, last.day, tzinfo=HOME_ZONE) + timedelta(days=1)
    return start, end


def _before(at: datetime, number: int) -> ColumnElement[bool]:
    return or_(CallRow.at < at, and_(CallRow.at == at, CallRow.id < number))
