"""Calendar files of appointments, each at a path that only its person knows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels import problems
from content.messages import DEFAULT_LANGUAGE, LANGUAGES
from flows.booking.calendar import PATH, file_of
from store.engine import Store

FILE = "hen.ics"
"""The name under which a phone keeps the file; it says nothing but "appointment"."""


def routes(store: Store, clock: Callable[[], datetime]) -> list[Route]:
    """The route of the files. `clock` gives the present moment, aware."""

    async def give(request: Request) -> Response:
        token = request.path_params["token"]
        asked = request.query_params.get("lang", "")
        language = asked if asked in LANGUAGES else DEFAULT_LANGUAGE
        async with store.transaction() as session:
            file = await file_of(session, token, language, clock())
        if file is None:
            return problems.not_found()
        return Response(
            file,
            media_type="text/calendar",
            headers={"Content-Disposition": f'attachment; filename="{FILE}"'},
        )

    return [Route(PATH, give, methods=["GET"])]
