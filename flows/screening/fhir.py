"""The instruments as FHIR R4 `Questionnaire`: plain JSON.

Vietnamese is the language of the resources; English stands beside each text in the standard
translation extension. Answers to them: flows.screening.fhir_answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from content.instrument import Answer, Instrument, Item, Licence, Permission, Words, load, names

BASE = "urn:donghanh:instrument:"
"""In front of an instrument's id: its canonical address."""

TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
LEAST = "http://hl7.org/fhir/StructureDefinition/minValue"
MOST = "http://hl7.org/fhir/StructureDefinition/maxValue"

TOTAL = "total"
"""The link id of the sum of points; nobody is asked for it."""

TOTAL_NAME = Words(vi="Tổng điểm", en="Total score")

Json: TypeAlias = dict[str, Any]


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
        **_texts("copyright", _copyright(licence)),
        "item": list(_items(instrument)),
    }


def _copyright(licence: Licence) -> Words:
    return Words(
        vi=f"{licence.owner.vi}. {licence.terms.vi}",
        en=f"{licence.owner.en}. {licence.terms.en}",
    )


def has_total(instrument: Instrument) -> bool:
    """Whether its points make one sum; those with substances have a sum for each and tell none."""
    return bool(instrument.bands) and not instrument.substances


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
    if has_total(instrument):
        least = min(band.least for band in instrument.bands)
        most = max(band.most for band in instrument.bands)
        yield {
            "linkId": TOTAL,
            "type": "integer",
            "readOnly": True,
            **_texts("text", TOTAL_NAME),
            **_between(least, most),
        }


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
    if item.scale:
        made |= _between(item.scale.least, item.scale.most)
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
            _answered(link(use.id, substance)),
        ]
        made["enableBehavior"] = "all"
    elif any(item.when == other.id for other in instrument.items):
        made["enableWhen"] = [_answered(str(item.when))]
    return made


def _when(instrument: Instrument, item: str, answer: str, operator: str, of: str) -> Json:
    option = next(each for each in instrument.options(instrument.item(item)) if each.id == answer)
    coding = _coding(instrument, instrument.item(item), option)
    return {"question": of, "operator": operator, "answerCoding": coding}


def _answered(question: str) -> Json:
    return {"question": question, "operator": "exists", "answerBoolean": True}


def _between(least: int, most: int) -> Json:
    bounds = [{"url": LEAST, "valueInteger": least}, {"url": MOST, "valueInteger": most}]
    return {"extension": bounds}


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
