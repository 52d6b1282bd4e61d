"""Every province, by whatever name it has or had, leads to the places of today's province."""

from __future__ import annotations

import pytest

from content.provinces import Province, provinces
from flows.booking.areas import area_of
from flows.booking.browse import areas_of, in_province
from flows.booking.directory import slug
from flows.booking.tables import PlaceRow
from flows.engine import PickDay
from nlu.entities import Kind, find
from nlu.text.letters import fold
from store.engine import Store
from tests.support.booking import NEED, Walk, a_place, words

ALL = tuple(provinces().values())
CALLED = [(name, one) for one in ALL for name in (one.id, one.name, *one.aliases)]


def row(province: str, site: str = "") -> PlaceRow:
    return PlaceRow(province=slug(province), province_name=province, site=site)


@pytest.mark.parametrize(("name", "one"), CALLED, ids=[name for name, _ in CALLED])
def test_a_place_is_found_under_every_name_of_its_province(name: str, one: Province):
    kept_now, kept_then = row(provinces()[one.now].name), row(name)
    others = [row(other.name) for other in ALL if other.now != one.now]
    wanted = [kept_now, kept_then]
    for asked in (one.id, one.now):
        found = in_province([*others, *wanted], asked)
        assert sorted(map(id, found)) == sorted(map(id, wanted))


def test_there_are_63_names_of_34_provinces():
    assert len(ALL) == 63
    assert len({one.now for one in ALL}) == 34


def test_places_of_the_ground_that_was_named_come_before_the_rest_of_the_province():
    other, then, of_the_site = row("Lâm Đồng"), row("Bình Thuận"), row("Lâm Đồng", "binh-thuan")
    found = in_province([other, then, of_the_site], "binh-thuan")
    assert found == [then, of_the_site, other]


def test_places_kept_under_an_old_name_stand_below_the_province_of_today():
    places = [row("Đắk Nông"), row("Lâm Đồng"), row("Hà Nam")]
    assert areas_of(places, "") == [("lam-dong", "Lâm Đồng"), ("ninh-binh", "Ninh Bình")]


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
@pytest.mark.parametrize("write", [str, fold], ids=["marks", "folded"])
def test_a_province_in_the_sentence_is_the_one_of_today_in_the_talk(one: Province, write):
    named = find(write(f"đặt lịch tư vấn ở {one.name}"))
    places = [entity.value for entity in named if entity.kind is Kind.PROVINCE]
    assert [area_of(place) for place in places] == [one.now]


async def test_an_old_name_finds_the_places_of_today_and_says_so(sqlite_store: Store):
    await a_place(sqlite_store, province="Lâm Đồng")
    await a_place(sqlite_store, province="Lai Châu")
    walk = Walk(sqlite_store).begin("booking", need=NEED, province="dak-nong")
    standing = await walk.go()
    assert isinstance(standing.waits, PickDay)
    assert "Đắk Nông is part of Lâm Đồng now." in words(standing.said)


async def test_an_old_name_without_places_leads_to_where_there_are_some(sqlite_store: Store):
    await a_place(sqlite_store, province="Lai Châu")
    walk = Walk(sqlite_store).begin("booking", need=NEED, province="dak-nong")
    said = words((await walk.go()).said)
    assert "Where you are I know no place" in said
