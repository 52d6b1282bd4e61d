"""The ASGI app: the chat page, the door, the staff pages, health and documentation."""

from __future__ import annotations

from pathlib import Path

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from admin.app import staff_app
from admin.health import State
from admin.installation import Installation
from bot import clock
from bot.channels import calendar, problems
from bot.channels.openapi import document
from bot.channels.page import render
from bot.headers import SafeHeaders
from bot.house import House

STATIC = Path(__file__).parent / "static"
VITAL = ("database", "redis")
"""The parts without which nobody can be answered."""

ROUTE_PARTS = 3
"""Of a path that broke, the log names `/api/bookings` and no more."""

log = structlog.get_logger()


def build(house: House) -> Starlette:
    """The app over an open house."""

    async def page(request: Request) -> Response:
        return HTMLResponse(render(request.query_params.get("lang", "")))

    async def health(_: Request) -> Response:
        states = {part.name: part.state.value for part in (await house.health()).parts}
        is_well = all(states[name] == State.OK for name in VITAL)
        return JSONResponse(
            {"status": "ok" if is_well else "down", "parts": states}, 200 if is_well else 503
        )

    async def openapi(_: Request) -> Response:
        return JSONResponse(document())

    return Starlette(
        routes=[
            Route("/", page),
            Route("/health", health),
            Route("/openapi.json", openapi),
            *house.door.routes(),
            *calendar.routes(house.store, clock.now),
            *(house.telegram.routes() if house.telegram else ()),
            Mount("/static", StaticFiles(directory=STATIC)),
            Mount("/staff", _staff(house)),
        ],
        middleware=[Middleware(SafeHeaders)],
        exception_handlers={HTTPException: _refused, Exception: _broken},
    )


def _staff(house: House) -> Starlette:
    here = Installation(house.site, house.public_url, house.telegram_name)
    return staff_app(
        house.store, house.keeper.current, house.health, clock.now, here, classifier=house.nlu
    )


async def _refused(_: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.status_code == 405:
        return problems.wrong_method(error.headers)
    return problems.not_found()


async def _broken(request: Request, error: Exception) -> Response:
    # The error's own text may hold what a person wrote: its type and place must do.
    # A path may end in a secret name (a calendar file's): its beginning must do as well.
    route = "/".join(request.url.path.split("/")[:ROUTE_PARTS])
    log.error("request.broken", route=route, error=type(error).__name__)
    return problems.our_fault()
