"""The one door: every name and age in a text."""

from __future__ import annotations

from nlu.entities import ages
from nlu.entities.entity import Entity
from nlu.entities.gazetteer import gazetteer
from nlu.entities.words import lay_out, read


def find(text: str, *, year: int | None = None, expected: bool = False) -> tuple[Entity, ...]:
    """The substances, places and ages that `text` names, in order; they never overlap.

    `year`: the present one, without which years of birth say nothing. `expected`: the text is known
    to be about a substance or a place ("còn ke thì sao"), so ambiguous names need no trigger.
    """
    letters = lay_out(text)
    words = read(letters)
    named = tuple(gazetteer().search(words, marks=letters.has_marks, expected=expected))
    aged = [
        age
        for age in ages.find(letters, year)
        if all(age.end <= other.start or other.end <= age.start for other in named)
    ]
    return tuple(sorted((*named, *aged), key=lambda entity: entity.start))
