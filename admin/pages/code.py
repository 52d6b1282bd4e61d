"""The second half of a sign-in: the code of the app, or a recovery code."""

from __future__ import annotations

import structlog
from starlette.requests import Request
from starlette.responses import Response

from admin import proof
from admin.errors import AccountError
from admin.pages.browser import STAFF_FORM, address_of, read_form, require_token
from admin.pages.entering import FINE, HOME, Standing, begin, standing_of
from admin.pages.guard import PASSWORD, SIGN_IN, SignedIn, desk_of, recognise_waiting, see
from admin.pages.render import language_of, show
from admin.sessions import Beginning, form_token

log = structlog.get_logger()


async def code_page(request: Request) -> Response:
    """The form for the code."""
    waiting = await recognise_waiting(request)
    return _form(request, waiting) if waiting else see(SIGN_IN)


async def give_code(request: Request) -> Response:
    """Check the code and begin the session, under a new key."""
    waiting = await recognise_waiting(request)
    if waiting is None:
        return see(f"{SIGN_IN}?notice=ended")
    form = await read_form(request)
    require_token(form, waiting.key)
    desk, person = desk_of(request), waiting.person
    response = see(PASSWORD if person.one_time else HOME)
    try:
        proved = await proof.prove_code(
            desk.store, person, form.get("code", ""), address_of(request), desk.clock()
        )
        await begin(request, response, person, Beginning(proof=proved))
    except AccountError as error:
        words = error.in_language(language_of(request))
        return _form(request, waiting, standing_of(error), words)
    log.info("staff.signed_in", staff=person.name, role=person.role)
    return response


def _form(
    request: Request, waiting: SignedIn, standing: Standing = FINE, fault: str = ""
) -> Response:
    return show(
        request,
        "code.html",
        status=standing.status,
        headers=standing.headers,
        code_token=form_token(waiting.key, STAFF_FORM),
        name=waiting.person.name,
        fault=fault,
    )
