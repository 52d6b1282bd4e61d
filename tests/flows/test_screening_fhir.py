"""Instruments and answers as FHIR R4, read back by a library of the standard."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

from content.instrument import load
from flows.screening.fhir import Json, UnknownAnswerError, export, link, questionnaire, response

AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
NAMES = ["assist", "barc10", "checkin", "phq2", "safety", "young"]


def all_items(resource: Json) -> list[Json]:
    found = []
    for item in resource.get("item", []):
        found += [item, *all_items(item)]
    return found


def test_every_instrument_is_exported():
    assert set(NAMES) <= set(export())


@pytest.mark.parametrize("name", NAMES)
def test_every_questionnaire_is_valid_and_bears_its_copyright(name: str):
    made = questionnaire(load(name))
    read = Questionnaire.model_validate(made)
    assert read.copyright
    assert read.status == ("draft" if name == "assist" else "active")


@pytest.mark.parametrize("name", NAMES)
def test_link_ids_are_unique_and_conditions_name_one(name: str):
    items = all_items(questionnaire(load(name)))
    ids = [item["linkId"] for item in items]
    assert len(ids) == len(set(ids))
    asked = {when["question"] for item in items for when in item.get("enableWhen", ())}
    assert asked <= set(ids)


def test_the_skip_rules_stand_in_the_questionnaire():
    items = {item["linkId"]: item for item in all_items(questionnaire(load("assist")))}
    assert "duties.tobacco" not in items
    assert [when["operator"] for when in items["urge.alcohol"]["enableWhen"]] == ["!=", "exists"]
    assert "enableWhen" not in items["concern.alcohol"]
    assert items["alcohol"]["enableWhen"][0]["answerCoding"]["code"] == "alcohol"


def test_points_stand_with_the_answers():
    items = {item["linkId"]: item for item in all_items(questionnaire(load("assist")))}
    options = items["control.opioids"]["answerOption"]
    values = [option["valueCoding"]["extension"][0]["valueDecimal"] for option in options]
    assert values == [0, 6, 3]


def test_both_languages_are_in_it():
    made = questionnaire(load("phq2"))
    assert made["title"].startswith("Hai câu")
    assert made["_title"]["extension"][0]["extension"][1]["valueString"].startswith("Two")


def test_an_adults_answers_are_a_valid_response():
    given: dict[str, Any] = {"ever": ["alcohol"], link("use", "alcohol"): "daily"}
    made = response(load("assist"), given, AT, "C-1")
    read = QuestionnaireResponse.model_validate(made)
    assert read.status == "completed"
    assert [item["linkId"] for item in made["item"]] == ["ever", "use.alcohol"]


def test_a_check_in_with_numbers_and_skips_is_a_valid_response():
    made = response(load("checkin"), {"craving": 7, "safety": "no", "hold": None}, AT, "C-1")
    QuestionnaireResponse.model_validate(made)
    assert made["status"] == "in-progress"
    assert made["item"][0]["answer"] == [{"valueInteger": 7}]


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("checkin", {"craving": 11}),
        ("checkin", {"craving": "7"}),
        ("checkin", {"hold": "never"}),
        ("checkin", {"nothing": "never"}),
        ("assist", {"duties.tobacco": "never"}),
        ("assist", {"ever": ["alcohol", "tea"]}),
    ],
)
def test_an_answer_that_was_never_offered_is_an_error(name: str, given: dict[str, Any]):
    with pytest.raises(UnknownAnswerError, match=name):
        response(load(name), given, AT, "C-1")
