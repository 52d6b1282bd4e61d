"""The one normal form that training and questions share."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlu.text.letters import clean, fold, place_tones
from nlu.text.teencode import expand, squeeze

MAX_CHARACTERS = 1000
"""Longest text that is understood; what is beyond is cut, never an error."""

MAX_TOKENS = 120
"""Most words that are understood."""

_TOKEN = re.compile(r"[^\W_]+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Normal:
    """A text in normal form: its words with diacritics, and the same words folded."""

    words: tuple[str, ...]
    folded: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words with diacritics, parted by one space."""
        return " ".join(self.words)

    @property
    def plain(self) -> str:
        """The folded words, parted by one space."""
        return " ".join(self.folded)


def normalize(text: str) -> Normal:
    """Clean, lower, place tones, shorten stretched letters, write teencode out, drop punctuation.

    Never raises; at most MAX_CHARACTERS are read and MAX_TOKENS words kept.
    """
    lowered = squeeze(place_tones(clean(text[:MAX_CHARACTERS]).lower()))
    tokens = expand(_TOKEN.findall(lowered))[:MAX_TOKENS]
    return Normal(tuple(tokens), tuple(fold(" ".join(tokens)).split()))
