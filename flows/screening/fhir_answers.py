"""Answers as FHIR R4 `QuestionnaireResponse`: plain JSON that fits flows.screening.fhir.

Items stand in the same groups and order as in the Questionnaire, as R4 asks of a response.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from content.instrument import Instrument
from flows.screening.fhir import BASE, LEAST, TOTAL, Json, has_total, questionnaire

CASES = "urn:donghanh:case"
"""The system of the codes that stand for people."""

Given: TypeAlias = Mapping[str, str | int | list[str] | None]
"""What was answered, by link id (see `fhir.link`): an answer's id, a number, ids, None for skipped.
`fhir.TOTAL` where only the sum of the points is kept."""


class UnknownAnswerError(Exception):
    """An answer that the instrument does not have, or did not ask for; names its link id."""


def response(instrument: Instrument, given: Given, authored: date, subject: str) -> Json:
    """Answers as a QuestionnaireResponse about `subject`, a code that names nobody.

    `authored`: the day or, better, the moment. Only for somebody who consented to it. What was
    skipped has no item, and the status says that the answers are not complete. The sum of the
    points is added where every answer for it is there. Raises UnknownAnswerError.
    """
    paper = questionnaire(instrument)
    told = {name: _several(answer) for name, answer in _with_total(instrument, given).items()}
    items = list(_items(instrument.id, paper["item"], told))
    stand = set(_questions(items))
    for name, answers in told.items():
        if name not in stand and (answers or name not in _questions(paper["item"])):
            raise UnknownAnswerError(f"{instrument.id}: {name}")
    made: Json = {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": BASE + instrument.id,
        "language": "vi",
        "status": "in-progress" if None in given.values() else "completed",
        "authored": authored.isoformat(),
        "subject": {"type": "Patient", "identifier": {"system": CASES, "value": subject}},
    }
    return {**made, "item": items} if items else made


def _with_total(instrument: Instrument, given: Given) -> Given:
    if not has_total(instrument) or TOTAL in given:
        return given
    answers = {item.id: given.get(item.id) for item in instrument.items if item.scored}
    if not all(answer is not None for answer in answers.values()):
        return given
    try:
        points = [
            instrument.points(instrument.item(name), str(answer))
            for name, answer in answers.items()
        ]
    except KeyError as error:
        raise UnknownAnswerError(f"{instrument.id}: {error}") from None
    return {**given, TOTAL: sum(points)}


def _several(answer: str | int | list[str] | None) -> list[str | int]:
    if answer is None:
        return []
    return [*answer] if isinstance(answer, list) else [answer]


def _questions(items: Sequence[Json]) -> Iterator[str]:
    for item in items:
        if "item" in item:
            yield from _questions(item["item"])
        else:
            yield item["linkId"]


def _items(name: str, asked: Sequence[Json], told: Mapping[str, list[str | int]]) -> Iterator[Json]:
    """The answers to those questions that were open, in the groups of the questions."""
    for question in asked:
        if not _is_open(question, told):
            continue
        link = question["linkId"]
        made: Json = {"linkId": link, "text": question["text"]}
        if question["type"] == "group":
            if inside := list(_items(name, question["item"], told)):
                yield {**made, "item": inside}
        elif answers := told.get(link):
            if len(answers) > 1 and not question.get("repeats"):
                raise UnknownAnswerError(f"{name}: {link}")
            yield {**made, "answer": [_answer(name, question, answer) for answer in answers]}


def _is_open(question: Json, told: Mapping[str, list[str | int]]) -> bool:
    """Whether what was answered opens a question; every condition must hold."""
    return all(_holds(condition, told) for condition in question.get("enableWhen", ()))


def _holds(condition: Json, told: Mapping[str, list[str | int]]) -> bool:
    answers = told.get(condition["question"], [])
    match condition["operator"]:
        case "exists":
            return bool(answers)
        case "=":
            return condition["answerCoding"]["code"] in answers
        case _:
            return condition["answerCoding"]["code"] not in answers


def _answer(name: str, question: Json, answer: str | int) -> Json:
    if question["type"] == "integer":
        bounds = {each["url"] == LEAST: each["valueInteger"] for each in question["extension"]}
        if type(answer) is int and bounds[True] <= answer <= bounds[False]:
            return {"valueInteger": answer}
    else:
        for option in question["answerOption"]:
            if option["valueCoding"]["code"] == answer:
                return {"valueCoding": option["valueCoding"]}
    raise UnknownAnswerError(f"{name}: {question['linkId']}")
