"""The messages of a talk: sealed when written, opened for those who may read, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from content.messages import mark
from flows.handover.states import FaultyError, subject
from flows.handover.tables import MessageRow, TalkRow
from flows.reach.port import State as Sending
from flows.reach.tables import NotificationRow
from store.engine import keyring_of
from store.insert import insert_once

REPLY = "handover_reply"
"""The kind by which a counsellor's message reaches the person; its key is the message's number."""

LONGEST = 4000
"""Most characters of one message of a person."""

LONGEST_OF_STAFF = 1500
"""Most characters of one message of staff: what a form of ours can carry in any letters."""

MOST_MESSAGES = 1000
"""Most messages of one talk."""

MOST_SHOWN = 200
"""Most messages that one look at a thread shows, the newest."""


class FullError(Exception):
    """The talk holds MOST_MESSAGES."""


@dataclass(frozen=True)
class Told:
    """A message, open. `staff`: None for the person. `sent`: how its way to the person stands."""

    id: int
    at: datetime
    staff: str | None
    private: bool
    text: str
    is_new: bool
    sent: Sending | None = None


def place(talk: int) -> str:
    """What a message of a talk is sealed for."""
    return f"handover_message.text|{talk}"


async def write(  # noqa: PLR0913 - what a message is made of
    session: AsyncSession,
    talk: TalkRow,
    *,
    key: str,
    text: str,
    now: datetime,
    staff: str | None = None,
    private: bool = False,
) -> int | None:
    """Keep a message; returns its number, None where it was kept before. Raises FullError."""
    held = await session.scalar(
        select(func.count()).select_from(MessageRow).where(MessageRow.talk == talk.id)
    )
    if (held or 0) >= MOST_MESSAGES:
        raise FullError
    return await insert_once(
        session,
        MessageRow,
        talk=talk.id,
        key=key,
        staff=staff,
        private=private,
        at=now,
        text=keyring_of(session).seal(text, place(talk.id)),
    )


def checked(text: str) -> str:
    """What staff typed, tidied. Raises FaultyError."""
    tidy = text.replace("\r\n", "\n").strip()
    if not tidy:
        raise FaultyError(mark("Write something first."))
    if len(tidy) > LONGEST_OF_STAFF:
        raise FaultyError(mark("That is too long: at most 1500 letters. Send it in two parts."))
    return tidy


def open_text(session: AsyncSession, row: MessageRow) -> str:
    """The text of a message. Raises store.crypto.SealError."""
    return keyring_of(session).open(row.text, place(row.talk))


async def read(session: AsyncSession, talk: int) -> Sequence[Told]:
    """The newest messages in order, notes among them."""
    found = await session.scalars(
        select(MessageRow)
        .where(MessageRow.talk == talk)
        .order_by(MessageRow.id.desc())
        .limit(MOST_SHOWN)
    )
    rows = found.all()[::-1]
    ways = await _ways(session, talk)
    return [
        Told(
            id=row.id,
            at=row.at,
            staff=row.staff,
            private=row.private,
            text=open_text(session, row),
            is_new=row.staff is None and row.seen_at is None,
            sent=ways.get(str(row.id)),
        )
        for row in rows
    ]


async def mark_read(session: AsyncSession, talk: int, now: datetime) -> None:
    """Note that staff have what the person wrote before them."""
    await session.execute(
        update(MessageRow)
        .where(
            MessageRow.talk == talk,
            MessageRow.staff.is_(None),
            MessageRow.seen_at.is_(None),
        )
        .values(seen_at=now)
        .execution_options(synchronize_session=False)
    )


async def undelivered(session: AsyncSession, talk: int) -> Sequence[MessageRow]:
    """What counsellors wrote that the person has surely not had before them, in order."""
    shelved = select(NotificationRow.key).where(
        NotificationRow.subject == subject(talk),
        NotificationRow.kind.in_(REPLIES),
        NotificationRow.state == Sending.SHELVED,
    )
    keys = [int(key) for key in await session.scalars(shelved)]
    found = await session.scalars(
        select(MessageRow)
        .where(MessageRow.id.in_(keys), MessageRow.seen_at.is_(None))
        .order_by(MessageRow.id)
        .limit(MOST_SHOWN)
    )
    return found.all()


async def unread(session: AsyncSession, talk: int) -> Sequence[MessageRow]:
    """What counsellors wrote and the person has not asked to read yet, in order."""
    found = await session.scalars(
        select(MessageRow)
        .where(
            MessageRow.talk == talk,
            MessageRow.staff.is_not(None),
            MessageRow.private.is_(False),
            MessageRow.seen_at.is_(None),
        )
        .order_by(MessageRow.id)
        .limit(MOST_SHOWN)
    )
    return found.all()


async def _ways(session: AsyncSession, talk: int) -> Mapping[str, Sending]:
    found = await session.execute(
        select(NotificationRow.key, NotificationRow.state).where(
            NotificationRow.subject == subject(talk), NotificationRow.kind.in_(REPLIES)
        )
    )
    return {key: Sending(state) for key, state in found}


REPLIES = (REPLY, f"{REPLY}_by_day")
"""The kinds that carry a message: at any hour while the person waits, else by day."""
