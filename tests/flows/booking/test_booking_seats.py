"""Never two people in one place."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from flows.booking.openings import free_times
from flows.booking.seats import (
    HOLD,
    State,
    by_code,
    by_token,
    confirm,
    give_up,
    hold,
    let_go,
    move,
)
from flows.booking.slots import Opening
from flows.booking.tables import BookingRow
from store.engine import Store
from tests.support.booking import KEYS, MONDAY, MORNING, NEED, NOW, a_booking, a_place, booking

DAY = MONDAY.date()
ATTEMPTS = 1000


async def try_hold(store: Store, place: int, talk: str, now=NOW, start=MONDAY) -> str | None:
    async with store.transaction() as session:
        return await hold(
            session, place=place, service=NEED, start=start, talk=talk, now=now,
            random=Random(talk),
        )  # fmt: skip


async def free(store: Store, place: int, now=NOW) -> list[str]:
    async with store.transaction() as session:
        return [f"{s.start:%H:%M}" for s in await free_times(session, place, NEED, (DAY,), now)]


@pytest.mark.timeout(180)
async def test_a_thousand_people_at_once_get_exactly_the_seats_there_are(store: Store):
    place = await a_place(store, Opening(480, 510, 30, 7))

    async def one(number: int) -> bool:
        token = await try_hold(store, place, f"talk-{number}")
        if token is None:
            return False
        async with store.transaction() as session:
            return await confirm(session, token, NOW, KEYS, Random(number)) is not None

    got = await asyncio.gather(*(one(number) for number in range(ATTEMPTS)))
    async with store.transaction() as session:
        rows = await session.scalars(select(BookingRow.seat).where(BookingRow.start == MONDAY))
        assert sorted(rows.all()) == list(range(1, 8))
    assert Counter(got)[True] == 7


async def test_the_database_itself_forbids_two_people_on_one_seat(store: Store):
    place = await a_place(store)
    first, _ = await a_booking(store, place)
    with pytest.raises(IntegrityError):
        async with store.transaction() as session:
            session.add(
                BookingRow(
                    place=place, service=NEED, start=first.start, end=first.end, seat=first.seat,
                    state=State.BOOKED, token="x", made_at=NOW, version=1,
                )
            )  # fmt: skip


async def test_a_held_seat_is_nobody_elses_until_its_time_is_over(store: Store):
    place = await a_place(store, Opening(480, 510, 30, 1))
    assert await try_hold(store, place, "a")
    assert await try_hold(store, place, "b", NOW + HOLD - timedelta(seconds=1)) is None
    assert await free(store, place, NOW + HOLD) == ["08:00"]
    assert await try_hold(store, place, "b", NOW + HOLD)


async def test_whoever_says_yes_after_the_hold_and_before_anybody_else_still_gets_it(store: Store):
    place = await a_place(store, Opening(480, 510, 30, 1))
    token = await try_hold(store, place, "a")
    assert token
    async with store.transaction() as session:
        assert await confirm(session, token, NOW + 2 * HOLD, KEYS, Random(1))


async def test_a_hold_that_went_to_somebody_else_cannot_be_booked(store: Store):
    place = await a_place(store, Opening(480, 510, 30, 1))
    token = await try_hold(store, place, "a")
    assert token
    assert await try_hold(store, place, "b", NOW + HOLD)
    async with store.transaction() as session:
        assert await confirm(session, token, NOW + HOLD, KEYS, Random(1)) is None


async def test_a_talk_holds_one_seat_at_a_time(store: Store):
    place = await a_place(store)
    await try_hold(store, place, "a")
    await try_hold(store, place, "a", start=MONDAY + timedelta(minutes=30))
    async with store.transaction() as session:
        assert await session.scalar(select(func.count(BookingRow.id))) == 1


async def test_what_is_held_can_be_let_go_but_not_what_is_booked(store: Store):
    place = await a_place(store)
    token = await try_hold(store, place, "a")
    row, _ = await a_booking(store, place, talk="b")
    async with store.transaction() as session:
        await let_go(session, token or "")
        await let_go(session, row.token)
    assert await booking(store, token or "") is None
    assert await booking(store, row.token) is not None


async def test_a_full_time_is_offered_to_nobody(store: Store):
    place = await a_place(store, Opening(480, 540, 30, 1))
    await a_booking(store, place)
    assert await free(store, place) == ["08:30"]


async def test_no_time_outside_the_hours_can_be_held(store: Store):
    place = await a_place(store)
    for minutes in (-30, 5, 180):
        start = MONDAY + timedelta(minutes=minutes)
        assert await try_hold(store, place, "a", start=start) is None
    assert await try_hold(store, place, "a", now=MONDAY - timedelta(minutes=59)) is None


async def test_booking_again_after_a_crash_gives_a_code_that_works(store: Store):
    place = await a_place(store)
    row, first = await a_booking(store, place)
    async with store.transaction() as session:
        again = await confirm(session, row.token, NOW, KEYS, Random(5))
        assert again is not None
        assert await by_code(session, KEYS, first) is None
        found = await by_code(session, KEYS, again[1].lower().replace("-", " "))
    assert found is not None
    assert (found.id, found.tail) == (row.id, again[1][-2:])


async def test_the_database_does_not_hold_the_code_or_the_talk(store: Store):
    place = await a_place(store)
    row, code = await a_booking(store, place, talk="talk-77")
    held = {str(value) for name, value in vars(row).items() if not name.startswith("_")}
    assert not held & {code, code.replace("-", ""), "talk-77"}


async def test_moving_frees_the_old_seat_and_keeps_the_code(store: Store):
    place = await a_place(store, Opening(480, 540, 30, 1))
    row, code = await a_booking(store, place)
    async with store.transaction() as session:
        mine = await by_token(session, row.token)
        assert mine is not None
        assert await move(session, mine, MONDAY + timedelta(minutes=30), NOW)
    assert await free(store, place) == ["08:00"]
    async with store.transaction() as session:
        found = await by_code(session, KEYS, code)
    assert found is not None
    assert (found.start, found.version) == (MONDAY + timedelta(minutes=30), 2)


async def test_moving_to_a_taken_time_changes_nothing(store: Store):
    place = await a_place(store, Opening(480, 540, 30, 1))
    row, _ = await a_booking(store, place)
    await a_booking(store, place, MONDAY + timedelta(minutes=30), talk="b")
    async with store.transaction() as session:
        mine = await by_token(session, row.token)
        assert mine is not None
        assert await move(session, mine, MONDAY + timedelta(minutes=30), NOW) is None
    unmoved = await booking(store, row.token)
    assert unmoved is not None
    assert (unmoved.start, unmoved.seat, unmoved.version) == (MONDAY, 1, 1)


async def test_people_who_move_to_one_seat_at_once_do_not_share_it(store: Store):
    place = await a_place(store, MORNING)
    goal = MONDAY + timedelta(minutes=150)
    rows = [
        (await a_booking(store, place, MONDAY + timedelta(minutes=30 * n), talk=f"t{n}{k}"))[0]
        for n in range(4)
        for k in range(2)
    ]

    async def one(token: str) -> bool:
        async with store.transaction() as session:
            mine = await by_token(session, token)
            return mine is not None and await move(session, mine, goal, NOW) is not None

    got = await asyncio.gather(*(one(row.token) for row in rows))
    assert sum(got) == MORNING.seats


async def test_what_is_given_up_frees_its_seat(store: Store):
    place = await a_place(store, Opening(480, 510, 30, 1))
    row, _ = await a_booking(store, place)
    async with store.transaction() as session:
        mine = await by_token(session, row.token)
        assert mine is not None
        give_up(mine, State.CANCELLED)
    assert await free(store, place) == ["08:00"]
    assert await try_hold(store, place, "b")
