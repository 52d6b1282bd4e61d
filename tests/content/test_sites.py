"""The five site profiles: every fact has its section, every target a known indicator."""

from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from content.files import load
from content.indicator import Unit, plan_indicators
from content.local import (
    ALLOWED_NUMBERS,
    SITES,
    Fact,
    FactKind,
    Period,
    Phone,
    Site,
    site,
    site_of,
)
from nlu.entities import records

LIBRARY = load()
ALL = [site(name) for name in SITES]
SECTION = re.compile(r"^(?:mục|phần) \w+")
DIGITS = re.compile(r"(?<![\d/.,-])\d[\d .]{7,}\d")


@pytest.mark.parametrize("place", ALL, ids=lambda place: place.id)
def test_every_fact_target_and_report_has_its_section(place: Site):
    for entry in (*place.facts, *place.targets, *place.reports):
        assert SECTION.match(entry.section), entry


@pytest.mark.parametrize("place", ALL, ids=lambda place: place.id)
def test_every_target_is_of_a_known_indicator_and_unit(place: Site):
    for target in place.targets:
        indicator = plan_indicators()[target.indicator]
        assert target.unit is indicator.unit
        assert target.unit is not Unit.PERCENT or target.value <= 100
        assert target.to is None or target.to > target.value
        assert target.year is None or place.first_year <= target.year <= place.last_year


@pytest.mark.parametrize("place", ALL, ids=lambda place: place.id)
def test_a_plan_has_one_target_an_indicator_and_year(place: Site):
    keys = [(target.indicator, target.year) for target in place.targets]
    assert len(keys) == len(set(keys))


def test_no_indicator_is_without_a_target_and_staff_training_is_common_to_all():
    used = [{target.indicator for target in place.targets} for place in ALL]
    assert set.union(*used) == set(plan_indicators())
    assert "staff_trained" in set.intersection(*used)


@pytest.mark.parametrize("place", ALL, ids=lambda place: place.id)
def test_a_plan_topics_documents_and_provinces_exist(place: Site):
    assert place.plan in LIBRARY.documents
    assert {topic for fact in place.facts for topic in fact.topics} <= LIBRARY.topics.keys()
    for change in place.changes:
        assert all(source.document in LIBRARY.documents for source in change.sources)
    assert records.provinces()[place.province].now == place.province_now


@pytest.mark.parametrize("place", ALL, ids=lambda place: place.id)
def test_only_allowed_numbers_are_shown(place: Site):
    for text in place.shown():
        assert not DIGITS.search(text), text
    phones = [fact.phone for fact in place.facts if fact.phone]
    assert all(phone.is_shown == (phone.printed in ALLOWED_NUMBERS) for phone in phones)


@pytest.mark.parametrize("place", ALL, ids=lambda place: place.id)
def test_every_site_says_what_changed_and_speaks_both_languages(place: Site):
    documents = {source.document for change in place.changes for source in change.sources}
    assert documents >= {"nq-202-2025", "nd-184-2025", "chuyen-nganh-cai-nghien-2025"}
    for pair in (place.name, *(fact.text for fact in place.facts)):
        assert pair.en


@pytest.mark.parametrize(
    ("name", "half", "year"),
    [
        ("binh-thuan", "06-05", "12-05"),
        ("quang-ngai", "05-31", "11-30"),
        ("lai-chau", None, None),
        ("hai-phong-kien-an", None, None),
        ("ha-nam", None, None),
    ],
)
def test_report_dates_are_those_the_plan_prints(name: str, half: str | None, year: str | None):
    reports = [site(name).report(period) for period in (Period.HALF_YEAR, Period.YEAR)]
    assert [report.before if report else "missing" for report in reports] == [half, year]


@pytest.mark.parametrize(
    ("name", "indicator", "year", "value"),
    [
        ("binh-thuan", "people_treated", None, 80),
        ("quang-ngai", "counselling_points", None, 10),
        ("lai-chau", "methadone_patients", 2020, 2200),
        ("hai-phong-kien-an", "people_treated", 2023, 90),
        ("ha-nam", "compulsory_share", 2020, 6),
    ],
)
def test_targets_are_those_of_the_plan(name: str, indicator: str, year: int | None, value: float):
    (target,) = (t for t in site(name).targets if (t.indicator, t.year) == (indicator, year))
    assert target.value == value


def test_a_site_is_found_by_its_province_then_and_now():
    found = {name: site_of(name) for name in ("binh-thuan", "lam-dong", "ninh-binh", "kon-tum")}
    assert {name: place.id if place else None for name, place in found.items()} == {
        "binh-thuan": "binh-thuan",
        "lam-dong": "binh-thuan",
        "ninh-binh": "ha-nam",
        "kon-tum": None,
    }


def test_an_unknown_site_is_refused():
    with pytest.raises(KeyError):
        site("../topics/index")


def test_a_number_that_is_not_allowed_stays_with_staff_and_out_of_every_text():
    assert Phone(printed="115").is_shown
    assert not Phone(printed="0252 000 000").is_shown
    place = site("binh-thuan")
    bad = Fact.model_validate(
        {
            "kind": FactKind.HOTLINE,
            "text": {"vi": "Gọi 0252 000 0000."},
            "section": "mục III.1.5.b",
        }
    )
    body = place.model_dump() | {"facts": (bad.model_dump(),)}
    with pytest.raises(ValidationError, match="telephone number"):
        Site.model_validate(body)
