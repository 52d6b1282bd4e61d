"""Are texts easy to read? Sentences of at most 25 words on average.

A word is what stands between two spaces, which in Vietnamese is a syllable. A list item, a line and
what ends in ".", "!", "?" or "…" is a sentence.
"""

from __future__ import annotations

import re

AIM = 25.0
"""Most words a sentence may have on average (issue 3)."""

_END = re.compile(r"(?<=[.!?…])[\"”)]*\s+|\n+")


def sentences(text: str) -> list[str]:
    """The sentences of a text of the content, list marks taken away."""
    parts = (part.strip().removeprefix("•").strip() for part in _END.split(text))
    return [part for part in parts if any(letter.isalnum() for letter in part)]


def words_a_sentence(text: str) -> float:
    """The average number of words of a text's sentences; 0 for a text without any."""
    found = sentences(text)
    return sum(len(sentence.split()) for sentence in found) / len(found) if found else 0.0
