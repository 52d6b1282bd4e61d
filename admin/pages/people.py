"""The people who work here: the list, and a door for someone new."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from admin import accounts, accounts_changes
from admin.accounts import BadNameError
from admin.errors import AccountError
from admin.pages.entering import FINE, Standing, standing_of
from admin.pages.guard import SignedIn, desk_of, for_staff
from admin.pages.refusals import Refusal
from admin.pages.render import language_of, show
from admin.roles import ROLE_DUTIES, ROLE_NAMES, Page, Role
from content.messages import mark

LONGEST_NAME = 40


@for_staff(Page.PEOPLE)
async def people_page(request: Request, _: SignedIn) -> Response:
    """Every account with its role and state, and the form to invite someone."""
    return await _list(request)


@for_staff(Page.INVITE)
async def invite(request: Request, signed_in: SignedIn) -> Response:
    """Make an account and show its one-time password, this once."""
    form, desk = request.state.form, desk_of(request)
    name, role, now = form.get("name", ""), role_in(form.get("role", "")), desk.clock()
    try:
        password = await accounts.create(desk.store, name, role, now, signed_in.person)
    except AccountError as error:
        words = error.in_language(language_of(request))
        standing = Standing(400) if isinstance(error, BadNameError) else standing_of(error)
        return await _list(request, standing, words, name[:LONGEST_NAME], role)
    return show_one_time(request, accounts.tidy_name(name), password)


def show_one_time(request: Request, name: str, password: str) -> Response:
    """The one page that ever shows a one-time password."""
    return show(
        request,
        "one_time.html",
        page=Page.PEOPLE,
        name=name,
        password=password,
        until=desk_of(request).clock() + accounts.ONE_TIME_VALID,
    )


def role_in(given: str) -> Role:
    """The role that a form names. Raises Refusal."""
    try:
        return Role(given)
    except ValueError:
        raise Refusal(400, mark("Please choose a role.")) from None


async def _list(
    request: Request,
    standing: Standing = FINE,
    fault: str = "",
    name: str = "",
    role: Role | None = None,
) -> Response:
    desk = desk_of(request)
    now = desk.clock()
    return show(
        request,
        "people.html",
        status=standing.status,
        headers=standing.headers,
        page=Page.PEOPLE,
        people=await accounts_changes.people(desk.store, now),
        now=now,
        roles=ROLE_NAMES,
        duties=ROLE_DUTIES,
        fault=fault,
        name=name,
        role=role,
        longest=LONGEST_NAME,
    )
