"""The headers that every response of the staff room carries."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Frame-Options": "DENY",
    }
)

NOT_KEPT = "no-store"
ASKED_AGAIN = "no-cache"
"""Style and pictures hold nothing secret: a browser keeps them and asks whether they changed."""


class StaffHeaders:
    """ASGI middleware that puts HEADERS on every response; only static files may be kept."""

    def __init__(self, app: ASGIApp, static: str) -> None:
        """`static`: where the paths of static files begin, within the staff room."""
        self._app = app
        self._static = static

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the response's headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        inside = scope["path"].removeprefix(scope.get("root_path", ""))
        kept = ASKED_AGAIN if inside.startswith(self._static) else NOT_KEPT

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                complete_headers(MutableHeaders(scope=message), kept)
            await send(message)

        await self._app(scope, receive, complete)


def complete_headers(headers: MutableHeaders, kept: str = NOT_KEPT) -> None:
    """Put HEADERS on a response, and whether a browser may keep it."""
    for name, value in HEADERS.items():
        headers[name] = value
    headers["Cache-Control"] = kept
