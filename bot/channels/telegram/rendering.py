"""Replies as Telegram bubbles: plain text in pieces that fit, an inline keyboard, the sources.

Texts go out without a parse mode, so nothing that a topic or a person holds is taken for markup.
Telegram counts text in UTF-16 units: a letter is one, most emoji are two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.choices import LONGEST
from bot.message import Button, Reply
from content.catalogue import Citation
from content.messages import DEFAULT_LANGUAGE, mark, translate

LONGEST_TEXT = 4096
"""Most UTF-16 units in one bubble."""

LONGEST_LABEL = 40
"""Most UTF-16 units of a label that a phone shows on one line."""

SHORT_LABEL = 16
"""Two labels of at most this many UTF-16 units fit beside each other."""

MOST_SOURCES = 4
"""Sources named under an answer; the rest are counted."""

BORDERS = ("\n\n", "\n", " ")
"""Where a long text is parted, best first: between paragraphs, lines, words."""


@dataclass(frozen=True)
class Bubble:
    """One message as Telegram shows it."""

    text: str
    keyboard: InlineKeyboardMarkup | None = None


def render(reply: Reply, language: str = DEFAULT_LANGUAGE) -> tuple[Bubble, ...]:
    """The bubbles of a reply, its buttons under the last. `language`: of the footer.

    A reply without a word has none: Telegram takes no empty message.
    """
    paragraphs = [reply.text]
    if reply.sources:
        paragraphs.append(footer(reply.sources, language))
    pieces = split("\n\n".join(paragraphs))
    return (
        *(Bubble(text) for text in pieces[:-1]),
        *(Bubble(text, keyboard(reply.buttons)) for text in pieces[-1:]),
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


def keyboard(buttons: Sequence[Button]) -> InlineKeyboardMarkup | None:
    """The buttons one below the other, short ones in pairs; None when there are none.

    A choice longer than Telegram carries is left out: it would cost the person the whole reply.
    """
    rows: list[list[InlineKeyboardButton]] = []
    for button in buttons:
        if len(button.choice.encode()) > LONGEST:
            continue
        made = InlineKeyboardButton(shorten(button.label), callback_data=button.choice)
        if rows and len(rows[-1]) == 1 and _is_short(made) and _is_short(rows[-1][0]):
            rows[-1].append(made)
        else:
            rows.append([made])
    return InlineKeyboardMarkup(rows) if rows else None


def shorten(label: str) -> str:
    """A label that fits on a button, with … where it was cut."""
    if _fitting(label, LONGEST_LABEL) == len(label):
        return label
    return label[: _fitting(label, LONGEST_LABEL - 1)].rstrip() + "…"


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


def _is_short(button: InlineKeyboardButton) -> bool:
    return _fitting(button.text, SHORT_LABEL) == len(button.text)


def _cut(text: str, most: int) -> int:
    """Where the first piece of `text` ends."""
    end = _fitting(text, most)
    if end < len(text):
        for border in BORDERS:
            at = text.rfind(border, 0, end + len(border))
            if at > 0:
                return at
    return end


def _fitting(text: str, most: int) -> int:
    """How many characters of `text` make at most `most` UTF-16 units."""
    units = 0
    for at, character in enumerate(text):
        units += 2 if character > "\uffff" else 1
        if units > most:
            return at
    return len(text)
