"""The one door for programs: POST /api/chat, and GET /api/stream for what a page missed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.channels import problems
from bot.conversation import Conversations
from bot.message import Message
from bot.packing import as_json
from bot.talks import BusyError, Talks
from bot.turn import TooFastError, Turn
from bot.wake import Waker

CHANNEL = "web"
MOST_BYTES = 64 * 1024
"""Largest request body."""

MOST_VALUES = 50
"""Most ticked values that one choice may bring."""

MOST_STREAMS = 500
"""Most pages that may listen to one process at once."""

PING_SECONDS = 15.0
RETRY_MILLISECONDS = 2000
RETRY_AFTER_SECONDS = 60


Value = Annotated[str, Field(max_length=64)]


class ChatRequest(BaseModel):
    """One message of a person: a text, or the choice of a button with the values ticked for it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    conversation: Annotated[str, Field(max_length=64)] | None = None
    text: str | None = None
    choice: Annotated[str, Field(max_length=64)] | None = None
    values: Annotated[
        list[Annotated[str, Field(max_length=64)]], Field(max_length=MOST_VALUES)
    ] = []
    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")] | None = None

    @model_validator(mode="after")
    def _holds_one_thing(self) -> Self:
        if (self.text is None) == (self.choice is None):
            raise ValueError("send either text or choice")
        return self


class Door:
    """The routes under /api."""

    def __init__(
        self,
        *,
        turn: Turn,
        talks: Talks,
        conversations: Conversations,
        waker: Waker,
        clock: Callable[[], datetime],
    ) -> None:
        """`clock` gives the present moment, aware."""
        self._turn = turn
        self._talks = talks
        self._conversations = conversations
        self._waker = waker
        self._clock = clock
        self._streams = 0

    def routes(self) -> list[Route]:
        """The routes of the door."""
        return [
            Route("/api/chat", self.chat, methods=["POST"]),
            Route("/api/stream", self.stream, methods=["GET"]),
        ]

    async def chat(self, request: Request) -> Response:
        """Take one message and answer it."""
        try:
            body = await _body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return problems.too_large()
        try:
            asked = ChatRequest.model_validate_json(body)
        except ValidationError as error:
            return problems.malformed(error)
        conversation = asked.conversation or self._conversations.issue()
        if not self._conversations.is_ours(conversation):
            return problems.unknown_conversation()
        message = Message(
            channel=CHANNEL,
            talk=self._talks.name(CHANNEL, conversation),
            at=self._clock(),
            text=asked.text,
            choice=asked.choice,
            once=asked.id,
            values=tuple(asked.values),
        )
        address = request.client.host if request.client else None
        try:
            replies = await self._turn.take(message, address)
        except TooFastError:
            return problems.too_fast(RETRY_AFTER_SECONDS)
        except BusyError:
            return problems.too_fast(1)
        return JSONResponse(
            {"conversation": conversation, "replies": [as_json(reply) for reply in replies]}
        )

    async def stream(self, request: Request) -> Response:
        """The replies of a conversation as they come, from Last-Event-ID on."""
        conversation = request.headers.get("x-conversation", "")
        after = request.headers.get("last-event-id", "0")
        if not self._conversations.is_ours(conversation):
            return problems.unknown_conversation()
        if not _is_entry(after):
            return problems.malformed_header()
        if self._streams >= MOST_STREAMS:
            return problems.too_fast(RETRY_AFTER_SECONDS)
        talk = self._talks.name(CHANNEL, conversation)
        return StreamingResponse(
            self._events(talk, after),
            media_type="text/event-stream",
            headers={"X-Accel-Buffering": "no"},
        )

    async def _events(self, talk: str, after: str) -> AsyncIterator[str]:
        self._streams += 1
        try:
            with self._waker.listen(talk) as news:
                yield f"retry: {RETRY_MILLISECONDS}\n\n"
                if not await self._talks.exists(talk):
                    for packed in await self._turn.held.missed(talk, CHANNEL, self._clock()):
                        yield f"event: replies\ndata: {packed}\n\n"
                while True:
                    news.clear()
                    for entry, packed in await self._talks.log_since(talk, after):
                        after = entry
                        yield f"event: replies\nid: {entry}\ndata: {packed}\n\n"
                    try:
                        await asyncio.wait_for(news.wait(), PING_SECONDS)
                    except TimeoutError:
                        yield ": ping\n\n"
        finally:
            self._streams -= 1


async def _body(request: Request) -> bytes | None:
    """The request's body, or None when it is larger than MOST_BYTES."""
    read = bytearray()
    async for piece in request.stream():
        read += piece
        if len(read) > MOST_BYTES:
            return None
    return bytes(read)


def _is_entry(written: str) -> bool:
    """Whether this is an entry id of a Redis stream, or "0" for the beginning."""
    first, dash, second = written.partition("-")
    numbers = [first, second] if dash else [first]
    return len(written) < 40 and all(n.isascii() and n.isdecimal() for n in numbers)
