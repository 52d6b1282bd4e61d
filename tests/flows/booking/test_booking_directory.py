"""Staff keep places and hours; demo places come and go as one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import yaml
from pydantic import ValidationError
from sqlalchemy import select

from content.local import SITES
from flows.booking import demo
from flows.booking.browse import (
    address_of,
    in_province,
    map_of,
    needs_of,
    open_places,
    shown,
)
from flows.booking.counsellors import add_counsellor, counsellors_of, edit_counsellor
from flows.booking.desk import close_day
from flows.booking.directory import (
    Shelf,
    Wanted,
    add_place,
    count,
    edit_place,
    place_at,
    places,
    remove_place,
    slug,
)
from flows.booking.errors import FaultyError, GoneError, StaleError
from flows.booking.hours import (
    add_rule,
    changes_of,
    edit_rule,
    open_on,
    remove_change,
    remove_rule,
    rules_of,
)
from flows.booking.openings import all_times
from flows.booking.services import Service
from flows.booking.slots import Opening, Rule
from flows.booking.tables import PlaceRow
from store.engine import Store
from tests.support.booking import MONDAY, MORNING, NEED, NOW, a_booking, a_place, place

DAY = MONDAY.date()


async def test_two_who_edit_one_place_at_once_do_not_undo_each_other(store: Store):
    number = await a_place(store)
    async with store.transaction() as session:
        await edit_place(session, number, 1, place("Tên mới"), is_open=True)
    with pytest.raises(StaleError):
        async with store.transaction() as session:
            await edit_place(session, number, 1, place("Tên khác"), is_open=True)
    async with store.transaction() as session:
        assert (await place_at(session, number, 2)).name == "Tên mới"


async def test_a_closed_place_is_shown_to_nobody(store: Store):
    number = await a_place(store)
    async with store.transaction() as session:
        await edit_place(session, number, 1, place(), is_open=False)
        assert await open_places(session) == []


async def test_a_place_goes_with_its_hours_and_bookings(store: Store):
    number = await a_place(store)
    await a_booking(store, number)
    async with store.transaction() as session:
        await remove_place(session, number, 1)
    async with store.transaction() as session:
        assert await places(session) == []
        assert await rules_of(session, number) == []
    with pytest.raises(GoneError):
        async with store.transaction() as session:
            await remove_place(session, number, 1)


async def test_a_province_is_found_by_its_name_before_and_after_the_mergers(store: Store):
    await a_place(store, province="Lâm Đồng")
    async with store.transaction() as session:
        rows = await open_places(session)
    assert in_province(rows, "binh-thuan") == in_province(rows, "lam-dong") == rows
    assert in_province(rows, "ha-nam") == []


@pytest.mark.parametrize(
    ("name", "made"), [("Lâm Đồng", "lam-dong"), ("TP. Hải Phòng", "tp-hai-phong"), ("", "")]
)
def test_a_name_becomes_an_id(name: str, made: str):
    assert slug(name) == made


async def test_places_are_found_by_words_without_marks_and_read_on_from_the_last(store: Store):
    for name in ("Trạm y tế B", "Trạm y tế A", "Phòng khám"):
        await a_place(store, name=name)
    async with store.transaction() as session:
        wanted = Wanted(words="TRẠM Y TẾ")
        first = await places(session, wanted, most=1)
        assert [row.name for row in first] == ["Trạm y tế A"]
        rest = await places(session, wanted, first[0].id)
        assert [row.name for row in rest] == ["Trạm y tế B"]
        assert await places(session, Wanted(words="%")) == await places(session)
        assert await count(session, Wanted(shelf=Shelf.CLOSED)) == 0
        assert await places(session, Wanted(service=Service.LOANS)) == []
        assert await places(session, Wanted(province="ha-noi")) == []


async def test_a_place_belongs_to_the_site_of_its_province(sqlite_store: Store):
    async with sqlite_store.transaction() as session:
        assert (await add_place(session, place())).site == "binh-thuan"
        assert (await add_place(session, place(province="Cà Mau"))).site == ""


async def test_coordinates_stand_together_and_make_the_map(sqlite_store: Store):
    with pytest.raises(ValidationError):
        place(latitude=11.5)
    with pytest.raises(ValidationError):
        place(latitude=111.5, longitude=108.1)
    async with sqlite_store.transaction() as session:
        row = await add_place(session, place(latitude=11.5, longitude=108.123456))
        assert map_of(row).endswith("?mlat=11.50000&mlon=108.12346#map=17/11.50000/108.12346")
        assert shown(row)["map"] == map_of(row)


async def test_a_counsellor_who_is_not_there_has_no_free_times(store: Store):
    number = await a_place(store)
    async with store.transaction() as session:
        who = await add_counsellor(session, number, "  Chị  Mẫu ")
        assert who.name == "Chị Mẫu"
        seat = Opening(780, 840, 30, 1, counsellor=who.id)
        await add_rule(session, number, NEED, Rule(0, seat))
        assert len(await all_times(session, number, NEED, (DAY,))) == 8
        await edit_counsellor(session, number, who.id, 1, "Chị Mẫu", is_open=False)
        assert len(await all_times(session, number, NEED, (DAY,))) == 6
        with pytest.raises(StaleError):
            await edit_counsellor(session, number, who.id, 1, "Anh Mẫu", is_open=True)
        with pytest.raises(GoneError):
            await edit_counsellor(session, number + 1, who.id, 2, "Anh Mẫu", is_open=True)
        assert [row.open for row in await counsellors_of(session, number)] == [False]


async def test_hours_of_a_day_do_not_overlap_nor_hide_behind_a_closed_day(sqlite_store: Store):
    number = await a_place(sqlite_store)
    async with sqlite_store.transaction() as session:
        made = await open_on(session, number, NEED, DAY, Opening(600, 660, 30, 1))
        with pytest.raises(FaultyError):
            await open_on(session, number, NEED, DAY, Opening(630, 690, 30, 1))
        await open_on(session, number, NEED, DAY, Opening(660, 690, 30, 1))
        assert len(await all_times(session, number, NEED, (DAY,))) == 3
        await remove_change(session, number, made.id)
        assert [row.opens for row in await changes_of(session, number, DAY)] == [660]
        with pytest.raises(GoneError):
            await remove_change(session, number, made.id)
        await close_day(session, number, DAY, NOW)
        with pytest.raises(FaultyError):
            await open_on(session, number, NEED, DAY, Opening(700, 760, 30, 1))


@pytest.mark.parametrize(
    "rule",
    [
        Rule(7, MORNING),
        Rule(0, Opening(600, 600, 30, 1)),
        Rule(0, Opening(600, 1441, 30, 1)),
        Rule(0, Opening(600, 620, 30, 1)),
        Rule(0, Opening(600, 700, 4, 1)),
        Rule(0, Opening(600, 700, 30, 0)),
        Rule(0, Opening(600, 700, 30, 51)),
        Rule(0, MORNING, first=DAY, last=DAY - timedelta(days=1)),
        Rule(0, Opening(600, 700, 30, 1, counsellor=99)),
    ],
)
async def test_hours_that_make_no_sense_are_refused(sqlite_store: Store, rule: Rule):
    async with sqlite_store.transaction() as session:
        number = (await add_place(session, place(), "lai-chau")).id
        with pytest.raises(FaultyError):
            await add_rule(session, number, NEED, rule)


async def test_a_service_the_place_does_not_offer_has_no_hours(sqlite_store: Store):
    number = await a_place(sqlite_store)
    async with sqlite_store.transaction() as session:
        with pytest.raises(FaultyError):
            await add_rule(session, number, Service.LOANS, Rule(0, MORNING))


async def test_hours_that_overlap_are_refused_those_beside_each_other_are_not(sqlite_store: Store):
    number = await a_place(sqlite_store)
    async with sqlite_store.transaction() as session:
        with pytest.raises(FaultyError):
            await add_rule(session, number, NEED, Rule(0, Opening(630, 720, 30, 1)))
        await add_rule(session, number, NEED, Rule(0, Opening(660, 720, 30, 1)))
        await add_rule(session, number, Service.JOBS, Rule(0, MORNING))


async def test_hours_of_different_months_do_not_overlap(sqlite_store: Store):
    async with sqlite_store.transaction() as session:
        number = (await add_place(session, place(), "lai-chau")).id
        await add_rule(session, number, NEED, Rule(0, MORNING, last=date(2026, 12, 31)))
        await add_rule(session, number, NEED, Rule(0, MORNING, first=date(2027, 1, 1)))
        with pytest.raises(FaultyError):
            await add_rule(session, number, NEED, Rule(0, MORNING, first=date(2026, 12, 1)))


async def test_one_counsellor_is_not_in_two_services_at_once(sqlite_store: Store):
    number = await a_place(sqlite_store)
    async with sqlite_store.transaction() as session:
        who = (await add_counsellor(session, number, "Chị Mẫu")).id
        seat = Opening(480, 600, 30, 1, counsellor=who)
        await add_rule(session, number, NEED, Rule(0, seat))
        with pytest.raises(FaultyError):
            await add_rule(session, number, Service.JOBS, Rule(0, seat))


async def test_a_rule_can_be_changed_and_taken_out(sqlite_store: Store):
    number = await a_place(sqlite_store)
    async with sqlite_store.transaction() as session:
        row = (await rules_of(session, number))[0]
        await edit_rule(session, row.id, 1, Rule(0, Opening(480, 540, 30, 1)))
        with pytest.raises(StaleError):
            await remove_rule(session, row.id, 1)
        assert len(await all_times(session, number, NEED, (DAY,))) == 2
        await remove_rule(session, row.id, 2)
        assert await all_times(session, number, NEED, (DAY,)) == ()


async def test_a_holiday_can_be_opened(sqlite_store: Store):
    number = await a_place(sqlite_store)
    new_year = date(2027, 1, 1)
    async with sqlite_store.transaction() as session:
        assert await all_times(session, number, NEED, (new_year,)) == ()
        await open_on(session, number, NEED, new_year, MORNING)
        assert len(await all_times(session, number, NEED, (new_year,))) == 6


async def test_what_is_offered_is_what_open_places_offer(sqlite_store: Store):
    await a_place(sqlite_store)
    async with sqlite_store.transaction() as session:
        rows = await open_places(session)
        assert needs_of(rows) == [Service.COUNSELLING, Service.JOBS]
        assert await open_places(session, Service.LOANS) == []
    assert address_of(rows[0]) == "1 đường Thử, Lâm Đồng"


@pytest.mark.parametrize("site", SITES)
async def test_every_site_has_demo_places_without_a_telephone(sqlite_store: Store, site: str):
    assert await demo.load(sqlite_store, site, NOW) == 3
    async with sqlite_store.transaction() as session:
        rows = await open_places(session)
        assert all(row.demo and row.phone is None and row.site == site for row in rows)
        assert set(needs_of(rows)) == set(Service)
        for row in rows:
            for service in row.services:
                days = [DAY + timedelta(days=n) for n in range(7)]
                assert await all_times(session, row.id, Service(service), days)


@pytest.mark.parametrize("site", SITES)
async def test_a_demo_place_shows_its_commune_and_hours_and_calls_them_samples(
    sqlite_store: Store, site: str
):
    await demo.load(sqlite_store, site, NOW)
    async with sqlite_store.transaction() as session:
        for row in await places(session):
            place = shown(row)
            assert row.commune in place["address"]
            assert row.commune in ("Xã mẫu", "Kiến An", "Phù Liễn")
            assert place["hours"].endswith("(mẫu)")
            for rule in await rules_of(session, row.id):
                opens, closes = f"{rule.opens // 60:02d}:{rule.opens % 60:02d}", rule.closes // 60
                assert opens in place["hours"], opens
                assert f"{closes:02d}:" in place["hours"], closes


@pytest.mark.parametrize("site", SITES)
def test_demo_files_hold_no_number_that_somebody_could_call(site: str):
    text = (demo.HOME / f"places-{site}.yml").read_text(encoding="utf-8")
    assert "phone" not in {name for entry in yaml.safe_load(text) for name in entry}


async def test_demo_places_come_by_themselves_only_where_no_place_ever_was(store: Store):
    assert await demo.load_into_empty(store, "ha-nam", NOW) == 3
    assert await demo.load_into_empty(store, "ha-nam", NOW) == 0
    assert await demo.remove(store) == 3
    assert await demo.load_into_empty(store, "ha-nam", NOW) == 0
    assert await demo.load(store, "ha-nam", NOW) == 3


async def test_real_places_stay_when_the_demo_goes(store: Store):
    await demo.load(store, "ha-nam", NOW)
    number = await a_place(store)
    assert await demo.remove(store) == 3
    assert await demo.load_into_empty(store, "ha-nam", NOW) == 0
    async with store.transaction() as session:
        assert list(await session.scalars(select(PlaceRow.id))) == [number]
