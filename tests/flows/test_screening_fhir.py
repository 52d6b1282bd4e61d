"""Instruments and answers as FHIR R4, read back by a library of the standard."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

from content.instrument import load
from content.messages import translate
from flows.screening.fhir import Json, export, link, questionnaire
from flows.screening.fhir_answers import UnknownAnswerError, response
from tests.support.fhir import asked, faults

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


def checked(name: str, made: Json) -> Json:
    """The response, valid in itself and against its Questionnaire."""
    QuestionnaireResponse.model_validate(made)
    assert faults(questionnaire(load(name)), made) == []
    return made


def test_an_adults_answers_stand_in_the_group_of_their_substance():
    given: dict[str, Any] = {
        "ever": ["alcohol"],
        link("use", "alcohol"): "daily",
        link("urge", "alcohol"): "weekly",
        link("concern", "alcohol"): "never",
    }
    made = checked("assist", response(load("assist"), given, AT, "C-1"))
    assert made["status"] == "completed"
    assert [item["linkId"] for item in made["item"]] == ["ever", "alcohol"]
    inside = [item["linkId"] for item in made["item"][1]["item"]]
    assert inside == ["use.alcohol", "urge.alcohol", "concern.alcohol"]


def test_a_check_in_with_numbers_and_skips_is_a_valid_response():
    given = {"craving": 7, "safety": "no", "hold": None}
    made = checked("checkin", response(load("checkin"), given, AT, "C-1"))
    assert made["status"] == "in-progress"
    assert made["item"][0]["answer"] == [{"valueInteger": 7}]


def test_nothing_of_a_list_chosen_is_no_answer_and_complete():
    made = checked("young", response(load("young"), {"tried": []}, AT, "C-1"))
    assert made["status"] == "completed"
    assert "item" not in made


def test_who_it_is_about_is_a_code():
    made = response(load("safety"), {"thoughts": "no"}, AT, "C-1")
    assert made["subject"] == {
        "type": "Patient",
        "identifier": {"system": "urn:donghanh:case", "value": "C-1"},
    }


def test_a_total_stands_beside_answers_that_are_all_there_and_alone_where_only_it_is_kept():
    both = {"interest": "1", "down": "3"}
    made = checked("phq2", response(load("phq2"), both, AT, "C-1"))
    assert made["item"][-1] == {
        "linkId": "total",
        "text": "Tổng điểm",
        "answer": [{"valueInteger": 4}],
    }
    one = checked("phq2", response(load("phq2"), {**both, "down": None}, AT, "C-1"))
    assert [item["linkId"] for item in one["item"]] == ["interest"]
    alone = checked("barc10", response(load("barc10"), {"total": 47}, AT, "C-1"))
    assert [item["linkId"] for item in alone["item"]] == ["total"]


def answered_by_chance(name: str, seed: int) -> Json:
    """A response of somebody who answers, skips and chooses by chance what is asked."""
    instrument, random = load(name), Random(seed)
    paper = questionnaire(instrument)
    items = {item["linkId"]: item for item in all_items(paper)}
    given: dict[str, Any] = {}
    while True:
        made = response(instrument, given, AT, "C-1")
        left = [each for each in asked(paper, made) if each not in given]
        if not left:
            return made
        item = items[left[0]]
        codes = [option["valueCoding"]["code"] for option in item.get("answerOption", ())]
        if random.random() < 0.2:
            given[left[0]] = None
        elif item["type"] == "integer":
            given[left[0]] = random.randint(0, 10)
        elif item.get("repeats"):
            given[left[0]] = [code for code in codes if random.random() < 0.5]
        else:
            given[left[0]] = random.choice(codes)


@pytest.mark.parametrize("name", NAMES)
def test_every_response_fits_its_questionnaire(name: str):
    for seed in range(12):
        checked(name, answered_by_chance(name, seed))


@pytest.mark.parametrize("name", NAMES)
def test_a_response_holds_the_very_words_of_the_questionnaire(name: str):
    responses = [answered_by_chance(name, seed) for seed in range(4)]
    said = [item["text"] for made in responses for item in all_items(made)]
    assert said
    assert set(said) <= {item["text"] for item in all_items(questionnaire(load(name)))}


def test_the_check_of_a_response_sees_what_is_wrong():
    paper = questionnaire(load("assist"))
    given = {"ever": ["alcohol"], "use.alcohol": "daily", "urge.alcohol": "weekly"}
    made = response(load("assist"), given, AT, "C-1")
    flat = {**made, "item": [made["item"][0], *made["item"][1]["item"]]}
    assert "use.alcohol: not here" in faults(paper, flat)
    unasked = {**made, "item": made["item"][1:]}
    assert "alcohol: not asked" in faults(paper, unasked)
    wrong = deepcopy(made)
    wrong["item"][1]["item"][0]["answer"][0]["valueCoding"]["code"] = "hourly"
    assert "use.alcohol: no such option" in faults(paper, wrong)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("assist", {"use.alcohol": "daily"}),
        ("assist", {"ever": ["tobacco"], "use.alcohol": "daily"}),
        ("assist", {"ever": ["alcohol"], "use.alcohol": "never", "urge.alcohol": "once"}),
        ("assist", {"ever": ["alcohol"], "use.alcohol": None, "urge.alcohol": "once"}),
        ("young", {"tried": [], "often": "once"}),
    ],
)
def test_an_answer_to_what_was_not_asked_is_an_error(name: str, given: dict[str, Any]):
    with pytest.raises(UnknownAnswerError, match=name):
        response(load(name), given, AT, "C-1")


def test_the_scale_of_a_number_stands_in_the_questionnaire():
    items = {item["linkId"]: item for item in all_items(questionnaire(load("checkin")))}
    bounds = [each["valueInteger"] for each in items["craving"]["extension"]]
    assert bounds == [0, 10]


@pytest.mark.parametrize("name", NAMES)
def test_the_words_are_those_that_people_see(name: str):
    for words in load(name).texts():
        assert translate("vi", words.en) == words.vi


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("checkin", {"craving": 11}),
        ("checkin", {"craving": True}),
        ("checkin", {"total": 3}),
        ("barc10", {"total": 61}),
        ("barc10", {"total": 9}),
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
