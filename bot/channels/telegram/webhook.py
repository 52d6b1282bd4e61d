"""What a request at the webhook brings, once it has proved that Telegram sent it."""

from __future__ import annotations

import hmac
import json
import re
from typing import Any

from starlette.requests import ClientDisconnect, Request

from bot.channels.telegram.updates import number

PATH = "/telegram/webhook"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
SECRET_SHAPE = re.compile(r"[A-Za-z0-9_-]{1,256}")
"""What Telegram takes for a secret."""

MOST_BYTES = 1024 * 1024
"""Largest update. A text with what it answers, every letter escaped, stays well under it."""


class RefusedError(Exception):
    """A request that brings no update. `status` is the HTTP status to answer with."""

    def __init__(self, status: int) -> None:
        """`status`: 403, 413 or 400."""
        super().__init__(status)
        self.status = status


async def receive(request: Request, secret: str) -> dict[str, Any]:
    """The update of a request. Raises RefusedError."""
    given = request.headers.get(SECRET_HEADER, "")
    if not secret or not hmac.compare_digest(given.encode(), secret.encode()):
        raise RefusedError(403)
    try:
        update: dict[str, Any] = json.loads(await _body(request))
    except (ValueError, RecursionError, ClientDisconnect):
        raise RefusedError(400) from None
    if number(update) is None:
        raise RefusedError(400)
    return update


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            raise RefusedError(413)
    return bytes(body)
