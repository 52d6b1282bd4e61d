"""How many calls there were in each month, in numbers from which nobody can be picked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from flows.counts.daily import Span
from flows.counts.hiding import Tally, hide
from flows.hotline.calls import bounds
from flows.hotline.tables import CallRow
from flows.hotline.words import FIELDS

MOST_MONTHS = 24


@dataclass(frozen=True)
class Month:
    """The calls of a month: all of them, and by each word of a field. None: not told."""

    first: date
    total: int | None
    parts: Mapping[str, int | None]


async def by_month(session: AsyncSession, field: str, first: date, last: date) -> Sequence[Month]:
    """The months from that of `first` to that of `last`, at most MOST_MONTHS, in order.

    `field` is one of flows.hotline.words.FIELDS. Raises KeyError for another.
    """
    words, _ = FIELDS[field]
    months = months_of(first, last)
    column = getattr(CallRow, field)
    ends = [bounds(month, _end(month)) for month in months]
    place = case(*((CallRow.at < until, at) for at, (_, until) in enumerate(ends)))
    rows = await session.execute(
        select(place, column, func.count())
        .where(CallRow.at >= ends[0][0], CallRow.at < ends[-1][1])
        .group_by(place, column)
    )
    found = {(at, str(word)): int(count) for at, word, count in rows}
    return [
        _month(month, {word.value: found.get((at, word.value), 0) for word in words})
        for at, month in enumerate(months)
    ]


async def by_outcome(session: AsyncSession, span: Span) -> dict[str, int]:
    """The calls of a span by how they ended: true counts, for flows.reports.measures."""
    found = await session.execute(
        select(CallRow.outcome, func.count())
        .where(CallRow.at >= span.begins, CallRow.at < span.ends)
        .group_by(CallRow.outcome)
    )
    return {str(outcome): int(count) for outcome, count in found}


def months_of(first: date, last: date) -> list[date]:
    """The first days of the months from `first` to `last`, the latest MOST_MONTHS of them."""
    months = [last.replace(day=1)]
    while months[-1] > first and len(months) < MOST_MONTHS:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return [month for month in months[::-1] if _end(month) >= first]


def _month(first: date, counts: Mapping[str, int]) -> Month:
    shown = hide(Tally.plain(counts))
    return Month(first, shown.count, {name: part.count for name, part in shown.parts.items()})


def _end(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
