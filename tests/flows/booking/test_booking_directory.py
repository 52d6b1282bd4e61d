"""Staff keep places and hours; demo places come and go as one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import yaml
from sqlalchemy import select

from content.local import SITES
from flows.booking import demo
from flows.booking.browse import address_of, in_province, needs_of, open_places
from flows.booking.directory import (
    MOST_ROWS,
    add_counsellor,
    add_place,
    edit_place,
    import_places,
    place_at,
    places,
    read_rows,
    remove_place,
    slug,
)
from flows.booking.errors import FaultyError, GoneError, StaleError
from flows.booking.hours import add_rule, edit_rule, open_on, remove_rule, rules_of
from flows.booking.openings import all_times
from flows.booking.services import Service
from flows.booking.slots import Opening, Rule
from flows.booking.tables import PlaceRow
from store.engine import Store
from tests.support.booking import MONDAY, MORNING, NEED, NOW, a_booking, a_place, place

DAY = MONDAY.date()
ROW = {
    "name": "Nơi A",
    "province": "Lai Châu",
    "address": "1 đường Thử",
    "services": "counselling, jobs",
}


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


def test_rows_of_a_sheet_are_taken_or_named_with_what_is_wrong():
    rows = [
        ROW,
        {**ROW, "services": "dancing"},
        {**ROW, "name": None, "phone": "gọi anh An"},
        {**ROW, "colour": "blue"},
        {**ROW, "phone": 115},
    ]
    found, faults = read_rows(rows)
    assert [one.services for one in found] == [(Service.COUNSELLING, Service.JOBS)] * 2
    assert [(fault.row, set(fault.columns)) for fault in faults] == [
        (3, {"services"}),
        (4, {"name", "phone"}),
        (5, {"colour"}),
    ]


def test_an_import_has_an_end():
    with pytest.raises(FaultyError):
        read_rows([ROW] * (MOST_ROWS + 1))


async def test_one_faulty_row_keeps_the_whole_sheet_out(sqlite_store: Store):
    async with sqlite_store.transaction() as session:
        assert await import_places(session, [ROW, {"name": "?"}], "lai-chau")
        assert await places(session) == []
        assert await import_places(session, [ROW, ROW], "lai-chau") == []
        assert len(await places(session)) == 2


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
