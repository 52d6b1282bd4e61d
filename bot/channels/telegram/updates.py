"""What an update of the Bot API asks of us, and whether it is ours to answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType
from telegram.ext import filters

WANTED = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY)
"""The kinds of update we ask Telegram for."""


class UnreadableError(Exception):
    """An update of a shape that we do not know."""


@dataclass(frozen=True)
class Asked:
    """One update.

    `is_ours` is false where nobody is to be answered: in a group, on a service message. `text` is
    empty where a person sent something without words. `tap` is the id of a tap, which Telegram
    wants confirmed even where there is nothing to say; `message` and `keyboard` are where it was.
    """

    update: int
    chat: int
    is_ours: bool
    text: str | None = None
    choice: str | None = None
    tap: str | None = None
    message: int | None = None
    keyboard: InlineKeyboardMarkup | None = None


def number(raw: object) -> int | None:
    """The id of an update, or None for what is not an update at all."""
    found = raw.get("update_id") if isinstance(raw, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def read(raw: dict[str, Any]) -> Asked:
    """What an update asks. Raises UnreadableError."""
    try:
        update = Update.de_json(raw)
        if update.callback_query is not None:
            return _tapped(update, update.callback_query)
        message = update.message or update.edited_message
        return _written(update, message) if message else Asked(update.update_id, 0, is_ours=False)
    except Exception as error:  # noqa: BLE001 - it may quote what it could not read: it ends here
        raise UnreadableError(type(error).__name__) from None


def _tapped(update: Update, query: CallbackQuery) -> Asked:
    # A message that Telegram no longer holds still tells its chat.
    chat = query.message.chat if query.message else None
    return Asked(
        update.update_id,
        chat.id if chat else query.from_user.id,
        is_ours=chat is not None and chat.type == ChatType.PRIVATE,
        choice=query.data or "",
        tap=query.id,
        message=query.message.message_id if query.message else None,
        keyboard=getattr(query.message, "reply_markup", None),
    )


def _written(update: Update, message: Message) -> Asked:
    words = message.text or message.caption or ""
    is_service = bool(filters.StatusUpdate.ALL.check_update(update))
    # A shared place that moves is edited every few seconds; only new words are worth an answer.
    is_news = bool(words) or update.message is not None
    return Asked(
        update.update_id,
        message.chat.id,
        is_ours=message.chat.type == ChatType.PRIVATE and is_news and not is_service,
        text=words,
    )
