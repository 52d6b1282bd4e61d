"""Answer an update: its turn, then the bubbles, each chat in its order and no bubble twice."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog
from telegram import LinkPreviewOptions
from telegram.error import TelegramError

from bot.channels.telegram.api import Api, is_final
from bot.channels.telegram.keyboards import is_box, ticked, toggled
from bot.channels.telegram.order import ChatOrder
from bot.channels.telegram.rendering import Bubble, render
from bot.channels.telegram.updates import Asked
from bot.message import Message
from bot.pictures import as_png
from bot.talks import BusyError, Talks
from bot.turn import TooFastError, Turn

CHANNEL = "telegram"
MOST_CHATS = 64
"""Chats answered at the same time."""

MOST_KNOWN = 10_000
"""Updates whose bubbles are remembered, to go on where a failed delivery broke off."""

SEND_SECONDS = 60.0
"""Longest that one bubble may take, the waits that Telegram asks for included."""

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

log = structlog.get_logger()


@dataclass
class _Delivery:
    """How far the answer to an update has come."""

    sent: int = 0
    is_done: bool = False


class Answering:
    """Answers updates, however they came."""

    def __init__(
        self,
        api: Api,
        turn: Turn,
        talks: Talks,
        clock: Callable[[], datetime],
        public_url: str | None,
    ) -> None:
        """`clock` gives the present moment, aware; `public_url`: for links to this service."""
        self._public_url = public_url
        self._api = api
        self._turn = turn
        self._talks = talks
        self._clock = clock
        self._deliveries: OrderedDict[int, _Delivery] = OrderedDict()
        self.order = ChatOrder(MOST_CHATS)

    async def answer(self, asked: Asked) -> None:
        """Answer one update; one that was answered already is left alone.

        The caller holds the chat (see `order`). Raises what kept the answer from the person and may
        pass: calling again goes on with the first bubble that was not sent.
        """
        delivery = self._delivery(asked.update)
        if delivery.is_done:
            return
        if asked.tap is not None:
            await self._confirm_tap(asked.tap)
        if asked.is_ours and not await self._tick(asked):
            bubbles = await self._bubbles(asked)
            try:
                while delivery.sent < len(bubbles):
                    await self._send(asked.chat, bubbles[delivery.sent], is_later=delivery.sent > 0)
                    delivery.sent += 1
            except TelegramError as error:
                if not is_final(error):
                    raise
                log.info("telegram.refused", error=type(error).__name__)
        delivery.is_done = True

    def _delivery(self, update: int) -> _Delivery:
        found = self._deliveries.setdefault(update, _Delivery())
        self._deliveries.move_to_end(update)
        if len(self._deliveries) > MOST_KNOWN:
            self._deliveries.popitem(last=False)
        return found

    async def _bubbles(self, asked: Asked) -> list[Bubble]:
        message = Message(
            channel=CHANNEL,
            talk=self._talks.name(CHANNEL, str(asked.chat)),
            at=self._clock(),
            text=asked.text,
            choice=asked.choice,
            once=str(asked.update),
            values=ticked(asked.keyboard) if asked.keyboard and is_box(asked.choice) else (),
            address=str(asked.chat),
        )
        try:
            replies = await self._turn.take(message)
        except (TooFastError, BusyError):
            return []
        return [
            bubble for reply in replies for bubble in render(reply, public_url=self._public_url)
        ]

    async def _tick(self, asked: Asked) -> bool:
        """Tick or clear a box in the message that was tapped; whether that was all there is."""
        if asked.keyboard is None or asked.message is None or not is_box(asked.choice):
            return False
        changed = toggled(asked.keyboard, asked.choice or "")
        if changed is None:
            return False
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self._api.edit_message_reply_markup(
                    asked.chat, asked.message, reply_markup=changed
                )
        except TelegramError as error:
            if not is_final(error):
                raise
            log.info("telegram.untickable", error=type(error).__name__)
        return True

    async def _send(self, chat: int, bubble: Bubble, *, is_later: bool) -> None:
        async with asyncio.timeout(SEND_SECONDS):
            if bubble.picture:
                await self._api.send_photo(
                    chat,
                    await as_png(bubble.picture),
                    caption=bubble.text,
                    protect_content=True,
                    disable_notification=is_later,
                )
                return
            await self._api.send_message(
                chat,
                bubble.text,
                reply_markup=bubble.keyboard,
                link_preview_options=NO_PREVIEW,
                protect_content=True,
                disable_notification=is_later,
            )

    async def _confirm_tap(self, tap: str) -> None:
        """Let the button stop waiting. A tap of long ago cannot be confirmed, and need not be."""
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self._api.answer_callback_query(tap)
        except (TelegramError, TimeoutError) as error:
            log.info("telegram.tap_unconfirmed", error=type(error).__name__)
