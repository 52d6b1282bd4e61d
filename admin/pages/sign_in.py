"""Come in, choose a password, go out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import structlog
from starlette.requests import Request
from starlette.responses import Response

from admin import accounts, passwords, proof, sessions
from admin.errors import AccountError
from admin.pages.browser import (
    SIGN_IN_FORM,
    address_of,
    has_token,
    jar_of,
    read_form,
)
from admin.pages.entering import FINE, HOME, Standing, begin, standing_of
from admin.pages.guard import CODE, PASSWORD, SIGN_IN, SignedIn, desk_of, for_staff, recognise, see
from admin.pages.render import language_of, show
from admin.roles import Page
from admin.second_step import Proof
from admin.sessions import Beginning
from content.messages import mark, translate

NOTICES: Mapping[str, str] = MappingProxyType(
    {
        "ended": mark("You were signed out because the page was quiet for a while."),
        "out": mark("You are signed out."),
        "changed": mark("This account was changed a moment ago. Please sign in again."),
    }
)
"""What the sign-in page may be asked to say, as messages."""

log = structlog.get_logger()


async def sign_in_page(request: Request) -> Response:
    """The form that opens the door."""
    if await recognise(request):
        return see(HOME)
    notice = NOTICES.get(request.query_params.get("notice", ""))
    return _door(request, notice=translate(language_of(request), notice) if notice else "")


async def sign_in(request: Request) -> Response:
    """Check name and password, and begin a session under a new key."""
    jar = jar_of(request)
    form = await read_form(request)
    name, password = form.get("name", ""), form.get("password", "")
    if not has_token(form, jar.key(request, jar.guest), SIGN_IN_FORM):
        stale = mark("This form was open for too long, or came from elsewhere. Please try again.")
        words = translate(language_of(request), stale)
        return _door(request, Standing(403), name=name, fault=words)
    desk = desk_of(request)
    try:
        person = await proof.prove(
            desk.store, name, password, address_of(request), desk.clock(), code_follows=True
        )
        how = Beginning(awaits_code=True) if person.second_step else Beginning(proof=Proof.NONE)
        response = see(CODE if person.second_step else PASSWORD if person.one_time else HOME)
        await begin(request, response, person, how)
    except AccountError as error:
        words = error.in_language(language_of(request))
        return _door(request, standing_of(error), name=name, fault=words)
    jar.take(response, jar.guest)
    if not person.second_step:
        log.info("staff.signed_in", staff=person.name, role=person.role)
    return response


@for_staff(Page.PASSWORD)
async def password_page(request: Request, signed_in: SignedIn) -> Response:
    """The form to choose a password."""
    return _password_form(request, signed_in)


@for_staff(Page.PASSWORD)
async def choose_password(request: Request, signed_in: SignedIn) -> Response:
    """Take a new password, end every session of the account and begin a new one here.

    Whoever has an own password already proves it first: an open page is not enough.
    """
    form: Mapping[str, str] = request.state.form
    desk, person = desk_of(request), signed_in.person
    new = form.get("new", "")
    if new != form.get("again", ""):
        fault = mark("The two passwords are not the same. Please type the new one twice.")
        words = translate(language_of(request), fault)
        return _password_form(request, signed_in, Standing(400), words)
    try:
        if not person.one_time:
            present = form.get("present", "")
            await proof.prove(desk.store, person.name, present, address_of(request), desk.clock())
        person = await accounts.choose_password(desk.store, person, new, desk.clock())
        response = see(f"{HOME}?notice=password")
        await begin(request, response, person, Beginning())
    except (accounts.ChangedMeanwhileError, accounts.NoAccountError):
        return see(f"{SIGN_IN}?notice=changed")
    except AccountError as error:
        words = error.in_language(language_of(request))
        return _password_form(request, signed_in, standing_of(error), words)
    return response


@for_staff(Page.SIGN_OUT)
async def sign_out(request: Request, signed_in: SignedIn) -> Response:
    """End the session."""
    jar, desk = jar_of(request), desk_of(request)
    await sessions.end(desk.store, signed_in.key, desk.clock())
    response = see(f"{SIGN_IN}?notice=out")
    jar.take(response, jar.session)
    log.info("staff.signed_out", staff=signed_in.person.name)
    return response


def _door(
    request: Request,
    standing: Standing = FINE,
    *,
    name: str = "",
    notice: str = "",
    fault: str = "",
) -> Response:
    """The sign-in form with a token for this browser."""
    jar = jar_of(request)
    key = jar.key(request, jar.guest) or sessions.new_key()
    response = show(
        request,
        "sign_in.html",
        status=standing.status,
        headers=standing.headers,
        form_token=sessions.form_token(key, SIGN_IN_FORM),
        name=name[: passwords.LONGEST],
        notice=notice,
        fault=fault,
    )
    jar.put(response, jar.guest, key)
    return response


def _password_form(
    request: Request, signed_in: SignedIn, standing: Standing = FINE, fault: str = ""
) -> Response:
    return show(
        request,
        "password.html",
        status=standing.status,
        headers=standing.headers,
        fault=fault,
        forced=signed_in.person.one_time,
        shortest=passwords.SHORTEST,
        longest=passwords.LONGEST,
    )
