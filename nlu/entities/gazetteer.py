"""All names in one table by their first folded word, and the search for the longest that fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from nlu.entities import records
from nlu.entities.entity import Entity, Kind, Sureness
from nlu.entities.guard import Care, Guard, Place, Triggers
from nlu.entities.words import Word, lay_out, means, read
from nlu.text.letters import fold


@dataclass(frozen=True)
class Name:
    """One way to call one thing, word by word in normal form, and how readily it is taken.

    `unsure`: a street name that its source could not verify.
    """

    words: tuple[str, ...]
    kind: Kind
    value: str
    triggers: Triggers
    care: Care = Care.FREE
    guard: Guard = field(default_factory=Guard)
    unsure: bool = False

    def fits(self, place: Place) -> bool:
        """Whether the words at `place` may be this name.

        Who types diacritics means "da" when writing "da", and not "đá"; and "hai phòng" is no
        "Hải Phòng": a name is typed with all its marks or with none.
        """
        here = place.here
        if len(here) != len(self.words) or self.guard.bars(place):
            return False
        if place.marks and (len(here) == 1 or any(word.written != word.plain for word in here)):
            return all(map(_is, here, self.words))
        return all(map(means, here, self.words))

    def sureness(self, place: Place, *, expected: bool) -> Sureness | None:
        """How sure it is that this name is meant at `place`, where it fits; None: it is not."""
        if self.care is Care.FREE:
            return Sureness.LIKELY if self.unsure else Sureness.SURE
        beside = self.triggers.beside(place)
        if self.care is Care.GUARDED:
            counts = self.guard.lets(place) or (self.guard.near and place.marks and beside)
            return Sureness.LIKELY if counts or expected else None
        whole = place.marks and all(map(_is, place.here, self.words))
        if whole and not self.unsure:
            return Sureness.SURE
        return Sureness.LIKELY if whole or beside or expected else None


class Gazetteer:
    """The names, ready to be looked for."""

    def __init__(self, names: Iterable[Name]) -> None:
        """Index the names."""
        by_first: defaultdict[str, list[Name]] = defaultdict(list)
        for name in names:
            by_first[fold(name.words[0])].append(name)
        self._by_first = {
            first: sorted(group, key=lambda name: -len(name.words))
            for first, group in by_first.items()
        }

    def search(
        self, words: tuple[Word, ...], *, marks: bool, expected: bool = False
    ) -> Iterator[Entity]:
        """The names in `words`, longest first at each place, never overlapping.

        `marks`: whether their writer types diacritics.
        """
        at = 0
        while at < len(words):
            end = at + 1
            for name in self._by_first.get(words[at].plain, ()):
                place = Place(words, at, at + len(name.words), marks)
                if name.fits(place) and (sure := name.sureness(place, expected=expected)):
                    end = place.end
                    yield Entity(name.kind, name.value, words[at].start, words[end - 1].end, sure)
                    break
            at = end


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the data files."""
    return Gazetteer(_names(records.guards()))


def _names(facts: Mapping[str, Any]) -> Iterator[Name]:
    guards = {_words(name): Guard.of(guard) for name, guard in facts["words"].items()}
    marked = {_words(name) for name in (*facts["marked"], *facts["marked_places"])}
    unsure = {_words(name) for name in facts["unsure"]}
    folded = {_words(name): before for name, before in facts["folded_before"].items()}
    places = Triggers.of(facts["place_triggers"])
    for written, kind, value in _called():
        words = _words(written)
        guard = guards.get(words)
        yield Name(
            words,
            kind,
            value,
            Triggers.of(facts["triggers"], folded.get(words, facts["folded_triggers"]))
            if kind is Kind.SUBSTANCE
            else places,
            Care.GUARDED
            if guard and guard.is_trigger
            else Care.MARKED
            if words in marked
            else Care.FREE,
            guard or Guard(),
            words in unsure,
        )


def _called() -> Iterator[tuple[str, Kind, str]]:
    for value, names in records.street_names().items():
        yield from ((name, Kind.SUBSTANCE, value) for name in names)
    for province in records.provinces().values():
        for name in (province.name, *province.aliases):
            yield name, Kind.PROVINCE, province.id
    for commune in records.communes().values():
        for name in (commune.name, *commune.aliases):
            yield name, Kind.COMMUNE, commune.id


def _is(word: Word, name: str) -> bool:
    return word.written == name


def _words(name: str) -> tuple[str, ...]:
    return tuple(word.written for word in read(lay_out(name)))
