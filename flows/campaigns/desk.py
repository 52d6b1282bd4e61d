"""What staff do with campaigns: write, hand to another, approve, stop, see how it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from content.groups import BROWSED
from content.local import SITES
from content.messages import mark
from flows.campaigns import sending
from flows.campaigns.errors import (
    FaultyCampaignError,
    NoCampaignError,
    OwnCampaignError,
    StaleCampaignError,
    WrongStateError,
)
from flows.campaigns.states import SENDS, State
from flows.campaigns.subscribers import subject
from flows.campaigns.tables import CampaignRow
from flows.counts.hiding import Shown, Tally, hide
from flows.reach.port import State as Sending
from flows.reach.port import withdraw

LONGEST_NAME, LONGEST_TEXT = 80, 1000
RATES = (10, 30, 60, 120)
"""Messages a minute that may be chosen; Telegram takes 30 a second."""

MOST_LISTED = 50
"""Campaigns on one page of the list."""

LONGEST_AHEAD = timedelta(days=180)


@dataclass(frozen=True)
class Letter:
    """What staff write. `topic` and `place`: who gets it; `reads`: the answer it leads to."""

    name: str
    vi: str
    en: str
    reads: str | None
    topic: str | None
    place: str | None
    send_at: datetime
    per_minute: int


@dataclass(frozen=True)
class Progress:
    """How the messages of a campaign stand, by END, and how many people left since it went out.

    Small counts are hidden; `left` is None for a few.
    """

    messages: Shown
    left: int | None


END: Mapping[str, tuple[Sending, ...]] = MappingProxyType(
    {
        "waiting": (Sending.WAITING, Sending.SENDING),
        "sent": (Sending.SENT,),
        "shelved": (Sending.SHELVED,),
        "failed": (Sending.UNSENT, Sending.UNKNOWN, Sending.PARKED),
        "expired": (Sending.EXPIRED,),
        "taken_back": (Sending.WITHDRAWN, Sending.LAPSED),
    }
)
"""What staff are told of messages. SHELVED ones wait in a talk that cannot be reached first."""


async def listed(session: AsyncSession, before: int | None = None) -> Sequence[CampaignRow]:
    """Campaigns, the newest first, below number `before`; one more than a page where there are."""
    wanted = select(CampaignRow).order_by(CampaignRow.id.desc()).limit(MOST_LISTED + 1)
    if before is not None:
        wanted = wanted.where(CampaignRow.id < before)
    return (await session.scalars(wanted)).all()


async def get(session: AsyncSession, number: int) -> CampaignRow:
    """A campaign. Raises NoCampaignError."""
    row = await session.get(CampaignRow, number)
    if row is None:
        raise NoCampaignError(mark("There is no such campaign."))
    return row


async def write(  # noqa: PLR0913, PLR0917 - what is written over what
    session: AsyncSession,
    number: int | None,
    letter: Letter,
    version: int,
    by: str,
    now: datetime,
) -> CampaignRow:
    """Write a new campaign or change a draft. Raises CampaignError."""
    _check(letter, now)
    if number is None:
        row = CampaignRow(cursor=0, left=0, gone={}, version=0, approved_by=None)
        session.add(row)
    else:
        row = await _at(session, number, version, State.DRAFT)
    row.name, row.vi, row.en, row.reads = letter.name, letter.vi, letter.en, letter.reads
    row.topic, row.place = letter.topic, letter.place
    row.send_at, row.per_minute = letter.send_at, letter.per_minute
    row.state, row.made_by = State.DRAFT, by
    _changed(row, now)
    await session.flush()
    return row


async def hand_over(session: AsyncSession, number: int, version: int, now: datetime) -> None:
    """Ask another person to approve a draft. Raises CampaignError."""
    row = await _at(session, number, version, State.DRAFT)
    row.state = State.REVIEW
    _changed(row, now)


async def hand_back(session: AsyncSession, number: int, version: int, now: datetime) -> None:
    """Make a draft of one that waits for approval or for its time. Raises CampaignError."""
    row = await _at(session, number, version, State.REVIEW, State.APPROVED)
    row.state, row.approved_by = State.DRAFT, None
    _changed(row, now)
    await withdraw(session, subject=subject(row.id), kind=sending.GO)


async def approve(session: AsyncSession, number: int, version: int, by: str, now: datetime) -> None:
    """Let it go out at its time, or now where that is past. Raises CampaignError."""
    row = await _at(session, number, version, State.REVIEW)
    if row.made_by == by:
        raise OwnCampaignError(mark("Whoever wrote it cannot approve it. Ask somebody else."))
    row.state, row.approved_by = State.APPROVED, by
    _changed(row, now)
    await sending.plan(session, row, max(row.send_at, now))


async def stop(session: AsyncSession, number: int, version: int, now: datetime) -> None:
    """Stop at once: what has not gone out never will. Raises CampaignError."""
    row = await _at(session, number, version, *SENDS)
    row.state = State.STOPPED
    _changed(row, now)
    await withdraw(session, subject=subject(row.id))
    await sending.plan(session, row, now + sending.NEXT_LOOK)


async def progress(session: AsyncSession, row: CampaignRow) -> Progress:
    """How a campaign's messages stand, those of people who left since included."""
    of = await sending.ended(session, row)
    counts = {end: sum(of.get(state, 0) for state in states) for end, states in END.items()}
    return Progress(hide(Tally.plain(counts)), hide(Tally(row.left)).count)


def _check(letter: Letter, now: datetime) -> None:
    if not (0 < len(letter.name) <= LONGEST_NAME):
        raise FaultyCampaignError(mark("Give it a name, so that staff know which one it is."))
    if not (0 < len(letter.vi) <= LONGEST_TEXT) or len(letter.en) > LONGEST_TEXT:
        raise FaultyCampaignError(mark("The message needs 1 to 1,000 letters."))
    if letter.topic not in (None, *BROWSED) or letter.place not in (None, *SITES):
        raise FaultyCampaignError(mark("Choose who gets it from the list."))
    if letter.per_minute not in RATES:
        raise FaultyCampaignError(mark("Choose how fast it goes out from the list."))
    if letter.send_at > now + LONGEST_AHEAD:
        raise FaultyCampaignError(mark("That day is too far away: at most six months."))


async def _at(session: AsyncSession, number: int, version: int, *states: State) -> CampaignRow:
    row = await session.get(CampaignRow, number, with_for_update=True, populate_existing=True)
    if row is None:
        raise NoCampaignError(mark("There is no such campaign."))
    if row.version != version:
        raise StaleCampaignError(
            mark("Somebody else changed it meanwhile. Please look again; yours is not saved yet.")
        )
    if row.state not in states:
        raise WrongStateError(mark("From where it stands this cannot be done."))
    return row


def _changed(row: CampaignRow, now: datetime) -> None:
    row.changed_at = now
    row.version += 1
