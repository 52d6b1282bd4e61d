"""Telling people what they did not just ask for: reminders, messages, alerts to staff.

The rows and their rules are flows.reach; here is only how a channel says it.
"""

from __future__ import annotations

from collections.abc import Callable

from redis.exceptions import RedisError

from bot.channels.telegram.telling import TelegramTelling
from bot.message import Reply
from bot.packing import pack
from bot.scripts.showing import tell, told
from bot.talks import Talks
from content.catalogue import Catalogue
from flows.engine import Say
from flows.reach.port import Address, Outcome, Saying


class Outreach:
    """A flows.reach.port.Sender over the channels of this service."""

    def __init__(
        self, talks: Talks, telegram: TelegramTelling | None, catalogue: Callable[[], Catalogue]
    ) -> None:
        """`telegram`: None where no bot account is set."""
        self._talks = talks
        self._telegram = telegram
        self._catalogue = catalogue

    async def send(self, to: Address, saying: Saying) -> Outcome:
        """Say it now, or tell why not. A page is only reached while its talk is remembered."""
        replies = self._replies(to, saying)
        match to.channel:
            case "telegram" if self._telegram:
                return await self._telegram.send(int(to.address), replies)
            case "web":
                return await self._show(to.address, pack(saying.once, replies))
            case _:
                return Outcome.SHELVED

    def _replies(self, to: Address, saying: Saying) -> list[Reply]:
        say = Say(saying.text, ways=saying.ways)
        return told(say, tell(saying.text, to.language), self._catalogue(), to.language)

    async def _show(self, talk: str, packed: str) -> Outcome:
        try:
            is_there = await self._talks.tell(talk, packed)
        except (RedisError, OSError):
            return Outcome.LATER
        return Outcome.SENT if is_there else Outcome.SHELVED
