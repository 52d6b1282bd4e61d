"""Replies as Telegram bubbles: plain text in pieces that fit, an inline keyboard, the sources.

Texts go out without a parse mode, so nothing that a topic or a person holds is taken for markup.
"""

from __future__ import annotations

from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from bot.channels.telegram.keyboards import keyboard
from bot.message import Drawing, Reply
from content.messages import DEFAULT_LANGUAGE
from content.saying.pieces import pieces, split

LONGEST_CAPTION = 1024
"""Most UTF-16 units under a picture."""


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
    texts = pieces(reply.text, reply.sources, language)
    if not texts:
        return ()
    pictures = []
    if reply.picture:
        pictures.append(Bubble(split(reply.picture.alt, LONGEST_CAPTION)[0], picture=reply.picture))
    return (
        *pictures,
        *(Bubble(text) for text in texts[:-1]),
        Bubble(texts[-1], keyboard(reply, public_url)),
    )
