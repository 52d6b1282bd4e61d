"""What a FHIR validator says of answers against their Questionnaire, for the rules that we use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

Json = dict[str, Any]

KINDS = {"integer": "valueInteger", "choice": "valueCoding"}


def faults(questionnaire: Json, response: Json) -> list[str]:
    """Everything in which a QuestionnaireResponse does not fit its Questionnaire (R4 §2.44.4)."""
    found = list(_faults(questionnaire["item"], response.get("item", []), response))
    if response["questionnaire"] != questionnaire["url"]:
        found.append("another questionnaire")
    return found


def asked(questionnaire: Json, response: Json) -> list[str]:
    """The link ids of the questions that are open, given what is answered."""
    return [item["linkId"] for item in _open(questionnaire["item"], response)]


def _open(items: Sequence[Json], response: Json) -> Iterator[Json]:
    for item in items:
        if not _enabled(item, response):
            continue
        if item["type"] == "group":
            yield from _open(item["item"], response)
        elif not item.get("readOnly"):
            yield item


def _faults(defined: Sequence[Json], given: Sequence[Json], response: Json) -> Iterator[str]:
    known = {item["linkId"]: item for item in defined}
    names = [item["linkId"] for item in given]
    for name in dict.fromkeys(names):
        if name not in known:
            yield f"{name}: not here"
        if names.count(name) > 1:
            yield f"{name}: twice"
    here = [name for name in known if name in names]
    if here != [name for name in names if name in known]:
        yield "not in their order"
    for item in given:
        if item["linkId"] in known:
            yield from _one(known[item["linkId"]], item, response)
    for name, item in known.items():
        if item.get("required") and name not in names and _enabled(item, response):
            yield f"{name}: missing"


def _one(defined: Json, given: Json, response: Json) -> Iterator[str]:
    name = defined["linkId"]
    if not _enabled(defined, response):
        yield f"{name}: not asked"
    if given.get("text", defined["text"]) != defined["text"]:
        yield f"{name}: another text"
    if defined["type"] == "group":
        if "answer" in given or not given.get("item"):
            yield f"{name}: a group without items"
        yield from _faults(defined["item"], given.get("item", []), response)
        return
    answers = given.get("answer", [])
    if not answers or "item" in given:
        yield f"{name}: no answer"
    if len(answers) > 1 and not defined.get("repeats"):
        yield f"{name}: several answers"
    for answer in answers:
        if set(answer) != {KINDS[defined["type"]]}:
            yield f"{name}: another kind of answer"
        options = [option["valueCoding"] for option in defined.get("answerOption", ())]
        if options and answer.get("valueCoding") not in options:
            yield f"{name}: no such option"
        bounds = {each["url"].rsplit("/", 1)[1]: each for each in defined.get("extension", ())}
        value = answer.get("valueInteger", 0)
        if "minValue" in bounds and value < bounds["minValue"]["valueInteger"]:
            yield f"{name}: too small"
        if "maxValue" in bounds and value > bounds["maxValue"]["valueInteger"]:
            yield f"{name}: too great"


def _enabled(item: Json, response: Json) -> bool:
    conditions = item.get("enableWhen")
    if not conditions:
        return True
    hold = all if item.get("enableBehavior") == "all" else any
    return hold(_holds(condition, response) for condition in conditions)


def _holds(condition: Json, response: Json) -> bool:
    answers = [
        answer
        for item in _all(response.get("item", []))
        if item["linkId"] == condition["question"]
        for answer in item.get("answer", [])
    ]
    if condition["operator"] == "exists":
        return bool(answers) == condition["answerBoolean"]
    wanted = condition["answerCoding"]
    same = [
        (answer["valueCoding"]["system"], answer["valueCoding"]["code"])
        == (wanted["system"], wanted["code"])
        for answer in answers
    ]
    return any(same) if condition["operator"] == "=" else bool(same) and not any(same)


def _all(items: Sequence[Json]) -> Iterator[Json]:
    for item in items:
        yield item
        yield from _all(item.get("item", []))
