"""What reaches the person: a counsellor's words while they look, a neutral notice later on.

A direct answer is no reminder: it goes out at any hour while the person waits for it or the page
that shows it is one that makes no noise. Everything else keeps to the day.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from content.messages import mark
from flows.engine import Begin, Menu, Text, Way
from flows.handover import threads
from flows.handover.rules import handover_rules
from flows.handover.states import number, subject
from flows.handover.tables import MessageRow, TalkRow
from flows.reach.port import (
    ANY_HOUR,
    Kind,
    Notification,
    Saying,
    State,
    Telling,
    each_due,
    intend,
    withdraw,
)
from flows.reach.tables import NotificationRow

PAGES = frozenset({"web"})
"""Channels that show only on a page that stands open: no lock screen, no sound."""

ENDED = "handover_ended"
ANSWER_DAYS = timedelta(days=3)

WRITES = mark("A counsellor writes:\n\n{text}")
ANSWER = mark("Answer the counsellor")


async def tell(session: AsyncSession, talk: TalkRow, message: int, now: datetime) -> None:
    """Mean to bring a counsellor's message to the person; call it before the wait is ended."""
    shows = _looks(talk, now)
    waits = talk.waits_since is not None
    at_once, by_day = threads.REPLIES
    await intend(
        session,
        subject=subject(talk.id),
        kind=at_once if shows or waits else by_day,
        due=now,
        key=str(message),
        data={"message": message, "full": shows},
        to=subject(talk.id),
    )


async def tell_end(session: AsyncSession, talk: TalkRow, now: datetime) -> None:
    """Mean to tell the person that the counsellor has ended the talk."""
    await intend(
        session,
        subject=subject(talk.id),
        kind=ENDED,
        due=now,
        key=f"{talk.stretch}:{now.isoformat()}",
        data={"ended": now.isoformat(), "full": _looks(talk, now)},
        to=subject(talk.id),
    )


def _looks(talk: TalkRow, now: datetime) -> bool:
    """Whether words may show in full: on an open page, or right after the person wrote."""
    return talk.channel in PAGES or now - talk.heard_at <= handover_rules().live


async def end_was_told(session: AsyncSession, talk: TalkRow) -> bool:
    """Whether the person heard of the end; what was still on its way is taken back."""
    await withdraw(session, subject=subject(talk.id), kind=ENDED)
    sent = await session.scalars(
        select(NotificationRow.data).where(
            NotificationRow.subject == subject(talk.id),
            NotificationRow.kind == ENDED,
            NotificationRow.state.in_((State.SENDING, State.SENT, State.UNKNOWN)),
        )
    )
    return any(datetime.fromisoformat(data["ended"]) == talk.ended_at for data in sent)


def in_full(text: str, *, listening: bool, once: str) -> Saying:
    """A counsellor's words, and the way to answer where what is typed does not reach them."""
    ways: tuple[Way, ...] = () if listening else (Begin("human", Text(ANSWER), {"join": "yes"}),)
    return Saying(Text(WRITES, {"text": text}), ways, once=once)


def name_of(message: int) -> str:
    """The name by which a page knows a message that it has shown already."""
    return f"handover-{message}"


def _notice(_: Notification) -> Saying:
    return Saying(
        Text(mark("You have a new message.")),
        (Begin("human", Text(mark("Read it")), {"read": "yes"}),),
    )


async def _words(session: AsyncSession, seen: Notification) -> Saying:
    if not seen.data["full"]:
        return _notice(seen)
    row = await session.get_one(MessageRow, int(seen.data["message"]))
    talk = await session.get_one(TalkRow, row.talk, populate_existing=True)
    text = threads.open_text(session, row)
    return in_full(text, listening=talk.listening, once=name_of(row.id))


async def _unseen(session: AsyncSession, seen: Notification) -> bool:
    row = await session.get(MessageRow, int(seen.data["message"]), populate_existing=True)
    return row is not None and row.seen_at is None


def ended_words() -> Saying:
    """That the talk with the counsellor is over, gently, with the ways on."""
    return Saying(
        Text(
            mark(
                "The talk with the counsellor is over. From now on it is me again, the assistant; "
                "what you write here no longer reaches them. Take care of yourself. If you want "
                "them again, one tap is enough."
            )
        ),
        (Begin("human", Text(mark("Write to a counsellor"))), Menu()),
    )


def _ended(seen: Notification) -> Saying:
    if seen.data["full"]:
        return ended_words()
    read = Begin("assistant", Text(mark("Read it")), {"ended": "yes"})
    return Saying(Text(mark("You have a new message.")), (read,))


async def _still_ended(session: AsyncSession, seen: Notification) -> bool:
    talk = await session.get(TalkRow, number(seen.subject), populate_existing=True)
    if talk is None or talk.ended_at is None:
        return False
    return talk.ended_at == datetime.fromisoformat(seen.data["ended"])


async def holder_of(session: AsyncSession, name: str) -> str | None:
    """Whose task it is when a message could not be brought: `staff:NAME` of who has the talk."""
    talk = await session.get(TalkRow, number(name))
    return f"staff:{talk.holder}" if talk and talk.holder else None


KINDS: tuple[Kind, ...] = (
    Telling(
        threads.REPLIES[0],
        _notice,
        each_due(_unseen),
        ANSWER_DAYS,
        task=True,
        holder=holder_of,
        window=ANY_HOUR,
        compose=_words,
    ),
    Telling(
        threads.REPLIES[1],
        _notice,
        each_due(_unseen),
        ANSWER_DAYS,
        task=True,
        holder=holder_of,
        compose=_words,
    ),
    Telling(ENDED, _ended, each_due(_still_ended), ANSWER_DAYS),
)
