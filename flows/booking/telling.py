"""What booking tells people later, and what it does by itself: reminders, news, forgetting.

Texts show on a lock screen: a time and nothing else.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from content.home import HOME_ZONE
from content.messages import mark
from flows.booking import tally
from flows.booking.seats import State
from flows.booking.tables import BookingRow
from flows.engine import Begin, Text
from flows.reach import contacts
from flows.reach.port import (
    Kind,
    Notification,
    Saying,
    Telling,
    Timer,
    each_done,
    each_due,
    intend,
    withdraw,
)

SORT = "booking"
TOMORROW = "booking_tomorrow"
SOON = "booking_soon"
DAY_CLOSED = "booking_day_closed"
MISSED = "booking_missed"
LET_GO = "booking_let_go"
FORGET = "booking_forget"

DAY_BEFORE = timedelta(days=1)
HOURS_BEFORE = timedelta(hours=2)

REACHED_FOR = timedelta(days=3)
"""How long after its time a booking keeps the way to its person."""

KEPT_FOR = timedelta(days=90)
"""How long after its time a booking is kept at all."""

SEE = (Begin("my_booking", Text(mark("See it"))),)


def subject(row: BookingRow) -> str:
    """The name of a booking among subjects and owners of reaching out.

    By its token: SQLite gives the number of a deleted row away again.
    """
    return f"{SORT}:{row.token}"


def token_of(name: str) -> str:
    """The token of a subject."""
    return name.partition(":")[2]


async def plan_end(session: AsyncSession, row: BookingRow) -> None:
    """Mean to forget a booking after its time: first how to reach its person, then all of it."""
    name = subject(row)
    await withdraw(session, subject=name, kind=(LET_GO, FORGET))
    for kind, wait in ((LET_GO, REACHED_FOR), (FORGET, KEPT_FOR)):
        await intend(session, subject=name, kind=kind, due=row.end + wait, key="once")


async def plan_reminders(session: AsyncSession, row: BookingRow, now: datetime) -> None:
    """Mean to remind of a booking whose person agreed; what was meant for another time is over."""
    await drop_reminders(session, row)
    if row.agreed_at is None:
        return
    name = subject(row)
    for kind, before in ((TOMORROW, DAY_BEFORE), (SOON, HOURS_BEFORE)):
        due = row.start - before
        if due > now:
            key = row.start.isoformat()
            data = {"start": key}
            await intend(session, subject=name, kind=kind, due=due, key=key, data=data, to=name)


async def drop_reminders(session: AsyncSession, row: BookingRow) -> None:
    """Take back what is still to be reminded of."""
    await withdraw(session, subject=subject(row), kind=(TOMORROW, SOON))


async def tell_closed(session: AsyncSession, row: BookingRow, now: datetime) -> None:
    """Mean to tell that the place shuts on the day of a booking."""
    await _news(session, row, DAY_CLOSED, now)


async def tell_missed(session: AsyncSession, row: BookingRow, now: datetime) -> None:
    """Mean to write once, kindly, to somebody who did not come."""
    await _news(session, row, MISSED, now)


async def _news(session: AsyncSession, row: BookingRow, kind: str, now: datetime) -> None:
    name = subject(row)
    start = row.start.isoformat()
    # A missed booking is written to once whatever happens to its mark; a closed day once each.
    key = "once" if kind == MISSED else start
    data = {"start": start, "need": row.service}
    await intend(session, subject=name, kind=kind, due=now, key=key, data=data, to=name)


async def _is_ahead(session: AsyncSession, seen: Notification) -> bool:
    row = await _row(session, seen)
    return (
        row is not None
        and row.state == State.BOOKED
        and row.agreed_at is not None
        and row.start.isoformat() == seen.data["start"]
    )


async def _is_closed(session: AsyncSession, seen: Notification) -> bool:
    row = await _row(session, seen)
    return row is not None and row.state == State.CLOSED


async def _is_missed(session: AsyncSession, seen: Notification) -> bool:
    row = await _row(session, seen)
    return row is not None and row.state == State.MISSED


async def _row(session: AsyncSession, seen: Notification) -> BookingRow | None:
    found: BookingRow | None = await session.scalar(
        select(BookingRow)
        .where(BookingRow.token == token_of(seen.subject))
        .execution_options(populate_existing=True)
    )
    return found


async def _let_go(session: AsyncSession, seen: Notification, _: datetime) -> None:
    await contacts.release(session, seen.subject)


async def _forget(session: AsyncSession, seen: Notification, _: datetime) -> None:
    await contacts.release(session, seen.subject)
    row = await _row(session, seen)
    if row is not None:
        await tally.count_out(session, row)
        await session.delete(row)


def _time(seen: Notification) -> dict[str, object]:
    start = datetime.fromisoformat(str(seen.data["start"])).astimezone(HOME_ZONE)
    return {"time": f"{start:%H:%M}", "day": f"{start.day}/{start.month}"}


def _tomorrow(seen: Notification) -> Saying:
    return Saying(Text(mark("You have an appointment tomorrow at {time}."), _time(seen)), SEE)


def _soon(seen: Notification) -> Saying:
    return Saying(Text(mark("You have an appointment today at {time}."), _time(seen)), SEE)


def _closed(seen: Notification) -> Saying:
    text = mark(
        "Your appointment on {day} at {time} cannot take place, sorry. Please choose another time."
    )
    return Saying(Text(text, _time(seen)), (Begin("my_booking", Text(mark("Choose again"))),))


def _missed(seen: Notification) -> Saying:
    text = mark("You could not come on {day}; that is all right. You can choose another time.")
    # What was meant before this was kept is told as it was.
    need = {"need": str(seen.data["need"])} if "need" in seen.data else {}
    return Saying(Text(text, _time(seen)), (Begin("booking", Text(mark("Choose again")), need),))


KINDS: tuple[Kind, ...] = (
    Telling(TOMORROW, _tomorrow, each_due(_is_ahead), timedelta(hours=10)),
    Telling(SOON, _soon, each_due(_is_ahead), HOURS_BEFORE),
    Telling(DAY_CLOSED, _closed, each_due(_is_closed), timedelta(days=3), task=True),
    Telling(MISSED, _missed, each_due(_is_missed), timedelta(days=3)),
    Timer(LET_GO, each_done(_let_go)),
    Timer(FORGET, each_done(_forget)),
)
