"""Filling in a report together, making it final, opening it again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from flows.reports import keeping
from flows.reports.errors import FaultyEntryError, FinalError, NoReportError, StaleReportError
from flows.reports.keeping import MOST, Hand, Number, read_number
from store.engine import Store
from tests.flows.reports.writing import HALF, NOW, YEAR, answered, begun, entered, finished, hand


@pytest.mark.parametrize(
    ("typed", "number"),
    [("", None), (" ", None), ("84", 84), ("1.234", 1234), ("12 345", 12345), ("0", 0),
     ("10.000.000", MOST)],
)  # fmt: skip
def test_numbers_are_read_as_they_are_written_here(typed: str, number: int | None):
    assert read_number(typed) == number


@pytest.mark.parametrize(
    "typed", ["-1", "1,5", "12.34", "tám", "1e3", "10000001", "9" * 30, "٣", "1.2345"]
)
def test_what_is_no_whole_number_is_sent_back(typed: str):
    with pytest.raises(FaultyEntryError):
        read_number(typed)


async def test_a_new_report_holds_what_was_counted_up_to_yesterday(store: Store):
    await answered(store, "law/use_penalty", 30)
    await answered(store, "law/use_penalty", 500, NOW + timedelta(days=1))
    sheet = await begun(store)
    assert sheet.counted_to == date(2026, 6, 1)
    counted = {one.indicator: one.whole for one in sheet.counted}
    whole = counted["answers"]
    assert whole is not None
    assert whole.count == 30
    assert {part.name.vi: part.count for part in whole.parts}["Luật và mức phạt"] == 30
    assert sheet.sent_to == "Sở Lao động - Thương binh và Xã hội"


async def test_beginning_again_changes_nothing(store: Store):
    await begun(store)
    await entered(store, "models", Number(2))
    sheet = await begun(store)
    assert [line.indicator for line in sheet.lines if line.entered] == ["models"]


async def test_a_number_keeps_who_entered_it_and_when(store: Store):
    await begun(store)
    await entered(store, "staff_trained", Number(84, 100, "theo danh sách lớp"))
    async with store.transaction() as session:
        sheet = await keeping.sheet_of(session, HALF)
    line = next(line for line in sheet.lines if line.entered)
    assert line.entered is not None
    assert (line.entered.by, line.entered.at, line.entered.note, line.result) == (
        "lan",
        NOW,
        "theo danh sách lớp",
        84,
    )


async def test_two_who_enter_one_number_do_not_overwrite_each_other(store: Store):
    await begun(store)
    await entered(store, "models", Number(2))
    with pytest.raises(StaleReportError):
        await entered(store, "models", Number(3))
    await entered(store, "models", Number(3), version=1)


@pytest.mark.parametrize(
    ("indicator", "number"),
    [
        ("staff_trained", Number(84)),
        ("staff_trained", Number(None, 100)),
        ("staff_trained", Number(101, 100)),
        ("staff_trained", Number(0, 0)),
        ("models", Number(1, None, "x" * 301)),
    ],
)
async def test_a_number_that_cannot_be_is_sent_back(
    sqlite_store: Store, indicator: str, number: Number
):
    await begun(sqlite_store)
    with pytest.raises(FaultyEntryError):
        await entered(sqlite_store, indicator, number)


async def test_what_the_plan_does_not_ask_for_is_refused(sqlite_store: Store):
    with pytest.raises(NoReportError):
        await entered(sqlite_store, "models", Number(1))
    await begun(sqlite_store)
    with pytest.raises(NoReportError):
        await entered(sqlite_store, "methadone_patients", Number(1))


async def test_a_final_report_stays_as_it_was(store: Store):
    await begun(store)
    await entered(store, "models", Number(2))
    final = await finished(store)
    assert final.edition == 1
    with pytest.raises(FinalError):
        await entered(store, "models", Number(3), version=1)
    async with store.transaction() as session:
        row = await keeping.find(session, HALF)
        assert row is not None
        await keeping.reopen(session, HALF, row.version, hand())
    await entered(store, "models", Number(3), version=1)
    await finished(store)
    async with store.transaction() as session:
        made = await keeping.editions(session, row.id)
    assert [(one.number, one.by) for one in made] == [(2, "an"), (1, "an")]
    assert made[1].sheet == final.model_dump(mode="json")


async def test_nobody_makes_final_what_changed_since_they_looked(store: Store):
    await begun(store)
    async with store.transaction() as session:
        row = await keeping.find(session, HALF)
        assert row is not None
        seen = await keeping.stamp(session, row.id)
    await entered(store, "models", Number(2))
    with pytest.raises(StaleReportError):
        async with store.transaction() as session:
            await keeping.finish(session, HALF, seen, hand())


async def test_remarks_written_over_those_of_another_are_refused(store: Store):
    await begun(store)
    async with store.transaction() as session:
        await keeping.write(session, HALF, "Công an tỉnh", "Tốt.", 1, hand())
    with pytest.raises(StaleReportError):
        async with store.transaction() as session:
            await keeping.write(session, HALF, "Sở", "Khác.", 1, hand())
    async with store.transaction() as session:
        sheet = await keeping.sheet_of(session, HALF)
    assert (sheet.sent_to, sheet.remarks) == ("Công an tỉnh", "Tốt.")


async def test_the_year_does_not_tell_what_little_came_after_the_half(store: Store):
    await answered(store, "law/use_penalty", 30)
    await answered(store, "drug/cannabis", 40)
    await begun(store)
    await finished(store)
    await answered(store, "law/use_penalty", 2)
    await answered(store, "drug/cannabis", 60)
    sheet = await begun(store, YEAR)
    whole = next(one.whole for one in sheet.counted if one.indicator == "answers")
    assert whole is not None
    told = {part.name.en: part.count for part in whole.parts}
    assert (whole.count, told["Law and penalties"], told["Drugs and health"]) == (132, None, None)


async def test_counts_are_taken_anew_when_asked(store: Store):
    await begun(store)
    await answered(store, "law/use_penalty", 30)
    async with store.transaction() as session:
        await keeping.count_again(session, HALF, 1, Hand("lan", NOW))
        sheet = await keeping.sheet_of(session, HALF)
    whole = next(one.whole for one in sheet.counted if one.indicator == "answers")
    assert whole is not None
    assert whole.count == 30
