"""Texts in pieces that a messenger takes: cut between paragraphs, sources named at the end.

Messengers count text in UTF-16 units: a letter is one, most emoji are two.
"""

from __future__ import annotations

from collections.abc import Sequence

from content.catalogue import Citation
from content.messages import mark, translate

LONGEST_TEXT = 4096
"""Most UTF-16 units in one bubble of Telegram."""

LONGEST_LABEL = 40
"""Most UTF-16 units of a button's label that a phone shows on one line."""

MOST_SOURCES = 4
"""Sources named under an answer; the rest are counted."""

BORDERS = ("\n\n", "\n", " ")
"""Where a long text is parted, best first: between paragraphs, lines, words."""


def pieces(text: str, sources: Sequence[Citation], language: str) -> list[str]:
    """A text and its footer of sources as the bubbles that Telegram shows, none of them empty."""
    paragraphs = [text]
    if sources:
        paragraphs.append(footer(sources, language))
    return split("\n\n".join(paragraphs))


def split(text: str, most: int = LONGEST_TEXT) -> list[str]:
    """`text` in pieces of at most `most` (two or more) UTF-16 units, none of them empty.

    Only the white space at the borders is lost. A text of white space alone has no pieces.
    """
    found = []
    rest = text.strip()
    while rest:
        cut = _cut(rest, most)
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return found


def footer(sources: Sequence[Citation], language: str) -> str:
    """Where an answer comes from, and the day by which all of it had been checked."""
    shown = "; ".join(_name(source) for source in sources[:MOST_SOURCES])
    # The oldest date is the only one that is true of every source.
    date = f"{min(source.checked_on for source in sources):%d/%m/%Y}"
    left = len(sources) - MOST_SOURCES
    if left > 0:
        more = mark("Sources: {sources} and {count} more. Checked on {date}.")
        return translate(language, more, sources=shown, count=left, date=date)
    return translate(
        language, mark("Sources: {sources}. Checked on {date}."), sources=shown, date=date
    )


def shorten(label: str) -> str:
    """A label that fits on a button, with … where it was cut."""
    if fitting(label, LONGEST_LABEL) == len(label):
        return label
    return label[: fitting(label, LONGEST_LABEL - 1)].rstrip() + "…"


def fitting(text: str, most: int) -> int:
    """How many characters of `text` make at most `most` UTF-16 units."""
    units = 0
    for at, character in enumerate(text):
        units += 2 if character > "\uffff" else 1
        if units > most:
            return at
    return len(text)


def _name(source: Citation) -> str:
    return f"{source.document}, {source.article}" if source.article else source.document


def _cut(text: str, most: int) -> int:
    """Where the first piece of `text` ends."""
    end = fitting(text, most)
    if end < len(text):
        for border in BORDERS:
            at = text.rfind(border, 0, end + len(border))
            if at > 0:
                return at
    return end
