"""Sheets of places: faults by row, a yes in between, all or none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flows.booking.browse import open_places
from flows.booking.directory import Place, add_place, places
from flows.booking.errors import FaultyError, GoneError
from flows.booking.importing import (
    MOST_ROWS,
    THERE_ALREADY,
    TWICE,
    WAITS,
    doubles,
    keep,
    put_in,
    read_rows,
)
from flows.booking.services import Service
from store.engine import Store
from tests.support.booking import NOW, place

ROW = {
    "name": "Nơi A",
    "province": "Lai Châu",
    "address": "1 đường Thử",
    "services": ["counselling", "jobs"],
}


def test_rows_of_a_sheet_are_taken_or_named_with_what_is_wrong():
    rows = {
        2: ROW,
        3: {**ROW, "services": ["dancing"]},
        5: {**ROW, "name": None, "phone": "gọi anh An"},
        6: {**ROW, "colour": "blue"},
        7: {**ROW, "phone": 115},
        8: {**ROW, "latitude": 11.5},
    }
    found, faults = read_rows(rows)
    assert list(found) == [2, 7]
    assert found[7].services == (Service.COUNSELLING, Service.JOBS)
    assert [(fault.row, set(fault.columns)) for fault in faults] == [
        (3, {"services"}),
        (5, {"name", "phone"}),
        (6, {"colour"}),
        (8, {"latitude"}),
    ]


def test_an_import_has_an_end():
    with pytest.raises(FaultyError):
        read_rows(dict.fromkeys(range(2, MOST_ROWS + 3), ROW))


async def test_a_place_comes_into_the_directory_once(store: Store):
    new = Place.model_validate(ROW)
    async with store.transaction() as session:
        await add_place(session, place("Nơi B"))
        found = {2: new, 3: place("NƠI  B"), 4: new}
        assert [(fault.row, fault.why) for fault in await doubles(session, found)] == [
            (3, THERE_ALREADY),
            (4, TWICE),
        ]


async def test_a_sheet_goes_in_whole_once_and_only_for_who_sent_it(store: Store):
    found = [place(f"Nơi {n}") for n in range(3)]
    async with store.transaction() as session:
        await keep(session, "k" * 32, found, "lan", NOW)
        assert await places(session) == []
    async with store.transaction() as session:
        with pytest.raises(GoneError):
            await put_in(session, "k" * 32, "binh", NOW)
        with pytest.raises(GoneError):
            await put_in(session, "k" * 32, "lan", NOW + WAITS)
        assert len(await put_in(session, "k" * 32, "lan", NOW)) == 3
    async with store.transaction() as session:
        assert len(await open_places(session)) == 3
        with pytest.raises(GoneError):
            await put_in(session, "k" * 32, "lan", NOW)


async def test_a_newer_sheet_takes_the_place_of_the_one_that_waited(sqlite_store: Store):
    async with sqlite_store.transaction() as session:
        await keep(session, "a" * 32, [place("A")], "lan", NOW)
        await keep(session, "b" * 32, [place("B")], "lan", NOW + timedelta(minutes=1))
        with pytest.raises(GoneError):
            await put_in(session, "a" * 32, "lan", NOW)
        assert [row.name for row in await put_in(session, "b" * 32, "lan", NOW)] == ["B"]


async def test_nothing_of_a_sheet_goes_in_when_one_of_its_places_came_meanwhile(store: Store):
    async with store.transaction() as session:
        await keep(session, "k" * 32, [place("A"), place("B")], "lan", NOW)
    async with store.transaction() as session:
        await add_place(session, place("B"))
    with pytest.raises(FaultyError):
        async with store.transaction() as session:
            await put_in(session, "k" * 32, "lan", NOW)
    async with store.transaction() as session:
        assert [row.name for row in await places(session)] == ["B"]
