"""The items of a questionnaire as questions of a script."""

from __future__ import annotations

from content.instrument import Instrument, Item
from content.messages import mark
from flows.engine import Called, Choose, ChooseMany, Number, Option, Question, Text

SKIP = Text(mark("I'd rather not say"))


def question(
    instrument: Instrument,
    name: str,
    progress: tuple[int, int] | None = None,
    *,
    substance: str | None = None,
    none: str | None = None,
) -> Question:
    """The question of an item.

    `substance`: whose name is asked about; `none`: the label of choosing nothing, where several
    may be chosen.
    """
    item = instrument.item(name)
    prompt = _prompt(instrument, item, substance)
    why = Text(item.why.en) if item.why else None
    skip = SKIP if item.may_skip else None
    if item.scale:
        return Number(
            prompt,
            item.scale.least,
            item.scale.most,
            low=Text(item.scale.low.en),
            high=Text(item.scale.high.en),
            why=why,
            skip=skip,
            progress=progress,
        )
    options = tuple(
        Option(answer.id, Called(answer.label.en, also=answer.also), answer.counts)
        for answer in instrument.options(item)
    )
    if item.many:
        return ChooseMany(
            prompt,
            options,
            none=Text(none) if none else None,
            least=0 if none else 1,
            numbered=item.numbered,
            why=why,
            skip=skip,
            progress=progress,
        )
    return Choose(prompt, options, numbered=item.numbered, why=why, skip=skip, progress=progress)


def joined(texts: tuple[Text, ...], between: str) -> Text:
    """One or more texts as one, with `between` in between."""
    whole, *rest = texts
    for text in rest:
        whole = Text("{first}" + between + "{rest}", {"first": whole, "rest": text})
    return whole


def _prompt(instrument: Instrument, item: Item, substance: str | None) -> Text:
    if substance is None:
        return Text(item.text.en)
    return Text(item.text.en, {"substance": Text(instrument.substance(substance).name.en)})
