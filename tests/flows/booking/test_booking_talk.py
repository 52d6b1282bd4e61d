"""The road of a talk to an appointment and back."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from flows.booking import demo, forget
from flows.booking.desk import close_day
from flows.booking.seats import HOLD
from flows.booking.slots import Opening
from flows.booking.tables import BookingRow
from flows.engine import Choose, Do, Link, PickDay, PickTime, Standing, Write
from flows.reach.tables import ContactRow, NotificationRow
from store.engine import Store
from tests.support.booking import MONDAY, NEED, NOW, Walk, a_booking, a_place, words

DAY = MONDAY.date().isoformat()
ONE_SEAT = Opening(480, 540, 30, 1)


def keys(standing: Standing) -> list[str]:
    asked = standing.waits
    if isinstance(asked, Choose):
        return [option.key for option in asked.options]
    if isinstance(asked, PickDay):
        return [day.isoformat() for day in asked.days]
    assert isinstance(asked, PickTime)
    return [moment.key for moment in asked.moments]


def said(standing: Standing) -> str:
    return words(standing.said)


async def booked(walk: Walk) -> str:
    """Book the first Monday morning; returns the code."""
    standing = await walk.begin("booking", need=NEED).go(DAY, "0800", "yes")
    links = [way.path for way in standing.said[-1].ways if isinstance(way, Link)]
    assert links[0].startswith("/api/bookings/")
    assert links[1].startswith("https://www.openstreetmap.org/search?query=")
    return said(standing).partition("Your code: ")[2][:9]


async def test_a_person_finds_need_place_day_and_time_and_gets_a_code(store: Store):
    first, _ = await a_place(store), await a_place(store)
    walk = Walk(store)
    standing = await walk.begin("booking").go()
    assert keys(standing) == ["counselling", "jobs", "code"]
    standing = await walk.go("counselling")
    assert len(keys(standing)) == 2
    standing = await walk.go(str(first))
    assert DAY in keys(standing)
    standing = await walk.go(DAY)
    assert keys(standing)[:2] == ["0800", "0830"]
    standing = await walk.go("0830", "yes")
    assert "Booked. Your code: " in said(standing)
    assert (await walk.go("no")).is_over


async def test_what_is_known_is_not_asked(store: Store):
    await a_place(store, province="Lâm Đồng")
    await a_place(store, province="Lai Châu")
    walk = Walk(store).begin("booking", need="counselling", province="lam-dong")
    assert isinstance((await walk.go()).waits, PickDay)


async def test_a_need_that_no_place_offers_is_said_and_asked_anew(sqlite_store: Store):
    await a_place(sqlite_store)
    standing = await Walk(sqlite_store).begin("booking", need="loans").go()
    assert "I know no place yet for: Loans" in said(standing)
    assert keys(standing)[0] == "counselling"


async def test_a_province_without_places_is_told_where_there_are_some(sqlite_store: Store):
    await a_place(sqlite_store)
    walk = Walk(sqlite_store).begin("booking", need=NEED, province="ha-nam")
    assert "Where you are I know no place" in said(await walk.go())


async def test_the_province_is_asked_where_several_have_places_the_own_one_first(
    sqlite_store: Store,
):
    await a_place(sqlite_store, province="Lai Châu")
    await a_place(sqlite_store, province="Hải Phòng")
    standing = await Walk(sqlite_store).begin("booking", need=NEED).go()
    assert set(keys(standing)) == {"lai-chau", "hai-phong"}


async def test_many_places_are_narrowed_down_by_commune(sqlite_store: Store):
    for number in range(10):
        await a_place(sqlite_store, commune=f"Xã {number % 2}", name=f"Nơi {number}")
    walk = Walk(sqlite_store).begin("booking", need=NEED)
    assert keys(await walk.go()) == ["c0", "c1"]
    assert len(keys(await walk.go("c1"))) == 5
    walk.begin("booking", need=NEED, commune="Xã 0")
    assert len(keys(await walk.go())) == 5


async def test_without_any_place_the_talk_says_where_else_to_go(sqlite_store: Store):
    standing = await Walk(sqlite_store).begin("booking").go()
    assert standing.is_over
    assert "No place is listed" in said(standing)


async def test_a_demo_place_is_called_one_wherever_it_shows(sqlite_store: Store):
    await demo.load(sqlite_store, "binh-thuan", NOW)
    walk = Walk(sqlite_store).begin("booking", need="rehab")
    shown = said(await walk.go())
    assert "(sample)" in shown
    assert "sample place" in shown
    standing = await walk.go(DAY, "0800")
    assert isinstance(standing.waits, Choose)
    assert "(sample)" in words(standing.waits.prompt)
    standing = await walk.go("yes")
    assert "Nobody is waiting for you there" in said(standing)
    assert [way for way in standing.said[-1].ways if "map" in str(way)] == []


async def test_whoever_was_slower_is_asked_for_another_time(store: Store):
    place = await a_place(store, ONE_SEAT)
    walk = Walk(store).begin("booking", need=NEED)
    await walk.go(DAY)
    await a_booking(store, place, talk="faster")
    standing = await walk.go("0800")
    assert "Somebody was a moment faster" in said(standing)
    assert keys(await walk.go(DAY)) == ["0830"]


async def test_a_yes_that_comes_too_late_is_asked_again(store: Store):
    place = await a_place(store, ONE_SEAT)
    walk = Walk(store).begin("booking", need=NEED)
    await walk.go(DAY, "0800")
    await a_booking(store, place, talk="next", now=NOW + HOLD)
    walk.now = NOW + HOLD
    assert "The 10 minutes were over" in said(await walk.go("yes"))


async def test_leaving_it_gives_the_seat_back(store: Store):
    await a_place(store, ONE_SEAT)
    walk = Walk(store).begin("booking", need=NEED)
    assert (await walk.go(DAY, "0800", "no")).is_over
    async with store.transaction() as session:
        assert await session.scalar(select(func.count(BookingRow.id))) == 0


async def test_without_a_yes_to_reminders_nothing_leads_from_a_booking_to_its_talk(store: Store):
    await a_place(store)
    walk = Walk(store)
    await booked(walk)
    await walk.go("no")
    async with store.transaction() as session:
        assert await session.scalar(select(ContactRow)) is None
        assert await session.scalar(select(BookingRow.talk)) is None
    assert isinstance((await walk.begin("my_booking").go()).waits, Write)


async def test_reminders_are_meant_only_after_a_yes_and_again_for_a_new_time(store: Store):
    await a_place(store)
    walk = Walk(store)
    await booked(walk)
    await walk.go("yes")

    async def waiting() -> list[str]:
        async with store.transaction() as session:
            rows = await session.scalars(
                select(NotificationRow.key).where(
                    NotificationRow.state == "waiting", NotificationRow.tell_to.is_not(None)
                )
            )
            return sorted(rows)

    assert await waiting() == [MONDAY.isoformat()] * 2
    await walk.begin("my_booking").go("move", DAY, "0930")
    assert await waiting() == [(MONDAY + timedelta(minutes=90)).isoformat()] * 2
    await walk.go("remind")
    assert await waiting() == []


async def test_a_code_opens_the_appointment_from_anywhere(store: Store):
    await a_place(store)
    code = await booked(Walk(store))
    elsewhere = Walk(store, "talk-2", None).begin("my_booking")
    standing = await elsewhere.go("C7K2M-9QX")
    assert "I find no appointment with that code" in said(standing)
    standing = await elsewhere.go(code.lower())
    assert keys(standing) == ["way", "move", "remind", "cancel", "nothing"]
    assert (await elsewhere.go("cancel", "yes")).is_over
    standing = await elsewhere.begin("my_booking").go(code)
    assert "This appointment was cancelled." in said(standing)


async def test_guessing_codes_comes_to_an_end(sqlite_store: Store):
    standing = await Walk(sqlite_store).begin("my_booking").go(*["C7K2M-9QX"] * 8)
    assert standing.is_over


async def test_lateness_can_be_said_when_the_time_is_near(store: Store):
    await a_place(store)
    walk = Walk(store)
    code = await booked(walk)
    walk.now = MONDAY - timedelta(hours=1)
    await walk.begin("my_booking").go(code, "late", "20")
    async with store.transaction() as session:
        assert await session.scalar(select(BookingRow.late)) == 20


async def test_a_closed_day_leads_to_another_time_or_place(store: Store):
    place = await a_place(store)
    walk = Walk(store)
    code = await booked(walk)
    async with store.transaction() as session:
        await close_day(session, place, MONDAY.date(), NOW)
    standing = await walk.begin("my_booking").go(code)
    assert keys(standing) == ["move", "elsewhere", "cancel", "nothing"]
    standing = await walk.go("move")
    days = keys(standing)
    assert DAY not in days
    assert "Your code stays the same" in said(await walk.go(days[1], "0800"))


async def test_an_appointment_that_is_over_is_only_told(store: Store):
    await a_place(store)
    walk = Walk(store)
    code = await booked(walk)
    walk.now = MONDAY + timedelta(days=1)
    standing = await walk.begin("my_booking").go(code)
    assert standing.is_over
    assert "This appointment is over." in said(standing)


async def test_a_known_appointment_is_shown_before_another_is_made(store: Store):
    await a_place(store)
    walk = Walk(store)
    await booked(walk)
    await walk.go("yes")
    assert keys(await walk.begin("booking").go()) == ["see", "new"]
    assert "remind" in keys(await walk.go("see"))


async def test_forgetting_a_talk_deletes_what_it_is_reminded_of(store: Store):
    await a_place(store)
    walk = Walk(store)
    await booked(walk)
    await walk.go("yes")
    async with store.transaction() as session:
        assert await forget(session, walk.world()) == 1
    async with store.transaction() as session:
        for table in (BookingRow, ContactRow, NotificationRow):
            assert await session.scalar(select(func.count()).select_from(table)) == 0


async def test_going_back_from_the_yes_to_another_time_leaves_one_hold(store: Store):
    await a_place(store)
    walk = Walk(store).begin("booking", need=NEED)
    standing = await walk.go(DAY, "0800")
    assert standing.back is not None
    del walk.record[standing.back :]
    await walk.go("0900")
    async with store.transaction() as session:
        starts = list(await session.scalars(select(BookingRow.start)))
    assert starts == [MONDAY + timedelta(hours=1)]
    assert not isinstance((await walk.go()).waits, Do)
