"""Open a page only to who may see it, and a form only to the page that sent it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from admin import sessions
from admin.accounts import Person
from admin.health import Health
from admin.installation import Installation
from admin.pages.browser import jar_of, read_form, require_token
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT
from admin.roles import BEFORE_OWN_PASSWORD, BEFORE_SECOND_STEP, BY_ITSELF, MAY, Page, may
from content.catalogue import Catalogue
from nlu.understanding import Classifier
from store.engine import Store

SIGN_IN = f"{ROOT}/sign-in"
PASSWORD = f"{ROOT}/password"
CODE = f"{ROOT}/code"
SECURITY = f"{ROOT}/security"

_GUARDED_AS = "guarded_as"

log = structlog.get_logger()


@dataclass(frozen=True)
class Desk:
    """What the pages work with."""

    store: Store
    catalogue: Callable[[], Catalogue]
    health: Callable[[], Awaitable[Health]]
    clock: Callable[[], datetime]
    installation: Installation = field(default_factory=Installation)
    classifier: Classifier | None = None


@dataclass(frozen=True)
class SignedIn:
    """Someone at a browser: who, and the key of their session."""

    person: Person
    key: str


Endpoint = Callable[[Request], Awaitable[Response]]
Handler = Callable[[Request, SignedIn], Awaitable[Response]]
ReadForm = Callable[[Request], Awaitable[Mapping[str, str]]]


def desk_of(request: Request) -> Desk:
    """The desk of the app that serves this request."""
    desk: Desk = request.app.state.desk
    return desk


def see(address: str) -> RedirectResponse:
    """Send the browser on, to read and not to send anything again."""
    return RedirectResponse(address, 303)


async def recognise(request: Request, *, used: bool = True) -> SignedIn | None:
    """Who is signed in at this browser; `used`: this counts as use. Raises Refusal."""
    jar = jar_of(request)
    key = jar.key(request, jar.session)
    if key is None:
        return None
    desk = desk_of(request)
    person = await sessions.find(desk.store, key, desk.clock(), used=used)
    return SignedIn(person, key) if person else None


async def recognise_waiting(request: Request) -> SignedIn | None:
    """Whose password was right at this browser, when the code is still to come."""
    jar = jar_of(request)
    key = jar.key(request, jar.session)
    if key is None:
        return None
    desk = desk_of(request)
    person = await sessions.find_waiting(desk.store, key, desk.clock())
    return SignedIn(person, key) if person else None


class UnguardedRouteError(RuntimeError):
    """A route has no rule: it would be open to everybody, so the app does not start."""


def require_rules(routes: Iterable[BaseRoute], doors: Container[Endpoint]) -> None:
    """Raise UnguardedRouteError unless each route is a door or guarded by a page of the table."""
    for route in routes:
        if isinstance(route, Route) and route.endpoint not in doors:
            page = page_of(route.endpoint)
            if page is None or not MAY.get(page):
                raise UnguardedRouteError(f"{route.path} has no rule in admin.roles")


def page_of(endpoint: Endpoint) -> Page | None:
    """The page that an endpoint is guarded as; None when it is not guarded."""
    return getattr(endpoint, _GUARDED_AS, None)


def for_staff(page: Page, reads: ReadForm = read_form) -> Callable[[Handler], Endpoint]:
    """Guard a handler: signed in, with an own password, in a role that may, by our own form.

    A form's fields are in `request.state.form` when the handler runs. `reads`: how to read a form
    that is not an ordinary one (admin.pages.upload).
    """

    def guard(handler: Handler) -> Endpoint:
        @wraps(handler)
        async def endpoint(request: Request) -> Response:
            signed_in = await recognise(request, used=page not in BY_ITSELF)
            if signed_in is None:
                return await _to_sign_in(request)
            request.state.signed_in = signed_in
            person = signed_in.person
            if not may(person.role, page):
                log.warning("staff.page_refused", staff=person.name, role=person.role, page=page)
                raise Refusal(403)
            if person.one_time and page not in BEFORE_OWN_PASSWORD:
                return see(PASSWORD)
            due = person.second_step_due
            if due and desk_of(request).clock() >= due and page not in BEFORE_SECOND_STEP:
                return see(f"{SECURITY}?notice=due")
            if request.method == "POST":
                request.state.form = await reads(request)
                require_token(request.state.form, signed_in.key)
            return await handler(request, signed_in)

        setattr(endpoint, _GUARDED_AS, page)
        return endpoint

    return guard


async def _to_sign_in(request: Request) -> Response:
    if await recognise_waiting(request):
        return see(CODE)
    jar = jar_of(request)
    if jar.session not in request.cookies:
        return see(SIGN_IN)
    response = see(f"{SIGN_IN}?notice=ended")
    jar.take(response, jar.session)
    return response
