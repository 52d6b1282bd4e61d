"""What every way to come in shares: the session's cookie, and how a fault is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from starlette.requests import Request
from starlette.responses import Response

from admin import sessions
from admin.accounts import NoAccountError, Person
from admin.errors import AccountError
from admin.pages.browser import jar_of
from admin.pages.devices import device_of
from admin.pages.guard import desk_of
from admin.pages.render import ROOT
from admin.passwords import BusyError
from admin.proof import RefusedError, ShutOutError
from admin.sessions import Beginning

HOME = f"{ROOT}/"
BUSY_SECONDS = 5
"""When to come back, told to a browser that was turned away because many sign in."""


@dataclass(frozen=True)
class Standing:
    """The status of an answer, and the headers that go with it."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)


FINE = Standing(200)


async def begin(request: Request, response: Response, person: Person, how: Beginning) -> None:
    """Begin a session at this browser, in place of the one it had. Raises NoAccountError."""
    jar, desk = jar_of(request), desk_of(request)
    complete = replace(how, replaces=jar.key(request, jar.session), device=device_of(request))
    key = await sessions.begin(desk.store, person, desk.clock(), complete)
    jar.put(response, jar.session, key)


def standing_of(error: AccountError) -> Standing:
    """How a fault is answered."""
    if isinstance(error, ShutOutError):
        return Standing(429, {"Retry-After": str(error.seconds)})
    if isinstance(error, BusyError):
        return Standing(429, {"Retry-After": str(BUSY_SECONDS)})
    return Standing(403 if isinstance(error, (RefusedError, NoAccountError)) else 400)
