"""The one door: a question in, the same without names, numbers, places, ages and accounts."""

from __future__ import annotations

import re

from nlu.scrub.names import take_names
from nlu.scrub.places import take_entities, take_figures, take_places
from nlu.scrub.tokens import Line, Mark
from nlu.text.letters import clean
from nlu.text.normal import MAX_CHARACTERS

MOST_LINES = 20
"""Lines of a text that are read; the rest is left away."""

FEWEST_WORDS = 2
LARGEST_SHARE = 0.5
"""A text of which more words were taken out says too little to be kept."""

MARK = re.compile(rf"\[({'|'.join(mark.value for mark in Mark)})\]")
"""What stands in a scrubbed text where something was taken out: "[name]"."""


def scrub(text: str) -> str:
    """`text` in one line with a mark where each name, number, place, age and account stood.

    No figure is left of any script. At most MAX_CHARACTERS are read; never raises.
    """
    lines = (clean(line) for line in text[:MAX_CHARACTERS].splitlines()[:MOST_LINES])
    return " ".join(_scrubbed(line[:MAX_CHARACTERS]) for line in lines if line)


def bare(scrubbed: str) -> str:
    """A scrubbed text without its marks, as it is learned from."""
    return " ".join(MARK.sub(" ", scrubbed).split())


def is_telling(scrubbed: str) -> bool:
    """Whether enough words are left to see what was asked."""
    words = len(re.findall(r"\w+", bare(scrubbed)))
    taken = len(MARK.findall(scrubbed))
    return words >= FEWEST_WORDS and taken <= LARGEST_SHARE * (words + taken)


def _scrubbed(text: str) -> str:
    line = Line.of(text)
    take_figures(line)
    take_entities(line)
    take_places(line)
    take_names(line)
    return line.written()
