"""Questionnaires as data: wording, answers with their points, bands, licence and source.

One YAML file an instrument in `content/instruments/`. The English wording of a text is its name
for `content.messages.translate`, like the messages of the code.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Self

import yaml
from pydantic import Field, StringConstraints, ValidationError, model_validator

from content.schema import Line, Prose, Strict

HOME = Path(__file__).parent / "instruments"

Natural = Annotated[int, Field(ge=0)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=40)]


class InstrumentError(Exception):
    """An instrument's file is not there or not sound; the message says what is wrong."""


class Permission(StrEnum):
    """What the owner's leave to use it is. NEEDED: switched off until the operator has it."""

    NOT_NEEDED = "not_needed"
    NEEDED = "needed"
    OWN = "own"


class Words(Strict):
    """A text in both languages."""

    vi: Prose
    en: Prose

    def in_language(self, language: str) -> str:
        """The text in `language`, Vietnamese for one that is not known."""
        return self.en if language == "en" else self.vi


class Licence(Strict):
    """Who owns the instrument and on what terms it is used here."""

    owner: Words
    terms: Words
    permission: Permission


class Answer(Strict):
    """One answer; `points` is None where the item is not scored.

    `count`: the first and the last of the whole numbers it stands for, where the item asks for a
    number. `also`: other words that people type for it and that can mean no other answer.
    """

    id: Id
    label: Words
    points: int | None = None
    count: tuple[Natural, Natural] | None = None
    also: tuple[Line, ...] = ()

    @property
    def counts(self) -> range | None:
        """The whole numbers it stands for."""
        return range(self.count[0], self.count[1] + 1) if self.count else None


class Scale(Strict):
    """A whole number from `least` to `most`, with what the ends mean."""

    least: int
    most: int
    low: Words
    high: Words


class Item(Strict):
    """One question: either `answers` (the name of a set) or a `scale`.

    `when`: the circumstance in which it is asked at all, None for always. `may_skip`: whether it
    may be left unanswered. `scored`: whether it counts for the total. `many`: whether several
    answers may be chosen. `numbered`: whether they are shown with their places. `per_substance`:
    whether it is asked for each substance, whose name fills {substance} in `text`; `not_for`: the
    substances for which it is not.
    """

    id: Id
    text: Words
    answers: Id | None = None
    scale: Scale | None = None
    when: Id | None = None
    may_skip: bool = True
    scored: bool = True
    many: bool = False
    numbered: bool = False
    per_substance: bool = False
    not_for: tuple[Id, ...] = ()
    why: Words | None = None
    source: Line

    @model_validator(mode="after")
    def _has_one_kind_of_answer(self) -> Self:
        if (self.answers is None) == (self.scale is None):
            raise ValueError(f"{self.id}: needs either answers or a scale")
        return self


class Band(Strict):
    """A range of totals, both ends within, by its id. `substance` where bands differ by it."""

    id: Id
    least: int
    most: int
    label: Words | None = None
    substance: Id | None = None
    source: Line


class Substance(Strict):
    """A group of substances: its name within a sentence, its risk in one, the topic about it."""

    id: Id
    name: Words
    risk: Words
    topic: Line
    source: Line


