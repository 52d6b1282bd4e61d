"""Turn facts into a page: templates, language, dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from admin.pages.browser import STAFF_FORM, TOKEN
from admin.prose import blocks
from admin.roles import BEFORE_OWN_PASSWORD, ROLE_NAMES, Page, may
from admin.sessions import form_token
from content.messages import DEFAULT_LANGUAGE, LANGUAGES, mark, translate

ROOT = "/staff"
"""Where the staff room is mounted."""

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LANGUAGE_COOKIE = "dh_staff_language"
A_YEAR = 365 * 24 * 60 * 60

NAVIGATION = (
    (Page.TODAY, f"{ROOT}/", mark("Today")),
    (Page.TOPICS, f"{ROOT}/topics", mark("Content")),
    (Page.DOCUMENTS, f"{ROOT}/documents", mark("Documents")),
    (Page.QUESTIONNAIRES, f"{ROOT}/questionnaires", mark("Questionnaires")),
    (Page.CAMPAIGNS, f"{ROOT}/campaigns", mark("Campaigns")),
    (Page.REPORTS, f"{ROOT}/reports", mark("Reports")),
    (Page.PEOPLE, f"{ROOT}/people", mark("People")),
    (Page.AUDIT, f"{ROOT}/audit", mark("Audit")),
)
"""The pages of the menu, in order."""


def today_in_vietnam(now: datetime) -> date:
    """The date on the wall where the service works."""
    return now.astimezone(ZONE).date()


def day(value: date) -> str:
    """A date as it is written here: 31/12/2026."""
    return value.strftime("%d/%m/%Y")


def moment(value: datetime) -> str:
    """A moment on the clock where the service works: 14:05, 31/12/2026."""
    return value.astimezone(ZONE).strftime("%H:%M, %d/%m/%Y")


TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent.parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters.update(day=day, moment=moment, blocks=blocks)
TEMPLATES.globals.update(root=ROOT, token_field=TOKEN, role_names=ROLE_NAMES, translate=translate)


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
        menu=[
            (page, address, name)
            for page, address, name in NAVIGATION
            if person
            and may(person.role, page)
            and (not person.one_time or page in BEFORE_OWN_PASSWORD)
        ],
        **facts,
    )
    response = HTMLResponse(html, status, dict(headers or {}))
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie(
            LANGUAGE_COOKIE, language, max_age=A_YEAR, path=ROOT, httponly=True, samesite="strict"
        )
    return response
