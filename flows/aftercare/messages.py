"""Messages between a person and their supporter, through the service; neither sees a number."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from content.messages import mark
from flows.aftercare import alerts, consent
from flows.aftercare.cases import OPEN, PERSON, number, subject, supporter_of
from flows.aftercare.consent import Purpose
from flows.aftercare.office import answered_by
from flows.aftercare.reasons import ASKED_FOR
from flows.aftercare.rhythm import local_day
from flows.aftercare.tables import CaseRow, MessageRow
from flows.engine import Begin, Text
from flows.reach import tasks
from flows.reach.port import Notification, Saying, Telling, intend
from store.among import among_given
from store.crypto import Keyring
from store.insert import insert_once

MESSAGE = "message"
ANSWERS = "answers"
"""In the data of an intent: whether the person waited for somebody when it was written."""

MOST_SHOWN = 100
"""Most messages that one look at a thread shows."""


class NotAgreedError(Exception):
    """The person did not agree to messages and waits for nobody, or the case is closed."""


def place(case: int) -> str:
    """What a message of a case is sealed for."""
    return f"aftercare_message.text|{case}"


async def from_person(
    session: AsyncSession, keys: Keyring, case: CaseRow, text: str, now: datetime
) -> datetime:
    """Keep what the person wrote and call the supporter; returns by when somebody answers.

    The same words within one day are one message: after a crash a message is written again.
    """
    key = f"{local_day(now).isoformat()}:{keys.index(text, place(case.id))[:32]}"
    sealed = keys.seal(text, place(case.id))
    await insert_once(session, MessageRow, case=case.id, key=key, at=now, text=sealed)
    open_now = await tasks.open_about(session, subject(case.id), MESSAGE)
    if open_now:
        return open_now[0].due
    by = answered_by(now)
    await alerts.call(session, case, level="message", key=key, now=now, kind=MESSAGE, by=PERSON)
    for task in await tasks.open_about(session, subject(case.id), MESSAGE):
        task.due = by
    return by


async def may_write(session: AsyncSession, case: CaseRow) -> bool:
    """Whether staff may write to the person: with their yes, or while they wait for somebody.

    Whoever writes, wants a person or may be in danger is told that somebody will be in touch; that
    is so whatever they said to other messages, and the question for their yes says so.
    """
    if case.status not in OPEN:
        return False
    return Purpose.MESSAGES in await consent.given(session, case.id) or await _waits(session, case)


async def _waits(session: AsyncSession, case: CaseRow) -> bool:
    return any(
        task.kind == MESSAGE or not ASKED_FOR.isdisjoint(task.facts.get("reasons", ()))
        for task in await tasks.open_about(session, subject(case.id))
    )


async def from_staff(  # noqa: PLR0913 - one message
    session: AsyncSession,
    keys: Keyring,
    case: CaseRow,
    *,
    staff: str,
    text: str,
    once: str,
    now: datetime,
) -> None:
    """Keep what staff wrote, mean to tell the person, and close the task of answering.

    `once` names this message; again with the same name changes nothing.
    Raises NotAgreedError.
    """
    if not await may_write(session, case):
        raise NotAgreedError
    made = await insert_once(
        session,
        MessageRow,
        case=case.id,
        key=f"staff:{once}"[:64],
        staff=staff,
        at=now,
        text=keys.seal(text, place(case.id)),
    )
    if made is None:
        return
    name = subject(case.id)
    await intend(
        session,
        subject=name,
        kind=MESSAGE,
        due=now,
        key=str(made),
        data={"message": made, ANSWERS: await _waits(session, case)},
        to=name,
    )
    for task in await tasks.open_about(session, name, MESSAGE):
        await tasks.close(session, task.id, staff, tasks.TaskOutcome.DONE, now)


@dataclass(frozen=True)
class Said:
    """One message. `staff` wrote it, None for the person; `read_at`: when the other side saw it."""

    at: datetime
    staff: str | None
    text: str
    read_at: datetime | None


async def thread(
    session: AsyncSession, keys: Keyring, case: int, most: int = MOST_SHOWN
) -> Sequence[Said]:
    """The latest messages in order; marks nothing."""
    found = await session.scalars(
        select(MessageRow)
        .where(MessageRow.case == case)
        .order_by(MessageRow.at.desc(), MessageRow.id.desc())
        .limit(min(most, MOST_SHOWN))
    )
    return [
        Said(row.at, row.staff, keys.open(row.text, place(case)), row.read_at)
        for row in found.all()[::-1]
    ]


async def read(
    session: AsyncSession, keys: Keyring, case: int, *, reader: str | None, now: datetime
) -> Sequence[Said]:
    """The latest messages in order, as they were; marks those of the other side as read.

    `reader`: the staff account, None for the person.
    """
    shown = await thread(session, keys, case)
    theirs = MessageRow.staff.is_not(None) if reader is None else MessageRow.staff.is_(None)
    await session.execute(
        update(MessageRow)
        .where(MessageRow.case == case, MessageRow.read_at.is_(None), theirs)
        .values(read_at=now)
        .execution_options(synchronize_session=False)
    )
    return shown


async def unread(session: AsyncSession, case: int) -> int:
    """How many messages of staff the person has not read."""
    found = await session.scalars(
        select(MessageRow.id).where(
            MessageRow.case == case, MessageRow.staff.is_not(None), MessageRow.read_at.is_(None)
        )
    )
    return len(found.all())


_UNREAD = select(MessageRow.id).where(
    among_given(MessageRow.id, "messages"), MessageRow.read_at.is_(None)
)


async def _still_due(session: AsyncSession, seen: Sequence[Notification]) -> Set[int]:
    """Those whose message is unread and whose person waited for it or still agrees to messages."""
    found = await session.scalars(_UNREAD, {"messages": [_message(one) for one in seen]})
    unread = frozenset(found)
    agreed = await consent.given_of(session, [number(one.subject) for one in seen])
    return {
        one.id
        for one in seen
        if _message(one) in unread
        and (one.data.get(ANSWERS) or Purpose.MESSAGES in agreed.get(number(one.subject), ()))
    }


def _message(seen: Notification) -> int:
    return int(seen.data["message"])


def _saying(_: Notification) -> Saying:
    return Saying(
        Text(mark("You have a new message.")),
        (Begin("my_support", Text(mark("Read it")), {"what": "read"}),),
    )


KINDS = (
    Telling(
        MESSAGE,
        _saying,
        _still_due,
        timedelta(days=3),
        task=True,
        holder=supporter_of,
    ),
)
