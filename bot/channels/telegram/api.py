"""The Bot API as this channel calls it."""

from __future__ import annotations

import os
from typing import Any

from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.channels.telegram.updates import WANTED

# The library's own switch to the types of its next version; without it every 429 is a warning.
os.environ.setdefault("PTB_TIMEDELTA", "true")

RETRIES = 3
"""How often a call is made again when Telegram says to wait."""

READ_SECONDS = 15.0
"""How long an answer of the Bot API may take, beyond the time of a long poll."""


class Api(ExtBot[int]):
    """A bot that knows whether Telegram answers, and gives updates as they came."""

    __slots__ = ("_is_answered",)

    def __init__(self, token: str, address: str) -> None:
        """`address`: of the Bot API, such as https://api.telegram.org."""
        super().__init__(
            token,
            base_url=f"{address.rstrip('/')}/bot",
            base_file_url=f"{address.rstrip('/')}/file/bot",
            request=HTTPXRequest(read_timeout=READ_SECONDS),
            get_updates_request=HTTPXRequest(connection_pool_size=2, read_timeout=READ_SECONDS),
            rate_limiter=AIORateLimiter(max_retries=RETRIES),
        )
        self._is_answered = False

    @property
    def is_answered(self) -> bool:
        """Whether Telegram answered the last call."""
        return self._is_answered

    async def raw_updates(self, offset: int | None, seconds: int) -> list[dict[str, Any]]:
        """The updates from `offset` on, unparsed; waits up to `seconds` for the first.

        Unparsed, because get_updates refuses the whole batch for one update that it cannot read,
        and would do so again for ever. Raises TelegramError.
        """
        asked = {"offset": offset, "timeout": seconds, "allowed_updates": WANTED}
        found: list[dict[str, Any]] = await self._post(
            "getUpdates", asked, read_timeout=READ_SECONDS + seconds
        )
        return found

    async def _do_post(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - passed through
        try:
            result = await super()._do_post(*args, **kwargs)
        except (BadRequest, Forbidden, RetryAfter):
            self._is_answered = True
            raise
        except TelegramError:
            self._is_answered = False
            raise
        self._is_answered = True
        return result


def is_final(error: TelegramError) -> bool:
    """Whether Telegram will never take this call: a blocked bot, a chat that is gone."""
    return isinstance(error, BadRequest | Forbidden)
