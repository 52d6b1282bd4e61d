"""What the service can count of itself for a report, with small counts hidden.

The one door to counts for pages and reports: `take`. True counts stay below it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy.ext.asyncio import AsyncSession

from content.groups import BROWSED
from flows.aftercare import cases
from flows.aftercare.alerts import ALERT
from flows.booking import tally
from flows.counts.daily import Kind, Span, sums
from flows.counts.hiding import Shown, Tally, hide
from flows.hotline import counts as hotline
from flows.screening import keeping

ANSWER, CRISIS, FALLBACK = "answer", "crisis", "fallback"
"""Kinds of replies (bot.message.Kind) under which the talk counts them."""

MeasureOf = Callable[[AsyncSession, Span], Awaitable[Tally]]


@dataclass(frozen=True)
class Measure:
    """How something is counted. `is_stock`: how many there are now, whatever the span."""

    count: MeasureOf
    is_stock: bool = False


async def _answers(session: AsyncSession, span: Span) -> Tally:
    groups = dict.fromkeys(BROWSED, 0)
    for topic, count in (await sums(session, ANSWER, span)).items():
        group = topic.partition("/")[0]
        if group in groups:
            groups[group] += count
    return Tally.plain(groups)


async def _bookings(session: AsyncSession, span: Span) -> Tally:
    services = await tally.by_service(session, span)
    return Tally.of({service: Tally.plain(ends) for service, ends in sorted(services.items())})


async def _screenings(session: AsyncSession, span: Span) -> Tally:
    return Tally.plain(await keeping.by_band(session, span))


async def _cases_open(session: AsyncSession, _: Span) -> Tally:
    return Tally(await cases.open_count(session))


async def _calls(session: AsyncSession, span: Span) -> Tally:
    return Tally.plain(await hotline.by_outcome(session, span))


async def _alerts(session: AsyncSession, span: Span) -> Tally:
    of_kind = (await sums(session, Kind.TASK, span)).items()
    ends = {topic.partition(".")[2]: n for topic, n in of_kind if topic.startswith(f"{ALERT}.")}
    return Tally.plain(ends)


def _whole(kind: str) -> MeasureOf:
    async def count(session: AsyncSession, span: Span) -> Tally:
        return Tally(sum((await sums(session, kind, span)).values()))

    return count


def _by_topic(kind: str) -> MeasureOf:
    async def count(session: AsyncSession, span: Span) -> Tally:
        return Tally.plain(await sums(session, kind, span))

    return count


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        "answers": Measure(_answers),
        "unanswered": Measure(_whole(FALLBACK)),
        "crisis_cards": Measure(_whole(CRISIS)),
        "quiz_rounds": Measure(_whole(Kind.QUIZ)),
        "screenings": Measure(_screenings),
        "bookings": Measure(_bookings),
        "cases_open": Measure(_cases_open, is_stock=True),
        "cases_begun": Measure(_whole(Kind.CASE)),
        "checkins": Measure(_by_topic(Kind.CHECKIN)),
        "alerts": Measure(_alerts),
        "hotline_calls": Measure(_calls),
        "campaign_reach": Measure(_whole(Kind.CAMPAIGN)),
    }
)
"""Each measure by the name that content/indicators/service.yml gives it."""


async def take(
    session: AsyncSession, span: Span, published: Sequence[Mapping[str, Shown]] = ()
) -> dict[str, Shown]:
    """What may be told of every measure in a span.

    `published`: what reports of the same year tell already, which must not be subtracted from it.
    """
    taken = {}
    for name, measure in MEASURES.items():
        known = [] if measure.is_stock else [told[name] for told in published if name in told]
        taken[name] = hide(await measure.count(session, span), known)
    return taken
