"""Turn facts into a page: templates, language, dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from admin.accounts import Person
from admin.menu import menu
from admin.pages.browser import STAFF_FORM, TOKEN
from admin.prose import blocks
from admin.roles import BEFORE_OWN_PASSWORD, ROLE_NAMES, Page, may
from admin.sessions import form_token
from content.home import HOME_ZONE
from content.messages import DEFAULT_LANGUAGE, LANGUAGES, translate

ROOT = "/staff"
"""Where the staff room is mounted."""

LANGUAGE_COOKIE = "dh_staff_language"
A_YEAR = 365 * 24 * 60 * 60


def today_in_vietnam(now: datetime) -> date:
    """The date on the wall where the service works."""
    return now.astimezone(HOME_ZONE).date()


def day(value: date) -> str:
    """A date as it is written here: 31/12/2026."""
    return value.strftime("%d/%m/%Y")


def moment(value: datetime) -> str:
    """A moment on the clock where the service works: 14:05, 31/12/2026."""
    return value.astimezone(HOME_ZONE).strftime("%H:%M, %d/%m/%Y")


def clock(value: datetime) -> str:
    """A time on the clock where the service works: 14:05."""
    return value.astimezone(HOME_ZONE).strftime("%H:%M")


def day_and_month(value: date) -> str:
    """A day of the year: 31/12."""
    return value.strftime("%d/%m")


TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent.parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters.update(
    day=day, moment=moment, blocks=blocks, clock=clock, day_and_month=day_and_month
)
TEMPLATES.globals.update(root=ROOT, token_field=TOKEN, role_names=ROLE_NAMES, translate=translate)


def _may_open(person: Person | None, page: Page) -> bool:
    if person is None or not may(person.role, page):
        return False
    return not person.one_time or page in BEFORE_OWN_PASSWORD


def language_of(request: Request) -> str:
    """The language asked for in the address, else the one asked for before, else Vietnamese."""
    for asked in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        if asked in LANGUAGES:
            return asked
    return DEFAULT_LANGUAGE


def show(
    request: Request,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **facts: object,
) -> HTMLResponse:
    """A page, in the reader's language, with the menu of what their role may open."""
    language = language_of(request)
    signed_in = getattr(request.state, "signed_in", None)
    person = signed_in.person if signed_in else None
    html = TEMPLATES.get_template(template).render(
        _=partial(translate, language),
        language=language,
        languages=LANGUAGES,
        person=person,
        token=form_token(signed_in.key, STAFF_FORM) if signed_in else "",
        menu=menu(lambda page: _may_open(person, page)),
        **facts,
    )
    response = HTMLResponse(html, status, dict(headers or {}))
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie(
            LANGUAGE_COOKIE, language, max_age=A_YEAR, path=ROOT, httponly=True, samesite="strict"
        )
    return response
