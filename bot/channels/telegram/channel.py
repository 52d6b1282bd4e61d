"""The Telegram channel: its life, and the two ways in which updates come."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import BotCommand

from bot.channels.telegram.answering import MOST_CHATS, Answering
from bot.channels.telegram.api import Api
from bot.channels.telegram.quiet import hush
from bot.channels.telegram.updates import WANTED, Asked, UnreadableError, read
from bot.channels.telegram.webhook import PATH, SECRET_SHAPE, RefusedError, receive
from bot.talks import Talks
from bot.turn import Turn
from content.messages import DEFAULT_LANGUAGE, mark, translate

POLL_SECONDS = 25
"""How long one poll waits for an update."""

MOST_WAITING = 1000
"""Updates taken from Telegram and not yet answered; at this many the next poll waits."""

FIRST_WAIT = 1.0
LONGEST_WAIT = 60.0
"""Seconds between tries to reach Telegram: doubled after each, up to the longest."""

RETRY_WAITS = (1.0, 5.0, 15.0)
"""Seconds before each further try at a polled update. A webhook's are sent again by Telegram."""

STOP_SECONDS = 10.0
"""How long a stop waits for the answers under way."""

COMMANDS = {
    "start": mark("Start the talk"),
    "menu": mark("See what you can ask"),
    "tamsoat": mark("See for yourself where you stand"),
    "ketqua": mark("Open a result with its code"),
    "lichhen": mark("Make or change an appointment"),
    "tuannay": mark("My weekly check-in"),
    "conthem": mark("A craving right now"),
    "hotro": mark("My support: supporter, day, what is held"),
    "huy": mark("Stop what is under way"),
    "xoa": mark("Delete everything about this talk now"),
    "dulieu": mark("See what I hold about this talk"),
    "ngonngu": mark("Change the language"),
    "dovui": mark("Play the quiz"),
    "nhantin": mark("Get news, or end it"),
}
"""The commands that Telegram offers beside the text field."""

log = structlog.get_logger()


class State(StrEnum):
    """How the channel is."""

    OK = "ok"
    DOWN = "down"
    OFF = "off"


class TelegramChannel:
    """One bot account. Enter it to start; it never keeps the service from starting."""

    def __init__(  # noqa: PLR0913 - it is wired once, by name
        self,
        *,
        token: str,
        api: str,
        public_url: str | None,
        secret: str,
        turn: Turn,
        talks: Talks,
        clock: Callable[[], datetime],
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`api` is the address of the Bot API; `clock` gives the present moment, aware.

        With a `public_url` Telegram brings updates to PATH under it and proves itself with
        `secret`; without, they are fetched. `pause` waits for so many seconds. Raises ValueError
        for a secret that Telegram would not take.
        """
        if public_url is not None and not SECRET_SHAPE.fullmatch(secret):
            raise ValueError("the webhook secret: 1 to 256 letters, digits, - and _")
        hush()
        self._public_url = public_url
        self._secret = secret
        self._pause = pause
        self._api = Api(token, api)
        self._answering = Answering(self._api, turn, talks, clock, public_url)
        self._runner: asyncio.Task[None] | None = None
        self._answers: set[asyncio.Task[None]] = set()
        self._is_introduced = False
        self._next: int | None = None

    @property
    def state(self) -> State:
        """OK when Telegram answers, DOWN when it does not, OFF outside the context."""
        if self._runner is None:
            return State.OFF
        return State.OK if self._is_introduced and self._api.is_answered else State.DOWN

    @property
    def name(self) -> str | None:
        """The bot's own name, without @; None until Telegram has told it."""
        return self._api.username if self._is_introduced else None

    def routes(self) -> list[Route]:
        """The route of the webhook; none when updates are fetched."""
        if self._public_url is None:
            return []
        return [Route(PATH, self._webhook, methods=["POST"])]

    async def __aenter__(self) -> Self:
        """Start in the background; Telegram need not be reachable."""
        self._runner = asyncio.create_task(self._run(), name="telegram")
        return self

    async def __aexit__(self, *_: object) -> None:
        """Take no more updates, finish the answers under way, leave nothing running."""
        if self._runner is not None:
            self._runner.cancel()
            await asyncio.wait([self._runner])
        if self._answers:
            _finished, late = await asyncio.wait(self._answers, timeout=STOP_SECONDS)
            for answer in late:
                answer.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._api.shutdown()
        self._runner = None

    async def _run(self) -> None:
        wait = FIRST_WAIT
        while True:
            try:
                if not self._is_introduced:
                    await self._introduce()
                if self._public_url is not None:
                    return
                await self._poll()
                wait = FIRST_WAIT
            except Exception as error:  # noqa: BLE001 - whatever it is, the service runs on
                log.warning("telegram.away", error=type(error).__name__, again_in=wait)
                await self._pause(wait)
                wait = min(2 * wait, LONGEST_WAIT)

    async def _introduce(self) -> None:
        """Tell Telegram who we are and how updates reach us. Raises TelegramError."""
        await self._api.initialize()
        if self._public_url is None:
            await self._api.delete_webhook()
        else:
            await self._api.set_webhook(
                self._public_url.rstrip("/") + PATH,
                secret_token=self._secret,
                allowed_updates=WANTED,
                max_connections=MOST_CHATS,
            )
        await self._api.set_my_commands(
            [BotCommand(name, translate(DEFAULT_LANGUAGE, text)) for name, text in COMMANDS.items()]
        )
        self._is_introduced = True
        log.info("telegram.ready", webhook=self._public_url is not None)

    async def _poll(self) -> None:
        """Fetch updates once and set about answering them. Raises TelegramError."""
        updates = await self._api.raw_updates(self._next, POLL_SECONDS)
        for raw in updates:
            if len(self._answers) >= MOST_WAITING:
                await asyncio.wait(self._answers, return_when=asyncio.FIRST_COMPLETED)
            answer = asyncio.create_task(self._answer_polled(raw))
            self._answers.add(answer)
            answer.add_done_callback(self._answers.discard)
            self._next = raw["update_id"] + 1

    async def _answer_polled(self, raw: dict[str, Any]) -> None:
        asked = _read(raw)
        if asked is None:
            return
        async with self._answering.order.hold(asked.chat):
            for wait in RETRY_WAITS:
                if await self._answer(asked):
                    return
                await self._pause(wait)
            await self._answer(asked)

    async def _answer(self, asked: Asked) -> bool:
        """Whether the update needs nothing more from us. The caller holds the chat."""
        try:
            await self._answering.answer(asked)
        except Exception as error:  # noqa: BLE001 - its text may hold what was said
            log.error("telegram.failed", error=type(error).__name__)
            return False
        return True

    async def _webhook(self, request: Request) -> Response:
        """Answer one update; 200 only after its answer went out, so that none is lost."""
        try:
            asked = _read(await receive(request, self._secret))
        except RefusedError as refused:
            return Response(status_code=refused.status)
        if asked is None:
            # Sent again it would be no more readable, and would hold up the rest.
            return Response(status_code=200)
        async with self._answering.order.hold(asked.chat):
            return Response(status_code=200 if await self._answer(asked) else 500)


def _read(raw: dict[str, Any]) -> Asked | None:
    try:
        return read(raw)
    except UnreadableError as error:
        log.error("telegram.unreadable", error=str(error))
        return None
