"""Replies as Telegram bubbles: plain text in pieces that fit, an inline keyboard, the sources.

Texts go out without a parse mode, so nothing that a topic or a person holds is taken for markup.
Telegram counts text in UTF-16 units: a letter is one, most emoji are two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from bot.channels.telegram.keyboards import fitting, keyboard
from bot.message import Drawing, Reply
from content.catalogue import Citation
from content.messages import DEFAULT_LANGUAGE, mark, translate

LONGEST_TEXT = 4096
"""Most UTF-16 units in one bubble."""

LONGEST_CAPTION = 1024
"""Most UTF-16 units under a picture."""

MOST_SOURCES = 4
"""Sources named under an answer; the rest are counted."""

BORDERS = ("\n\n", "\n", " ")
"""Where a long text is parted, best first: between paragraphs, lines, words."""


@dataclass(frozen=True)
class Bubble:
    """One message as Telegram shows it."""

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    picture: Drawing | None = None


def render(
    reply: Reply, language: str = DEFAULT_LANGUAGE, public_url: str | None = None
) -> tuple[Bubble, ...]:
    """The bubbles of a reply, its buttons under the last. `language`: of the footer.

    A picture comes first, its words under it. Links to this service need its `public_url`. A reply
    without a word has no bubbles: Telegram takes no empty message.
    """
    paragraphs = [reply.text]
    if reply.sources:
        paragraphs.append(footer(reply.sources, language))
    pieces = split("\n\n".join(paragraphs))
    if not pieces:
        return ()
    pictures = []
    if reply.picture:
        pictures.append(Bubble(split(reply.picture.alt, LONGEST_CAPTION)[0], picture=reply.picture))
    return (
        *pictures,
        *(Bubble(text) for text in pieces[:-1]),
        Bubble(pieces[-1], keyboard(reply, public_url)),
    )


def split(text: str, most: int = LONGEST_TEXT) -> list[str]:
    """`text` in pieces of at most `most` (two or more) UTF-16 units, none of them empty.

    Only the white space at the borders is lost. A text of white space alone has no pieces.
    """
    pieces = []
    rest = text.strip()
    while rest:
        cut = _cut(rest, most)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return pieces


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