class Instrument(Strict):
    """A questionnaire."""

    id: Id
    title: Words
    recall: Line
    licence: Licence
    sources: Annotated[tuple[Prose, ...], Field(min_length=1)]
    notes: Words | None = None
    substances: tuple[Substance, ...] = ()
    answers: dict[Id, tuple[Answer, ...]] = Field(default_factory=dict)
    items: tuple[Item, ...]
    bands: tuple[Band, ...] = ()

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        ids = [item.id for item in self.items]
        if len(ids) != len(set(ids)):
            raise ValueError(f"{self.id}: an item is there twice")
        for item in self.items:
            if item.answers is not None and item.answers not in self.answers:
                raise ValueError(f"{self.id}: {item.id}: no answers {item.answers}")
        for name, options in self.answers.items():
            if len({option.id for option in options}) != len(options):
                raise ValueError(f"{self.id}: {name}: an answer is there twice")
            counted = [count for option in options for count in option.counts or ()]
            if len(counted) != len(set(counted)):
                raise ValueError(f"{self.id}: {name}: two answers stand for one number")
            if any(option.count and not option.counts for option in options):
                raise ValueError(f"{self.id}: {name}: a count ends before it begins")
        if any(band.least > band.most for band in self.bands):
            raise ValueError(f"{self.id}: a band ends before it begins")
        known = {substance.id for substance in self.substances}
        named = {band.substance for band in self.bands if band.substance}
        for unknown in sorted(named.union(*(item.not_for for item in self.items)) - known):
            raise ValueError(f"{self.id}: no substance {unknown}")
        return self

    def item(self, name: str) -> Item:
        """The item of this id. Raises KeyError."""
        return {item.id: item for item in self.items}[name]

    def options(self, item: Item) -> tuple[Answer, ...]:
        """The answers of an item that has a set of them, else none."""
        return self.answers[item.answers] if item.answers is not None else ()

    def points(self, item: Item, answer: str) -> int:
        """The points of an item's answer, 0 where it has none. Raises KeyError."""
        return {option.id: option.points or 0 for option in self.options(item)}[answer]

    def substance(self, name: str) -> Substance:
        """The substance of this id. Raises KeyError."""
        return {substance.id: substance for substance in self.substances}[name]

    def bands_for(self, substance: str | None = None) -> tuple[Band, ...]:
        """The bands of a substance: its own where there are any, else those of all."""
        own = tuple(band for band in self.bands if band.substance == substance)
        return own or tuple(band for band in self.bands if band.substance is None)

    def band(self, total: int, substance: str | None = None) -> Band:
        """The band that a total lies in. Raises InstrumentError where it lies in none."""
        for band in self.bands_for(substance):
            if band.least <= total <= band.most:
                return band
        raise InstrumentError(f"{self.id}: {total} lies in no band")

    def bounds(self, answers: Mapping[str, str | None]) -> tuple[int, int]:
        """The fewest and the most points that answers by item come to; None: left unsaid."""
        least = most = 0
        for name, answer in answers.items():
            item = self.item(name)
            if not item.scored:
                continue
            if answer is None:
                most += max((option.points or 0 for option in self.options(item)), default=0)
            else:
                least += self.points(item, answer)
                most += self.points(item, answer)
        return least, most

    def sure_band(
        self, answers: Mapping[str, str | None], substance: str | None = None
    ) -> Band | None:
        """The band that answers reach; None where it is the lowest and the unsaid could lift it.

        What nobody said must reassure nobody. Raises InstrumentError where they lie in no band.
        """
        least, most = (self.band(total, substance) for total in self.bounds(answers))
        is_lowest = least == min(self.bands_for(substance), key=lambda band: band.least)
        return None if is_lowest and most != least else least

    def texts(self) -> tuple[Words, ...]:
        """Every text that people may read."""
        found = [self.title]
        for substance in self.substances:
            found += [substance.name, substance.risk]
        for item in self.items:
            found.append(item.text)
            if item.why:
                found.append(item.why)
            if item.scale:
                found += [item.scale.low, item.scale.high]
        found += [option.label for options in self.answers.values() for option in options]
        found += [band.label for band in self.bands if band.label]
        return tuple(found)


@cache
def load(name: str, home: Path = HOME) -> Instrument:
    """The instrument of this id. Raises InstrumentError."""
    path = home / f"{name}.yml"
    try:
        instrument = Instrument.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise InstrumentError(f"{path.name}: {error}") from None
    if instrument.id != name:
        raise InstrumentError(f"{path.name}: holds {instrument.id}")
    return instrument


def names() -> tuple[str, ...]:
    """The ids of all instruments, in order."""
    return tuple(sorted(path.stem for path in HOME.glob("*.yml")))


@cache
def vietnamese() -> dict[str, str]:
    """The Vietnamese of every instrument's text, by its English.

    Raises InstrumentError where one English text has two Vietnamese ones.
    """
    found: dict[str, str] = {}
    for name in names():
        for words in load(name).texts():
            if found.setdefault(words.en, words.vi) != words.vi:
                raise InstrumentError(f"{name}: two Vietnamese texts for {words.en!r}")
    return found
