"""Sending to a chat what nobody just asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut

from bot.channels.telegram.answering import NO_PREVIEW, SEND_SECONDS
from bot.channels.telegram.api import Api, is_final
from bot.channels.telegram.rendering import render
from bot.message import Reply
from flows.reach.port import Outcome


class TelegramTelling:
    """One bot account, for sending alone: it fetches nothing."""

    def __init__(self, token: str, api: str, public_url: str | None) -> None:
        """`api` is the address of the Bot API; `public_url`: for links to this service."""
        self._api = Api(token, api)
        self._public_url = public_url

    async def close(self) -> None:
        """Let go of the connections."""
        await self._api.shutdown()

    async def send(self, chat: int, replies: Sequence[Reply]) -> Outcome:
        """Send the replies; what was begun and broke off is UNKNOWN, so that none is said twice."""
        try:
            await self._api.initialize()
        except TelegramError:
            return Outcome.LATER
        bubbles = [b for reply in replies for b in render(reply, public_url=self._public_url)]
        begun = False
        try:
            async with asyncio.timeout(SEND_SECONDS):
                for bubble in bubbles:
                    await self._api.send_message(
                        chat,
                        bubble.text,
                        reply_markup=bubble.keyboard,
                        link_preview_options=NO_PREVIEW,
                        protect_content=True,
                    )
                    begun = True
        except RetryAfter:
            return Outcome.UNKNOWN if begun else Outcome.LATER
        except (TimedOut, TimeoutError):
            return Outcome.UNKNOWN
        except TelegramError as error:
            if is_final(error) and not begun:
                return Outcome.REFUSED
            # A connection that was never made has sent nothing.
            never_left = isinstance(error, NetworkError) and not begun
            return Outcome.LATER if never_left and _is_unconnected(error) else Outcome.UNKNOWN
        return Outcome.SENT


def _is_unconnected(error: TelegramError) -> bool:
    cause = error.__cause__
    return type(cause).__name__ in ("ConnectError", "ConnectTimeout", "PoolTimeout")
