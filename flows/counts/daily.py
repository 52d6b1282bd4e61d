"""The counts of a day: adding to them, and their sums.

Whatever a report should tell of what happened is counted here as it happens: what it is about may
be forgotten long before the year is over. Replies come from the talk under their own kinds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from sqlalchemy import Executable, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from content.home import HOME_ZONE
from flows.counts.tables import DailyCountRow
from store.insert import given, insert_rows

NOWHERE = "-"
"""The channel of what happens over none."""


class Kind(StrEnum):
    """What is counted beside the replies of the talk, and what its topics are.

    QUIZ: "round". CASE: "begun". CHECKIN: "done", "missed". TASK: its kind and "in_time" or "late",
    as "alert.late". BOOKING: service and end (flows.booking.tally).
    CAMPAIGN: "sent".
    """

    QUIZ = "quiz"
    CASE = "case"
    CHECKIN = "checkin"
    TASK = "task"
    BOOKING = "booking"
    CAMPAIGN = "campaign"


@dataclass(frozen=True)
class Span:
    """Local days from `first` to `last`, both of them included."""

    first: date
    last: date

    @property
    def begins(self) -> datetime:
        """The first moment of it."""
        return _midnight(self.first)

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        return _midnight(self.last + timedelta(days=1))


class Key(NamedTuple):
    """What is counted: the local day, the channel, the kind and the topic."""

    day: date
    channel: str
    kind: str
    topic: str


async def add(session: AsyncSession, counted: Mapping[Key, int]) -> None:
    """Add to the rows, all of them or none, in the caller's transaction."""
    if not counted:
        return
    connection = await session.connection()
    dialect = connection.dialect.name
    # In one order everywhere, so that two that add at once do not wait for each other for ever.
    rows = [{**key._asdict(), "count": counted[key]} for key in sorted(counted)]
    await connection.execute(_adding(dialect), given(dialect, _COUNTED, rows))


_COUNTED = (*Key._fields, "count")


@cache
def _adding(dialect: str) -> Executable:
    new = insert_rows(dialect, DailyCountRow, _COUNTED)
    return new.on_conflict_do_update(
        index_elements=Key._fields,
        set_={"count": DailyCountRow.count + new.excluded.count},
    )


async def add_one(session: AsyncSession, day: date, kind: Kind, topic: str, count: int = 1) -> None:
    """Count something that happened, over no channel; `count` may take back what was counted."""
    await add(session, {Key(day, NOWHERE, kind, topic): count})


async def sums(session: AsyncSession, kind: str, span: Span) -> dict[str, int]:
    """How often something of a kind happened, by topic: true counts, for flows.counts.hiding."""
    found = await session.execute(
        select(DailyCountRow.topic, func.sum(DailyCountRow.count))
        .where(DailyCountRow.day.between(span.first, span.last), DailyCountRow.kind == kind)
        .group_by(DailyCountRow.topic)
    )
    return {topic: max(0, int(count)) for topic, count in found}


def day_of(moment: datetime) -> date:
    """The local day on which something is counted."""
    return moment.astimezone(HOME_ZONE).date()


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=HOME_ZONE)
