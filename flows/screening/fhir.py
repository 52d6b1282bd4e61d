"""The instruments as FHIR R4 `Questionnaire`, and answers as `QuestionnaireResponse`: plain JSON.

Vietnamese is the language of the resources; English stands beside each text in the standard
translation extension.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from content.instrument import Answer, Instrument, Item, Permission, Words, load, names

BASE = "urn:donghanh:instrument:"
"""In front of an instrument's id: its canonical address."""

TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
MOST_ANSWERS = 1000

Json: TypeAlias = dict[str, Any]
Given: TypeAlias = Mapping[str, str | int | list[str] | None]
"""What was answered, by link id (see `link`): an answer's id, a number, ids, None for skipped."""


class UnknownAnswerError(Exception):
    """An answer that the instrument does not have; the message names its link id."""


def export() -> dict[str, Json]:
    """Every instrument as a Questionnaire, by its id."""
    return {name: questionnaire(load(name)) for name in names()}


def link(item: str, substance: str | None = None) -> str:
    """The link id of an item, asked of a substance or of none."""
    return f"{item}.{substance}" if substance else item


def questionnaire(instrument: Instrument) -> Json:
    """An instrument as a Questionnaire; a draft as long as its owner's permission is needed."""
    licence = instrument.licence
    is_open = licence.permission is not Permission.NEEDED
    return {
        "resourceType": "Questionnaire",
        "id": instrument.id,
        "url": BASE + instrument.id,
        "name": instrument.id.capitalize().replace("-", "_"),
        "status": "active" if is_open else "draft",
        "subjectType": ["Patient"],
        "language": "vi",
        **_texts("title", instrument.title),
        "copyright": f"{licence.owner}. {licence.terms}",
        "item": list(_items(instrument)),
    }


def response(instrument: Instrument, given: Given, authored: datetime, subject: str) -> Json:
    """Answers as a QuestionnaireResponse about `subject`, a code that names nobody.

    Only for somebody who consented to it. What was skipped has no item, and the status says that
    the answers are not complete. Raises UnknownAnswerError.
    """
    known = {
        link(item.id, substance): item
        for item in instrument.items
        for substance in (_substances(instrument, item) if item.per_substance else [None])
    }
    for unknown in given.keys() - known.keys():
        raise UnknownAnswerError(f"{instrument.id}: {unknown}")
    items = [
        {"linkId": name, "answer": list(_answers(instrument, known[name], name, given[name]))}
        for name in known
        if given.get(name) is not None
    ]
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": BASE + instrument.id,
        "status": "completed" if len(items) == len(given) else "in-progress",
        "authored": authored.isoformat(),
        "subject": {"identifier": {"system": "urn:donghanh:case", "value": subject}},
        "item": items,
    }


def _items(instrument: Instrument) -> Iterator[Json]:
    """Items in their order; those asked of each substance in a group a substance."""
    grouped = [item for item in instrument.items if item.per_substance]
    for item in instrument.items:
        if not item.per_substance:
            yield _item(instrument, item)
        elif item is grouped[0]:
            yield from (
                _group(instrument, grouped, substance.id) for substance in instrument.substances
            )


def _group(instrument: Instrument, items: list[Item], substance: str) -> Json:
    ever = next(item.id for item in instrument.items if item.many)
    return {
        "linkId": substance,
        "type": "group",
        **_texts("text", instrument.substance(substance).name),
        "enableWhen": [_when(instrument, ever, substance, "=", ever)],
        "item": [
            _item(instrument, item, substance) for item in items if substance not in item.not_for
        ],
    }


def _item(instrument: Instrument, item: Item, substance: str | None = None) -> Json:
    made: Json = {
        "linkId": link(item.id, substance),
        "type": "integer" if item.scale else "choice",
        "required": not item.may_skip,
        **_texts("text", _named(instrument, item.text, substance)),
    }
    if item.many:
        made["repeats"] = True
    if options := instrument.options(item):
        made["answerOption"] = [
            {"valueCoding": _coding(instrument, item, option)} for option in options
        ]
    if item.when == "recent" and substance:
        use = next(other for other in instrument.items if other.per_substance)
        made["enableWhen"] = [
            _when(instrument, use.id, "never", "!=", link(use.id, substance)),
            {"question": link(use.id, substance), "operator": "exists", "answerBoolean": True},
        ]
        made["enableBehavior"] = "all"
    return made


def _when(instrument: Instrument, item: str, answer: str, operator: str, of: str) -> Json:
    option = _option(instrument, instrument.item(item), answer, of)
    coding = _coding(instrument, instrument.item(item), option)
    return {"question": of, "operator": operator, "answerCoding": coding}


def _answers(
    instrument: Instrument, item: Item, name: str, given: str | int | list[str] | None
) -> Iterator[Json]:
    if item.scale:
        if not isinstance(given, int) or not item.scale.least <= given <= item.scale.most:
            raise UnknownAnswerError(f"{instrument.id}: {name}")
        yield {"valueInteger": given}
        return
    for answer in (given if isinstance(given, list) else [given])[:MOST_ANSWERS]:
        option = _option(instrument, item, answer, name)
        yield {"valueCoding": _coding(instrument, item, option)}


def _option(instrument: Instrument, item: Item, answer: object, name: str) -> Answer:
    for option in instrument.options(item):
        if option.id == answer:
            return option
    raise UnknownAnswerError(f"{instrument.id}: {name}")


def _coding(instrument: Instrument, item: Item, option: Answer) -> Json:
    coding: Json = {
        "system": f"{BASE}{instrument.id}:{item.answers}",
        "code": option.id,
        **_texts("display", option.label),
    }
    if option.points is not None:
        coding["extension"] = [{"url": ORDINAL, "valueDecimal": option.points}]
    return coding


def _texts(field: str, words: Words) -> Json:
    """A text with its English translation beside it."""
    parts = [{"url": "lang", "valueCode": "en"}, {"url": "content", "valueString": words.en}]
    return {
        field: words.vi,
        f"_{field}": {"extension": [{"url": TRANSLATION, "extension": parts}]},
    }


def _named(instrument: Instrument, words: Words, substance: str | None) -> Words:
    if substance is None:
        return words
    name = instrument.substance(substance).name
    return Words(
        vi=words.vi.format(substance=name.vi),
        en=words.en.format(substance=name.en),
    )


def _substances(instrument: Instrument, item: Item) -> list[str]:
    return [substance.id for substance in instrument.substances if substance.id not in item.not_for]
