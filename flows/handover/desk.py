"""The staff side of a talk: take it, answer, note, hand on, end, open again.

Who may do it by role is the staff pages' rule; here it is whose the talk is. `lead` says that the
account may act in any talk.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from content.messages import mark
from flows.handover import calling, keeping, talks, telling, threads
from flows.handover.states import (
    OPEN,
    FaultyError,
    GoneError,
    NotOpenError,
    State,
    TakenError,
)
from flows.handover.tables import TalkRow


@dataclass(frozen=True)
class Desk:
    """Who acts: the account, and whether it is a lead's."""

    staff: str
    lead: bool = False


async def open_talk(session: AsyncSession, talk: int, desk: Desk) -> TalkRow:
    """The talk for somebody who may read it: nobody's, their own, or any for a lead.

    Raises GoneError, also for one that is somebody else's: that it exists is nobody's business.
    """
    row: TalkRow | None = await session.scalar(
        select(TalkRow).where(TalkRow.id == talk).with_for_update()
    )
    if row is None or not may_read(row, desk):
        raise GoneError(mark("This talk is not here any more, or somebody else has it."))
    return row


def may_read(talk: TalkRow, desk: Desk) -> bool:
    """Whether somebody may read a talk."""
    is_free = talk.holder is None and talk.state == State.WAITING
    return desk.lead or is_free or talk.holder == desk.staff


async def claim(session: AsyncSession, talk: int, desk: Desk) -> TalkRow:
    """Take a talk that nobody has; a lead also one that somebody else has.

    Of two who try at once the first has it; the other is told by TakenError. Raises GoneError and
    NotOpenError as well.
    """
    row: TalkRow | None = await session.scalar(
        select(TalkRow).where(TalkRow.id == talk).with_for_update()
    )
    if row is None:
        raise GoneError(mark("This talk is not here any more, or somebody else has it."))
    if row.state not in OPEN:
        raise NotOpenError(mark("This talk has ended."))
    if row.holder == desk.staff:
        return row
    if row.holder is not None and not desk.lead:
        raise TakenError(mark("{name} was a moment faster and has this talk now."), row.holder)
    row.state, row.holder = State.HELD, desk.staff
    await session.flush()
    await calling.hand_task(session, row)
    return row


async def reply(  # noqa: PLR0913 - one message
    session: AsyncSession, talk: int, desk: Desk, *, text: str, once: str, now: datetime
) -> TalkRow:
    """Answer the person. `once` names this message: again with the same name changes nothing.

    Raises GoneError, NotOpenError or FaultyError.
    """
    row, tidy = await _own(session, talk, desk), threads.checked(text)
    made = await _write(session, row, desk, f"staff:{once}", tidy, now=now)
    if made is not None:
        await telling.tell(session, row, made, now)
        await calling.end_wait(session, row, desk.staff, now)
        await threads.mark_read(session, row.id, now)
    return row


async def note(  # noqa: PLR0913 - one note
    session: AsyncSession, talk: int, desk: Desk, *, text: str, once: str, now: datetime
) -> TalkRow:
    """Write a note that only staff see. Raises GoneError or FaultyError."""
    row, tidy = await open_talk(session, talk, desk), threads.checked(text)
    await _write(session, row, desk, f"note:{once}", tidy, now=now, private=True)
    return row


async def resolve(session: AsyncSession, talk: int, desk: Desk, now: datetime) -> TalkRow:
    """End a talk; the person is told, and the assistant answers again.

    Raises GoneError or NotOpenError.
    """
    row = await _own(session, talk, desk)
    await keeping.finish(session, row, desk.staff, now)
    await telling.tell_end(session, row, now)
    return row


async def reopen(session: AsyncSession, talk: int, desk: Desk, now: datetime) -> TalkRow:
    """Go on with an ended talk. What the person types reaches nobody until they agree again.

    Raises GoneError or NotOpenError, also where they have a newer one or cannot be reached.
    """
    row = await open_talk(session, talk, desk)
    if row.state in OPEN:
        raise NotOpenError(mark("This talk is open already."))
    address = await talks.mark_of(session, row)
    if address is None:
        raise NotOpenError(mark("This person cannot be reached here any more."))
    if await session.scalar(select(TalkRow.id).where(TalkRow.mark == address)) is not None:
        raise NotOpenError(mark("This person has begun a newer talk. Please answer there."))
    row.mark = address
    row.state, row.holder, row.last_at = State.HELD, desk.staff, now
    row.ended_at = row.ended_by = row.delete_after = None
    await session.flush()
    return row


async def hand_on(session: AsyncSession, talk: int, desk: Desk, now: datetime) -> TalkRow:
    """Give a talk back to whoever is on duty. Raises GoneError or NotOpenError."""
    row = await _own(session, talk, desk)
    row.state, row.holder = State.WAITING, None
    await session.flush()
    await calling.end_wait(session, row, desk.staff, now)
    await calling.begin_wait(session, row, now)
    return row


async def _own(session: AsyncSession, talk: int, desk: Desk) -> TalkRow:
    row = await open_talk(session, talk, desk)
    if row.state not in OPEN:
        raise NotOpenError(mark("This talk has ended."))
    if row.holder != desk.staff:
        raise NotOpenError(mark("Take this talk first, so that nobody else answers meanwhile."))
    return row


async def _write(  # noqa: PLR0913 - one message
    session: AsyncSession,
    row: TalkRow,
    desk: Desk,
    key: str,
    text: str,
    *,
    now: datetime,
    private: bool = False,
) -> int | None:
    try:
        made = await threads.write(
            session, row, key=key[:80], text=text, now=now, staff=desk.staff, private=private
        )
    except threads.FullError:
        raise FaultyError(
            mark("This talk is too long to hold more. End it; the person can begin a new one.")
        ) from None
    if made is not None:
        row.last_at = now
    return made
