"""The staff room as an ASGI app, to be mounted under /staff."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from admin import hotline, inbox
from admin.bookings import routes as bookings
from admin.campaigns import routes as campaigns
from admin.cases import routes as cases
from admin.content import routes as content
from admin.headers import StaffHeaders, complete_headers
from admin.health import Health
from admin.installation import Installation
from admin.launch import routes as launch
from admin.learning import routes as learning
from admin.pages import (
    audit,
    code,
    people,
    person,
    questionnaires,
    security,
    sign_in,
)
from admin.pages.guard import Desk, require_rules
from admin.pages.refusals import WORDS, Refusal
from admin.pages.render import language_of, show
from admin.places import routes as places
from admin.reports import routes as reports
from admin.tasks import routes as tasks
from admin.today import routes as today
from content.catalogue import Catalogue
from content.messages import translate
from nlu.understanding import Classifier
from store.engine import Store

STATIC = "/static"

DOORS = (sign_in.sign_in_page, sign_in.sign_in, code.code_page, code.give_code)
"""What opens without a sign-in. Everything else stands in the table of admin.roles."""

ROUTES = (
    *today.ROUTES,
    *cases.ROUTES,
    *tasks.ROUTES,
    *launch.ROUTES,
    *content.ROUTES,
    Route("/questionnaires", questionnaires.questionnaires_page),
    Route("/questionnaires/{name}.json", questionnaires.questionnaire_file),
    *campaigns.ROUTES,
    *reports.ROUTES,
    Route("/people", people.people_page),
    Route("/people", people.invite, methods=["POST"]),
    Route("/people/{id:int}", person.person_page),
    Route("/people/{id:int}/reset", person.reset, methods=["POST"]),
    Route("/people/{id:int}/role", person.change_role, methods=["POST"]),
    Route("/people/{id:int}/state", person.change_state, methods=["POST"]),
    Route("/people/{id:int}/second-step", person.remove_second_step, methods=["POST"]),
    Route("/people/{id:int}/devices", person.sign_out, methods=["POST"]),
    Route("/audit", audit.audit_page),
    Route("/audit.csv", audit.export, methods=["POST"]),
    Route("/security", security.security_page),
    Route("/security", security.change, methods=["POST"]),
    Route("/security/set-up", security.set_up_page),
    Route("/security/set-up", security.set_up, methods=["POST"]),
    Route("/security/devices", security.sign_out, methods=["POST"]),
    *learning.ROUTES,
    Route("/sign-in", sign_in.sign_in_page),
    Route("/sign-in", sign_in.sign_in, methods=["POST"]),
    Route("/code", code.code_page),
    Route("/code", code.give_code, methods=["POST"]),
    Route("/password", sign_in.password_page),
    Route("/password", sign_in.choose_password, methods=["POST"]),
    Route("/sign-out", sign_in.sign_out, methods=["POST"]),
    *bookings.ROUTES,
    *places.ROUTES,
    *inbox.ROUTES,
    *hotline.ROUTES,
)

log = structlog.get_logger()


def staff_app(  # noqa: PLR0913 - what the pages work with
    store: Store,
    catalogue: Callable[[], Catalogue],
    health: Callable[[], Awaitable[Health]],
    clock: Callable[[], datetime],
    installation: Installation | None = None,
    *,
    classifier: Classifier | None = None,
) -> Starlette:
    """The staff pages over a migrated store.

    `catalogue`: what is published now; `health`: how each part of the service is, asked now;
    `installation`: what is known of where it runs; `classifier`: what ranks topics for a sentence.
    Raises UnguardedRouteError for a route without a rule.
    """
    require_rules(ROUTES, DOORS)
    app = Starlette(
        routes=[
            *ROUTES,
            Mount(STATIC, StaticFiles(directory=Path(__file__).parent / "static")),
        ],
        middleware=[Middleware(StaffHeaders, static=f"{STATIC}/")],
        exception_handlers={
            HTTPException: _refused,
            OperationalError: _database_away,
            InterfaceError: _database_away,
            PoolTimeoutError: _database_away,
            Exception: _broken,
        },
    )
    where = installation or Installation()
    app.state.desk = Desk(store, catalogue, health, clock, where, classifier)
    return app


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 400
    words = error.message if isinstance(error, Refusal) else WORDS.get(status, WORDS[400])
    headers = error.headers if isinstance(error, HTTPException) else None
    return _sorry(request, status, words, headers)


async def _database_away(request: Request, error: Exception) -> Response:
    log.error("staff.database_away", error=type(error).__name__)
    return _sorry(request, 503, WORDS[503])


async def _broken(request: Request, error: Exception) -> Response:
    log.error("staff.page_broken", path=request.scope["path"], error=type(error).__name__)
    response = _sorry(request, 500, WORDS[500])
    # Faults are answered outside of the middleware that completes all other responses.
    complete_headers(response.headers)
    return response


def _sorry(
    request: Request, status: int, words: str, headers: Mapping[str, str] | None = None
) -> Response:
    said = translate(language_of(request), words)
    return show(request, "error.html", status=status, headers=headers, words=said)
