"""What the service counts of itself, from what happened to what a report may tell."""

from __future__ import annotations

from datetime import date, timedelta

from bot.message import Kind as ReplyKind
from content.groups import BROWSED
from content.indicator import service_indicators
from flows.aftercare import alerts, cases
from flows.booking import telling
from flows.booking.desk import outcome
from flows.booking.seats import State
from flows.booking.tables import BookingRow
from flows.booking.tally import by_service
from flows.counts.daily import Key, Kind, Span, add, add_one
from flows.counts.hiding import FEWEST
from flows.hotline.tables import CallRow
from flows.reach import tasks
from flows.reach.port import Notification
from flows.reports.measures import ANSWER, CRISIS, FALLBACK, MEASURES, take
from store.engine import Store
from tests.support.booking import MONDAY, a_booking, a_place

DAY = date(2026, 11, 30)
WEEK = Span(DAY, DAY + timedelta(days=6))
MUCH_LATER = MONDAY + timedelta(days=100)


async def counted(store: Store, *keys: tuple[str, str, int]) -> None:
    async with store.transaction() as session:
        await add(session, {Key(DAY, "web", kind, topic): n for kind, topic, n in keys})


def test_every_indicator_of_the_service_has_its_measure():
    assert {one.measure for one in service_indicators().values()} == set(MEASURES)


def test_replies_are_counted_under_the_kinds_of_the_talk():
    kinds = (ReplyKind.ANSWER, ReplyKind.CRISIS, ReplyKind.FALLBACK)
    assert kinds == (ANSWER, CRISIS, FALLBACK)


async def test_answers_are_told_by_group_without_small_talk(store: Store):
    await counted(
        store,
        ("answer", "law/use_penalty", 7),
        ("answer", "law/trial", 8),
        ("answer", "drug/cannabis", 20),
        ("answer", "chat/hello", 500),
        ("fallback", "other/out_of_scope", 6),
        ("crisis", "crisis/suicide", 3),
    )
    async with store.transaction() as session:
        taken = await take(session, WEEK)
    told = {name: part.count for name, part in taken["answers"].parts.items()}
    assert told == {**dict.fromkeys(BROWSED, 0), "law": 15, "drug": 20}
    assert taken["answers"].count == 35
    assert taken["unanswered"].count == 6
    assert taken["crisis_cards"].count is None


async def test_a_count_that_a_half_told_is_not_told_again_with_few_more(store: Store):
    await counted(store, ("answer", "law/use_penalty", 40), ("answer", "drug/cannabis", 40))
    async with store.transaction() as session:
        half = await take(session, WEEK)
    await counted(store, ("answer", "law/use_penalty", 3), ("answer", "drug/cannabis", 30))
    async with store.transaction() as session:
        year = (await take(session, WEEK, [half]))["answers"]
    assert year.parts["law"].count is None
    assert year.parts["drug"].count is None
    assert year.count == 113


async def test_bookings_are_told_by_service_and_end_also_when_forgotten(store: Store):
    place, demo = await a_place(store), await a_place(store, demo=True)
    rows = []
    for number in range(4):
        row, _ = await a_booking(
            store, place, MONDAY + timedelta(minutes=30 * number), talk=f"t{number}"
        )
        rows.append(row)
    await a_booking(store, demo, talk="demo")
    states = (State.ARRIVED, State.DONE, State.MISSED)
    async with store.transaction() as session:
        for row, state in zip(rows, states, strict=False):
            await outcome(session, row.id, state, row.version, MUCH_LATER)
    expected = {"counselling": {"came": 2, "missed": 1, "open": 1}}
    async with store.transaction() as session:
        assert await by_service(session, WEEK) == expected
    for row in rows[:2]:
        async with store.transaction() as session:
            seen = Notification(1, telling.subject(row), telling.FORGET, "once", MONDAY, {}, None)
            await telling._forget(session, seen, MUCH_LATER)
    async with store.transaction() as session:
        assert await session.get(BookingRow, rows[0].id) is None
        assert await by_service(session, WEEK) == expected
        days_after = Span(DAY + timedelta(1), DAY + timedelta(6))
        assert await by_service(session, days_after) == {}


async def test_alerts_are_told_by_whether_they_were_closed_in_time(store: Store):
    async with store.transaction() as session:
        for number in range(2 * FEWEST + 1):
            made = await tasks.open_task(
                session,
                subject=cases.subject(number),
                kind=alerts.ALERT if number else "missed",
                key="k",
                holder=None,
                due=MONDAY,
                now=MONDAY - timedelta(hours=4),
            )
            late = timedelta(minutes=1 if number > FEWEST else 0)
            assert made is not None
            await tasks.close(session, made, "lan", tasks.TaskOutcome.DONE, MONDAY + late)
        told = (await take(session, WEEK))["alerts"]
    assert {name: part.count for name, part in told.parts.items()} == {"in_time": 5, "late": 5}


async def test_calls_and_rounds_are_told_as_they_are_counted(sqlite_store: Store):
    async with sqlite_store.transaction() as session:
        for _ in range(FEWEST):
            await add_one(session, DAY, Kind.QUIZ, "round")
        for number in range(FEWEST):
            words = dict.fromkeys(("caller", "topic", "need", "referral"), "other")
            call = {"once": str(number), "at": MONDAY, "by": "lan", "outcome": "answered"}
            session.add(CallRow(**call, **words))
        await session.flush()
        taken = await take(session, WEEK)
    assert taken["hotline_calls"].parts["answered"].count == FEWEST
    assert taken["quiz_rounds"].count == FEWEST
    assert taken["cases_open"].count == 0
