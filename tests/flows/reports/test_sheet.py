"""What a report tells of the plans' targets."""

from __future__ import annotations

import pytest

from content.local import SITES, Period, site
from flows.reports.keeping import Number
from flows.reports.sheet import Line, Sheet, build
from flows.reports.tables import EntryRow, ReportRow
from flows.reports.terms import Term
from tests.flows.reports.writing import NOW


def sheet(name: str, year: int, period: Period = Period.YEAR, **entries: Number) -> Sheet:
    row = ReportRow(
        sent_to="", remarks="", counted={}, counted_to=None, changed_at=NOW, changed_by="lan"
    )
    rows = [
        EntryRow(indicator=name, value=n.value, whole=n.whole, note="", by="lan", at=NOW, version=1)
        for name, n in entries.items()
    ]
    return build(Term(name, period, year), row, rows)


def line(of: Sheet, indicator: str) -> Line:
    return next(line for line in of.lines if line.indicator == indicator)


def goals(of: Sheet) -> dict[str, float]:
    return {line.indicator: line.goal.value for line in of.targets if line.goal}


@pytest.mark.parametrize("name", SITES)
def test_a_report_asks_for_every_target_of_its_plan_once(name: str):
    made = sheet(name, 2026)
    targets = [line.indicator for line in made.targets]
    assert sorted(targets) == sorted({target.indicator for target in site(name).targets})
    assert all(line.section and line.definition.vi for line in made.lines)
    assert made.missing == made.lines


def test_the_target_to_be_reached_next_is_the_one_that_holds():
    assert goals(sheet("ha-nam", 2014))["aftercare_in_work"] == 50
    assert goals(sheet("ha-nam", 2016))["aftercare_in_work"] == 70
    assert goals(sheet("ha-nam", 2026))["aftercare_in_work"] == 70


@pytest.mark.parametrize(
    ("name", "indicator", "number", "result", "is_reached"),
    [
        ("binh-thuan", "staff_trained", Number(81, 100), 81, True),
        ("binh-thuan", "staff_trained", Number(80, 100), 80, False),
        ("binh-thuan", "models", Number(1), 1, True),
        ("binh-thuan", "models", Number(0), 0, False),
        ("lai-chau", "methadone_patients", Number(2200), 2200, True),
        ("lai-chau", "people_recorded", Number(980, 1000), 2, True),
        ("lai-chau", "people_recorded", Number(1010, 1000), -1, False),
        ("ha-nam", "compulsory_share", Number(6, 100), 6, True),
        ("ha-nam", "compulsory_share", Number(7, 100), 7, False),
        ("binh-thuan", "jobs_found", Number(3), 3, None),
        ("binh-thuan", "staff_trained", Number(None, None), None, None),
    ],
)
def test_a_target_is_reached_as_its_plan_words_it(
    name: str, indicator: str, number: Number, result: float | None, is_reached: bool | None
):
    found = line(sheet(name, 2026, **{indicator: number}), indicator)
    assert (found.result, found.is_reached) == (result, is_reached)


def test_a_sheet_comes_back_whole_from_what_is_kept():
    made = sheet("ha-nam", 2026, staff_trained=Number(9, 10))
    assert Sheet.model_validate(made.model_dump(mode="json")) == made
