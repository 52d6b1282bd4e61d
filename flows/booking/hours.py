"""Opening hours as staff keep them: rules of the week and days with other hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from content.messages import mark
from flows.booking.errors import FaultyError, GoneError, StaleError
from flows.booking.services import Service
from flows.booking.slots import DAY_MINUTES, MOST_SEATS, SHORTEST, Opening, Rule
from flows.booking.tables import ChangeRow, CounsellorRow, PlaceRow, RuleRow

MOST_RULES = 200
"""Most rules of one place."""

MOST_CHANGES = 200
"""Most days ahead with other hours of one place."""


async def rules_of(session: AsyncSession, place: int) -> Sequence[RuleRow]:
    """The rules of a place, by weekday and hour."""
    found = await session.scalars(
        select(RuleRow)
        .where(RuleRow.place == place)
        .order_by(RuleRow.weekday, RuleRow.opens, RuleRow.id)
        .limit(MOST_RULES)
    )
    return found.all()


async def rule_of(session: AsyncSession, place: int, number: int) -> RuleRow:
    """A rule of a place, to look at. Raises GoneError."""
    row = await session.get(RuleRow, number)
    if row is None or row.place != place:
        raise GoneError(mark("That is not there any more."))
    return row


async def changes_of(session: AsyncSession, place: int, since: date) -> Sequence[ChangeRow]:
    """The days from `since` on that are different at a place, in order."""
    found = await session.scalars(
        select(ChangeRow)
        .where(ChangeRow.place == place, ChangeRow.day >= since)
        .order_by(ChangeRow.day, ChangeRow.opens, ChangeRow.id)
        .limit(MOST_CHANGES)
    )
    return found.all()


async def add_rule(session: AsyncSession, place: int, service: Service, rule: Rule) -> RuleRow:
    """Open a service at a place every week. Raises FaultyError or GoneError."""
    await _check(session, place, service, rule, but=0)
    if len(await rules_of(session, place)) >= MOST_RULES:
        raise FaultyError(mark("A place has at most 200 opening hours."))
    row = RuleRow(place=place, service=service, version=1, **_columns(rule))
    session.add(row)
    await session.flush()
    return row


async def edit_rule(session: AsyncSession, number: int, version: int, rule: Rule) -> RuleRow:
    """Change a rule; bookings made stay as they are. Raises FaultyError, GoneError, StaleError."""
    row = await _rule_at(session, number, version)
    await _check(session, row.place, Service(row.service), rule, but=number)
    for name, value in _columns(rule).items():
        setattr(row, name, value)
    row.version += 1
    await session.flush()
    return row


async def remove_rule(session: AsyncSession, number: int, version: int) -> None:
    """Take a rule out; bookings made stay as they are. Raises GoneError or StaleError."""
    await session.delete(await _rule_at(session, number, version))
    await session.flush()


async def open_on(
    session: AsyncSession, place: int, service: Service, day: date, opening: Opening
) -> ChangeRow:
    """Give a day hours of its own, in place of the rules and of a holiday. Raises FaultyError.

    For closing a day see flows.booking.desk.close_day.
    """
    _check_opening(opening)
    await _check_place(session, place, service, opening)
    await _check_day(session, place, service, day, opening)
    row = ChangeRow(
        place=place,
        day=day,
        service=service,
        opens=opening.opens,
        closes=opening.closes,
        minutes=opening.minutes,
        seats=opening.seats,
        counsellor=opening.counsellor,
    )
    session.add(row)
    await session.flush()
    return row


async def remove_change(session: AsyncSession, place: int, number: int) -> ChangeRow:
    """Take back what was different on a day: rules and holidays hold again. Raises GoneError.

    Who was told that a day is closed chooses again by themselves.
    """
    row = await session.get(ChangeRow, number)
    if row is None or row.place != place:
        raise GoneError(mark("That is not there any more."))
    await session.delete(row)
    await session.flush()
    return row


async def _rule_at(session: AsyncSession, number: int, version: int) -> RuleRow:
    row = await session.get(RuleRow, number, with_for_update=True, populate_existing=True)
    if row is None:
        raise GoneError(mark("That is not there any more."))
    if row.version != version:
        raise StaleError(mark("Somebody else changed it meanwhile. Please look again."))
    return row


async def _check(
    session: AsyncSession, place: int, service: Service, rule: Rule, *, but: int
) -> None:
    _check_opening(rule.opening)
    if not 0 <= rule.weekday < 7:
        raise FaultyError(mark("There are seven days in a week."))
    if rule.first and rule.last and rule.last < rule.first:
        raise FaultyError(mark("The last day lies before the first."))
    await _check_place(session, place, service, rule.opening)
    who = rule.opening.counsellor
    beside = select(RuleRow).where(
        _same(RuleRow.counsellor, who),
        RuleRow.id != but,
        RuleRow.weekday == rule.weekday,
        RuleRow.opens < rule.opening.closes,
        RuleRow.closes > rule.opening.opens,
        or_(RuleRow.last.is_(None), RuleRow.last >= rule.first) if rule.first else RuleRow.id > 0,
        or_(RuleRow.first.is_(None), RuleRow.first <= rule.last) if rule.last else RuleRow.id > 0,
    )
    if who is None:
        beside = beside.where(RuleRow.place == place, RuleRow.service == service)
    if await session.scalar(beside.limit(1)) is not None:
        raise FaultyError(mark("These hours overlap with others of the same day."))


async def _check_day(
    session: AsyncSession, place: int, service: Service, day: date, opening: Opening
) -> None:
    """Refuse hours of a day that overlap with others of it, or that a closed day would swallow."""
    beside = await session.scalars(
        select(ChangeRow).where(
            ChangeRow.place == place,
            ChangeRow.day == day,
            or_(ChangeRow.service.is_(None), ChangeRow.service == service),
            or_(
                ChangeRow.opens.is_(None),
                (ChangeRow.opens < opening.closes)
                & (ChangeRow.closes > opening.opens)
                & _same(ChangeRow.counsellor, opening.counsellor),
            ),
        )
    )
    found = beside.all()
    if any(row.opens is None for row in found):
        raise FaultyError(mark("That day is closed. Open it again first."))
    if found:
        raise FaultyError(mark("These hours overlap with others of the same day."))


def _same(column: InstrumentedAttribute[int | None], who: int | None) -> ColumnElement[bool]:
    return column == who if who is not None else column.is_(None)


async def _check_place(
    session: AsyncSession, place: int, service: Service, opening: Opening
) -> None:
    row = await session.get(PlaceRow, place)
    if row is None:
        raise GoneError(mark("That is not there any more."))
    if service not in row.services:
        raise FaultyError(mark("The place does not offer this service."))
    if opening.counsellor is not None:
        counsellor = await session.get(CounsellorRow, opening.counsellor)
        if counsellor is None or counsellor.place != place:
            raise FaultyError(mark("This person does not work at the place."))


def _check_opening(opening: Opening) -> None:
    if not 0 <= opening.opens < opening.closes <= DAY_MINUTES:
        raise FaultyError(mark("Closing comes after opening, on the same day."))
    if not SHORTEST <= opening.minutes <= opening.closes - opening.opens:
        raise FaultyError(mark("An appointment has at least 5 minutes and fits into the hours."))
    if not 1 <= opening.seats <= MOST_SEATS:
        raise FaultyError(mark("From 1 to 50 people can come at one time."))


def _columns(rule: Rule) -> dict[str, int | date | None]:
    opening = rule.opening
    return {
        "weekday": rule.weekday,
        "opens": opening.opens,
        "closes": opening.closes,
        "minutes": opening.minutes,
        "seats": opening.seats,
        "counsellor": opening.counsellor,
        "first": rule.first,
        "last": rule.last,
    }
