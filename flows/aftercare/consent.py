"""What a person agreed to, purpose by purpose; each yes can be taken back alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from content.messages import mark
from flows.aftercare.tables import ConsentRow
from flows.engine import Text
from flows.reach.quiet import may_begin
from store.among import among_given

VERSION = 2
"""Raise when the wording of a purpose changes; a yes holds for the wording it was given to."""


class Purpose(StrEnum):
    """What a person may agree to."""

    CHECKINS = "checkins"
    REMINDERS = "reminders"
    MESSAGES = "messages"
    SHARING = "sharing"


QUESTIONS: Mapping[Purpose, Text] = MappingProxyType(
    {
        Purpose.CHECKINS: Text(
            mark(
                "May I ask you how you are and keep your answers, sealed? I use them to compare"
                " your weeks, and to tell your supporter when you want a person or may be in"
                " danger."
            )
        ),
        Purpose.REMINDERS: Text(
            mark(
                "May I write to you first, to remind you when it is time? Only you get it, and it"
                " shows nothing private."
            )
        ),
        Purpose.MESSAGES: Text(
            mark(
                "Your supporter can always answer when you write, and be in touch when you want a"
                " person or may be in danger. May they also write to you here at other times, to"
                " ask how you are? Neither of you sees the other's number."
            )
        ),
        Purpose.SHARING: Text(
            mark(
                "May your supporter, and the lead who stands in for them, see your answers, so that"
                " they can help you better? Without it they only see that you want a person, or"
                " that you may be in danger."
            )
        ),
    }
)
"""Each purpose in plain words: what is done, for what, and who gets it."""

NAMES: Mapping[Purpose, Text] = MappingProxyType(
    {
        Purpose.CHECKINS: Text(mark("Asking how I am")),
        Purpose.REMINDERS: Text(mark("Writing to me first")),
        Purpose.MESSAGES: Text(mark("Messages from my supporter")),
        Purpose.SHARING: Text(mark("Showing my answers to my supporter")),
    }
)
"""Each purpose in a word or two."""


_AGREED = select(ConsentRow.case, ConsentRow.purpose).where(
    among_given(ConsentRow.case, "cases"),
    ConsentRow.withdrawn_at.is_(None),
    ConsentRow.version == VERSION,
)


async def given(session: AsyncSession, case: int) -> frozenset[Purpose]:
    """The purposes that the person agrees to now."""
    return (await given_of(session, [case])).get(case, frozenset())


async def given_of(session: AsyncSession, cases: Sequence[int]) -> Mapping[int, frozenset[Purpose]]:
    """What the person of each case agrees to now; those who agree to nothing are left out."""
    found = await session.execute(_AGREED, {"cases": list(cases)})
    agreed: dict[int, set[Purpose]] = defaultdict(set)
    for case, purpose in found:
        agreed[case].add(Purpose(purpose))
    return {case: frozenset(purposes) for case, purposes in agreed.items()}


class Reminder(StrEnum):
    """Whether somebody is written to first: SENT; not, as they are on a PAGE; not, as UNWANTED."""

    SENT = "sent"
    PAGE = "page"
    UNWANTED = "unwanted"


def reminder(agreed: Collection[Purpose], channel: str) -> Reminder:
    """What becomes of reminders with this consent, in a talk on this channel."""
    if not {Purpose.CHECKINS, Purpose.REMINDERS} <= set(agreed):
        return Reminder.UNWANTED
    return Reminder.SENT if may_begin(channel) else Reminder.PAGE


async def give(session: AsyncSession, case: int, purpose: Purpose, now: datetime) -> None:
    """Record a yes; a yes that holds already stays as it is."""
    if purpose not in await given(session, case):
        session.add(ConsentRow(case=case, purpose=purpose, version=VERSION, given_at=now))
        await session.flush()


async def withdraw(session: AsyncSession, case: int, purpose: Purpose, now: datetime) -> None:
    """Record that a yes was taken back."""
    await session.execute(
        update(ConsentRow)
        .where(
            ConsentRow.case == case,
            ConsentRow.purpose == purpose,
            ConsentRow.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now)
    )
