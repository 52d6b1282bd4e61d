"""Invented talks with counsellors and calls to the hotline."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.lists.rows import NOW, STAFF, put
from flows.handover import threads
from flows.handover.states import State
from flows.handover.tables import MessageRow, TalkRow
from flows.hotline.tables import CallRow
from flows.hotline.words import Caller, Need, Outcome, Referral, Topic
from store.engine import keyring_of

TALKS = 5_000
MESSAGES_A_TALK = 4
OPEN_TALKS = 200
"""The last so many talks are still open."""

CALLS = 20_000


async def put_talks(session: AsyncSession, random: Random, count: int) -> None:
    """Talks with their messages."""
    await put(session, TalkRow, (_talk(random, number, count) for number in range(1, count + 1)))
    keys = keyring_of(session)
    messages = (
        {
            "talk": number,
            "key": f"{which}",
            "staff": random.choice(STAFF) if which % 2 else None,
            "private": False,
            "at": NOW - timedelta(minutes=count - number, seconds=60 - which),
            "text": keys.seal(f"lời mẫu {which}", threads.place(number)),
        }
        for number in range(1, count + 1)
        for which in range(MESSAGES_A_TALK)
    )
    await put(session, MessageRow, messages)


def _talk(random: Random, number: int, count: int) -> dict[str, Any]:
    is_open = number > count - OPEN_TALKS
    holder = random.choice((*STAFF, None))
    last = NOW - timedelta(minutes=count - number)
    state = State.ENDED if not is_open else State.HELD if holder else State.WAITING
    return {
        "id": number,
        "code": f"MAU{number:06}",
        "mark": f"{number:064x}" if is_open else None,
        "channel": random.choice(("web", "telegram")),
        "language": "vi",
        "state": state,
        "listening": is_open,
        "holder": holder,
        "topic": None,
        "opened_at": last - timedelta(minutes=20),
        "last_at": last,
        "heard_at": last,
        "waits_since": last if is_open else None,
        "promised_at": last + timedelta(minutes=30) if is_open else None,
        "stretch": 1,
        "ended_at": None if is_open else last,
        "ended_by": None if is_open else holder or STAFF[0],
        "delete_after": None if is_open else NOW + timedelta(days=30),
    }


async def put_calls(session: AsyncSession, random: Random, count: int) -> None:
    """Calls of two years, without notes."""
    calls = (
        {
            "once": f"{number:016x}",
            "at": NOW - timedelta(minutes=50 * (count - number)),
            "by": random.choice(STAFF),
            "commune": None,
            "caller": random.choice(list(Caller)),
            "topic": random.choice(list(Topic)),
            "need": random.choice(list(Need)),
            "outcome": random.choice(list(Outcome)),
            "referral": random.choice(list(Referral)),
        }
        for number in range(1, count + 1)
    )
    await put(session, CallRow, calls)
