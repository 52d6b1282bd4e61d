"""A small Bot API on a loopback port that refuses what the real one refuses.

It speaks the methods that the channel calls, keeps what was sent, and fails on demand.
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from types import TracebackType
from typing import Any, Self

import httpx
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.bot.telegram.serving import free_port, served

TOKEN = "123456:ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
PATIENCE = 10.0
"""Seconds before a test that waits for something fails."""

PLAIN = ("text", "caption", "url", "secret_token", "callback_query_id")
"""Parameters that are text, even where they look like JSON."""

Params = dict[str, Any]


class RefusalError(Exception):
    """What the real API would answer with an error."""

    def __init__(self, status: int, text: str, **parameters: int) -> None:
        super().__init__(text)
        body: Params = {"ok": False, "error_code": status, "description": text}
        if parameters:
            body["parameters"] = parameters
        self.response = JSONResponse(body, status)


class Emulator:
    """One bot's side of Telegram. Enter it to listen; `port` is known, and refuses, before."""

    def __init__(self) -> None:
        self.token = TOKEN
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.sent: list[Params] = []
        self.calls: defaultdict[str, list[Params]] = defaultdict(list)
        self.webhook: Params = {}
        self.taps: set[str] = set()
        self._updates: deque[Params] = deque()
        self._faults: defaultdict[str, deque[Response | None]] = defaultdict(deque)
        self._news = asyncio.Condition()
        self._is_open = False
        self._last_id = 0

    async def __aenter__(self) -> Self:
        self._is_open = True
        route = Route("/bot{token}/{method}", self._call, methods=["POST"])
        self._serving = served([route], self.port)
        await self._serving.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_open = False
        await self._tell()
        await self._serving.__aexit__(kind, error, trace)

    # What a test does.

    def fail(self, method: str, *responses: Response | None) -> None:
        """Answer the next calls of `method` so; None lets one through."""
        self._faults[method].extend(responses)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until `condition` holds; it is looked at after every call."""
        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(condition)

    async def bubbles(self, count: int) -> list[Params]:
        """The first `count` messages that the bot sent, once they are there."""
        await self.until(lambda: len(self.sent) >= count)
        return self.sent[:count]

    async def bring(self, *updates: Params) -> None:
        """Have updates fetched by the bot's polls."""
        self._updates.extend(updates)
        await self._tell()

    async def push(self, update: Params, secret: str | None = None) -> int:
        """Bring an update to the bot's webhook, once; returns the status of its answer."""
        shown = self.webhook["secret_token"] if secret is None else secret
        headers = {SECRET_HEADER.encode(): str(shown).encode()}
        async with httpx.AsyncClient(timeout=PATIENCE) as client:
            answer = await client.post(self.webhook["url"], json=update, headers=headers)
        return answer.status_code

    def update(self, **content: object) -> Params:
        """An update with the next id."""
        self._last_id += 1
        return {"update_id": self._last_id, **content}

    def text(self, text: str, chat: int = 1) -> Params:
        """An update: somebody wrote `text`."""
        return self.update(message=message(chat, text=text))

    def tap(self, data: str, chat: int = 1, **message_facts: object) -> Params:
        """An update: somebody tapped a button."""
        tap = f"tap{self._last_id + 1}"
        query = {
            "id": tap,
            "from": person(chat),
            "chat_instance": "1",
            "data": data,
            "message": message(chat, **message_facts),
        }
        self.taps.add(tap)
        return self.update(callback_query=query)

    # What the bot meets.

    async def _call(self, request: Request) -> Response:
        if request.path_params["token"] != self.token:
            return RefusalError(401, "Unauthorized").response
        method = request.path_params["method"]
        async with request.form() as form:
            params = {name: await _read(name, value) for name, value in form.items()}
        self.calls[method].append(params)
        await self._tell()
        try:
            fault = self._faults[method].popleft() if self._faults[method] else None
            if fault is not None:
                return fault
            return JSONResponse({"ok": True, "result": await self._method(method)(params)})
        except RefusalError as refusal:
            return refusal.response
        finally:
            await self._tell()

    def _method(self, name: str) -> Callable[[Params], Awaitable[object]]:
        methods: dict[str, Callable[[Params], Awaitable[object]]] = {
            "getMe": self._get_me,
            "getUpdates": self._get_updates,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "sendMessage": self._send_message,
            "sendPhoto": self._send_photo,
            "editMessageReplyMarkup": self._edit_keyboard,
            "answerCallbackQuery": self._answer_tap,
            "sendChatAction": self._done,
            "setMyCommands": self._set_my_commands,
        }
        if name not in methods:
            raise RefusalError(404, "Not Found")
        return methods[name]

    async def _tell(self) -> None:
        async with self._news:
            self._news.notify_all()

    async def _done(self, _: Params) -> bool:
        return True

    async def _get_me(self, _: Params) -> Params:
        return {"id": 123456, "is_bot": True, "first_name": "Bot", "username": "emulated_bot"}

    async def _get_updates(self, params: Params) -> list[Params]:
        if self.webhook:
            raise RefusalError(409, "Conflict: can't use getUpdates method while webhook is active")
        offset = params.get("offset", 0)
        while self._updates and self._updates[0]["update_id"] < offset:
            self._updates.popleft()
        try:
            async with asyncio.timeout(params.get("timeout", 0)), self._news:
                await self._news.wait_for(lambda: bool(self._updates) or not self._is_open)
        except TimeoutError:
            return []
        return list(self._updates)[: params.get("limit", 100)]

    async def _set_webhook(self, params: Params) -> bool:
        self.webhook = params
        return True

    async def _delete_webhook(self, _: Params) -> bool:
        self.webhook = {}
        return True

    async def _send_message(self, params: Params) -> Params:
        text = params["text"]
        if not text.strip():
            raise RefusalError(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > 4096:
            raise RefusalError(400, "Bad Request: message is too long")
        _check_keyboard(params)
        self.sent.append(params)
        return message(params["chat_id"], text=text)

    async def _send_photo(self, params: Params) -> Params:
        if not params["photo"].startswith(b"\x89PNG"):
            raise RefusalError(400, "Bad Request: IMAGE_PROCESS_FAILED")
        if len(params.get("caption", "").encode("utf-16-le")) // 2 > 1024:
            raise RefusalError(400, "Bad Request: message caption is too long")
        self.sent.append({**params, "text": params["caption"]})
        size = {"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}
        return message(params["chat_id"], caption=params["caption"], photo=[size])

    async def _edit_keyboard(self, params: Params) -> Params:
        _check_keyboard(params)
        return message(params["chat_id"], text="?", reply_markup=params["reply_markup"])

    async def _answer_tap(self, params: Params) -> bool:
        if params["callback_query_id"] not in self.taps:
            raise RefusalError(400, "Bad Request: query is too old or query ID is invalid")
        self.taps.remove(params["callback_query_id"])
        return True

    async def _set_my_commands(self, params: Params) -> bool:
        for command in params["commands"]:
            if not command["command"].islower() or not 1 <= len(command["description"]) <= 256:
                raise RefusalError(400, "Bad Request: BOT_COMMAND_INVALID")
        return True


def _check_keyboard(params: Params) -> None:
    for row in params.get("reply_markup", {}).get("inline_keyboard", []):
        for button in row:
            is_link = button.get("url", "").startswith("https://")
            data = button.get("callback_data", "").encode()
            if not button["text"] or not (is_link or 1 <= len(data) <= 64):
                raise RefusalError(400, "Bad Request: BUTTON_DATA_INVALID")


def person(chat: int) -> Params:
    """A user whose private chat has this id."""
    return {"id": chat, "is_bot": False, "first_name": "A", "username": f"person{chat}"}


def message(chat: int, **facts: object) -> Params:
    """A message in a private chat, or in a group for a negative id."""
    place = {"id": chat, "type": "private" if chat > 0 else "group"}
    known = {"message_id": 1, "date": 1_790_000_000, "chat": place, "from": person(abs(chat))}
    return {**known, **facts}


def too_many(seconds: int) -> Response:
    """429: wait for so many seconds."""
    text = f"Too Many Requests: retry after {seconds}"
    return RefusalError(429, text, retry_after=seconds).response


def forbidden() -> Response:
    """403: the person blocked the bot."""
    return RefusalError(403, "Forbidden: bot was blocked by the user").response


def bad_gateway() -> Response:
    """502, with a page where JSON should be."""
    return Response("<html>Bad Gateway</html>", 502)


def cut_off() -> Response:
    """A connection that is lost in the middle of the answer."""

    async def beginning() -> AsyncIterator[bytes]:
        yield b'{"ok":'

    return StreamingResponse(beginning(), headers={"Content-Length": "100"})


async def _read(name: str, value: str | UploadFile) -> object:
    """A parameter; a file as its bytes."""
    if not isinstance(value, str):
        return await value.read()
    return value if name in PLAIN else json.loads(value)
