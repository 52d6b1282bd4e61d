"""What the inbox shows: lists by need, one talk, whether there is news. No text but in a thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from flows.handover.desk import Desk
from flows.handover.states import OPEN, State
from flows.handover.tables import MessageRow, TalkRow

PAGE = 30
"""Talks on one page."""

DANGER, WAITS, ANSWERED = 0, 1, 2
"""How pressing a talk is: danger that nobody has answered, somebody waits, nobody does."""


class Box(StrEnum):
    """The lists of the inbox."""

    MINE = "mine"
    FREE = "free"
    ALL = "all"
    ENDED = "ended"


Place = tuple[int, datetime, int]
"""Where a list goes on: how pressing, since when, which talk."""


@dataclass(frozen=True)
class Listed:
    """A talk in a list. `unread`: messages of the person that no staff had open yet."""

    id: int
    code: str
    channel: str
    state: State
    holder: str | None
    topic: str | None
    need: int
    last_at: datetime
    waits_since: datetime | None
    promised_at: datetime | None
    unread: int
    ended_by: str | None
    place: Place


@dataclass(frozen=True)
class News:
    """What the inbox counts. `newest`: the number of the newest unread message, 0 for none."""

    mine: int
    free: int
    newest: int
    danger: bool


_need: ColumnElement[int] = case(
    (and_(TalkRow.waits_since.is_not(None), TalkRow.danger_at.is_not(None)), DANGER),
    (TalkRow.waits_since.is_not(None), WAITS),
    else_=ANSWERED,
)
_since = func.coalesce(TalkRow.waits_since, TalkRow.last_at, type_=TalkRow.last_at.type)


async def page(
    session: AsyncSession, box: Box, desk: Desk, after: Place | None = None
) -> Sequence[Listed]:
    """Up to PAGE + 1 talks of a list: who waits longest first, ended ones newest first.

    One more than a page, so that the caller knows whether there are more. All of other people's
    are for leads alone; anybody else gets their own.
    """
    wanted = select(TalkRow, _need, _unread()).where(_in(box, desk)).limit(PAGE + 1)
    if box is Box.ENDED:
        wanted = wanted.order_by(TalkRow.last_at.desc(), TalkRow.id.desc())
        if after:
            _, at, number = after
            older = and_(TalkRow.last_at == at, TalkRow.id < number)
            wanted = wanted.where(or_(TalkRow.last_at < at, older))
    else:
        wanted = _by_need(wanted, after)
    found = await session.execute(wanted)
    return [
        Listed(
            id=row.id,
            code=row.code,
            channel=row.channel,
            state=State(row.state),
            holder=row.holder,
            topic=row.topic,
            need=need,
            last_at=row.last_at,
            waits_since=row.waits_since,
            promised_at=row.promised_at,
            unread=unread,
            ended_by=row.ended_by,
            place=(
                (need, row.last_at, row.id)
                if box is Box.ENDED
                else (need, row.waits_since or row.last_at, row.id)
            ),
        )
        for row, need, unread in found
    ]


async def news(session: AsyncSession, desk: Desk) -> News:
    """What waits for somebody: unread in their own talks, talks that nobody has."""
    unread = (
        select(func.count(), func.max(MessageRow.id))
        .join(TalkRow, TalkRow.id == MessageRow.talk)
        .where(
            MessageRow.staff.is_(None),
            MessageRow.seen_at.is_(None),
            TalkRow.state.in_(OPEN),
        )
    )
    mine, newest_mine = (await session.execute(unread.where(TalkRow.holder == desk.staff))).one()
    _, newest_free = (await session.execute(unread.where(TalkRow.holder.is_(None)))).one()
    free = await session.scalar(
        select(func.count()).select_from(TalkRow).where(_in(Box.FREE, desk))
    )
    danger = await session.scalar(
        select(func.count())
        .select_from(TalkRow)
        .where(_in(Box.ALL, Desk(desk.staff, lead=True)), _need == DANGER)
        .where(or_(TalkRow.holder == desk.staff, TalkRow.holder.is_(None)))
    )
    return News(mine, free or 0, max(newest_mine or 0, newest_free or 0), bool(danger))


def _by_need(wanted: Select[TalkRow, int, int], after: Place | None) -> Select[TalkRow, int, int]:
    wanted = wanted.order_by(_need, _since, TalkRow.id)
    if after is None:
        return wanted
    need, at, number = after
    return wanted.where(
        or_(
            _need > need,
            and_(_need == need, _since > at),
            and_(_need == need, _since == at, TalkRow.id > number),
        )
    )


def _in(box: Box, desk: Desk) -> ColumnElement[bool]:
    mine = TalkRow.holder == desk.staff
    match box:
        case Box.MINE:
            return and_(mine, TalkRow.state == State.HELD)
        case Box.FREE:
            return TalkRow.state == State.WAITING
        case Box.ENDED:
            ended = TalkRow.state == State.ENDED
            return ended if desk.lead else and_(ended, mine)
        case _:
            return TalkRow.state.in_(OPEN) if desk.lead else and_(mine, TalkRow.state.in_(OPEN))


def _unread() -> ColumnElement[int]:
    return (
        select(func.count())
        .select_from(MessageRow)
        .where(
            MessageRow.talk == TalkRow.id,
            MessageRow.staff.is_(None),
            MessageRow.seen_at.is_(None),
        )
        .scalar_subquery()
    )
