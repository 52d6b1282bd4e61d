"""When an ambiguous name counts: what must stand around it, and what must not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Any, NamedTuple

from nlu.entities.words import Word, means
from nlu.text.letters import fold, place_tones

NEAR = 4
"""Words on either side of a name among which a trigger is looked for."""

BETWEEN = 1
"""Words that may stand between a name and the trigger in front of it: "hút ít đá"."""


class Care(Enum):
    """How readily a name is taken: always, where its marks are typed, beside a trigger."""

    FREE = "free"
    MARKED = "marked"
    GUARDED = "guarded"


class Place(NamedTuple):
    """Where a name was found: `words[start:end]`, and whether their writer types diacritics."""

    words: tuple[Word, ...]
    start: int
    end: int
    marks: bool

    @property
    def here(self) -> tuple[Word, ...]:
        """The words themselves."""
        return self.words[self.start : self.end]

    @property
    def before(self) -> tuple[Word, ...]:
        """The words in front that may be its trigger; without marks only the nearest."""
        reach = 1 + (BETWEEN if self.marks else 0)
        return self.words[max(0, self.start - reach) : self.start]

    @property
    def around(self) -> tuple[Word, ...]:
        """The words near it."""
        return (
            self.words[max(0, self.start - NEAR) : self.start]
            + self.words[self.end : self.end + NEAR]
        )


@dataclass(frozen=True)
class Triggers:
    """Words and word pairs that show what a name beside them means."""

    written: frozenset[str]
    folded: frozenset[str]

    @classmethod
    def of(cls, phrases: Iterable[str], folded: Iterable[str] | None = None) -> Triggers:
        """From phrases with marks; `folded`: those that stay clear without any, by default all."""
        named = [place_tones(phrase) for phrase in phrases]
        return cls(frozenset(named), frozenset(map(fold, named) if folded is None else folded))

    def beside(self, place: Place) -> bool:
        """Whether one stands near a name, or, in a text without marks, directly in front."""
        if place.marks:
            known, spoken = self.written, [word.written for word in place.around]
        else:
            fronts = place.words[max(0, place.start - 2) : place.start]
            known, spoken = self.folded, [word.plain for word in fronts]
            if spoken and " ".join(spoken) not in known:
                return spoken[-1] in known
        return any(one in known for one in spoken) or any(
            f"{one} {other}" in known for one, other in pairwise(spoken)
        )


@dataclass(frozen=True)
class Guard:
    """The guard of one name; see the guards file."""

    before: tuple[str, ...] = ()
    near: bool = False
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> Guard:
        """From an entry of the guards file."""
        return cls(
            near=facts.get("near", False),
            **{
                side: tuple(place_tones(name) for name in facts.get(side, ()))
                for side in ("before", "not_after", "not_before")
            },
        )

    @property
    def is_trigger(self) -> bool:
        """Whether the name needs a trigger, and not only other neighbours than some."""
        return bool(self.before) or self.near

    def bars(self, place: Place) -> bool:
        """Whether the words beside the name show that something else is meant."""
        fronts, backs = place.words[: place.start][-1:], place.words[place.end :][:1]
        return any(means(word, name) for word in fronts for name in self.not_after) or any(
            means(word, name) for word in backs for name in self.not_before
        )

    def lets(self, place: Place) -> bool:
        """Whether a trigger of its own stands in front."""
        return any(means(word, name) for word in place.before for name in self.before)
