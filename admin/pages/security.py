"""One's own account: the second step, recovery codes, the devices one is signed in with."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from admin import accounts_changes, proof, second_step, talk_link, totp
from admin.errors import AccountError
from admin.pages.browser import address_of
from admin.pages.entering import FINE, Standing, standing_of
from admin.pages.guard import SECURITY, SignedIn, desk_of, for_staff, see
from admin.pages.person import device_in
from admin.pages.refusals import Refusal
from admin.pages.render import language_of, show
from admin.roles import SECOND_STEP_ROLES, Page
from content.messages import mark, translate

SET_UP = f"{SECURITY}/set-up"

NOTICES: Mapping[str, str] = MappingProxyType(
    {
        "due": mark("Your role needs the second step now. Please turn it on to go on."),
        "off": mark("The second step is off."),
        "devices": mark("Signed out."),
    }
)
"""What the page may be asked to say, as messages."""


@for_staff(Page.SECURITY)
async def security_page(request: Request, signed_in: SignedIn) -> Response:
    """How one's own account is guarded."""
    notice = NOTICES.get(request.query_params.get("notice", ""), "")
    words = translate(language_of(request), notice) if notice else ""
    return await _show(request, signed_in, notice=words)


@for_staff(Page.SECOND_STEP)
async def change(request: Request, signed_in: SignedIn) -> Response:
    """Change the second step, or make a code for notices to the phone, after the password."""
    form, desk, person = request.state.form, desk_of(request), signed_in.person
    wanted, now = form.get("action", ""), desk.clock()
    if wanted not in ("start", "off", "codes", "talk"):
        raise Refusal(400)
    try:
        given = form.get("password", "")
        await proof.prove(desk.store, person.name, given, address_of(request), now)
        if wanted == "start":
            await second_step.start(desk.store, person)
            return see(SET_UP)
        if wanted == "off":
            await second_step.turn_off(desk.store, person, now)
            return see(f"{SECURITY}?notice=off")
        if wanted == "talk":
            code = await talk_link.make(desk.store, person, now)
            return show(request, "talk_link.html", page=Page.SECURITY, code=code)
        return _codes(request, await second_step.renew_recovery(desk.store, person, now))
    except AccountError as error:
        words = error.in_language(language_of(request))
        return await _show(request, signed_in, standing_of(error), fault=words)


@for_staff(Page.SECOND_STEP)
async def set_up_page(request: Request, signed_in: SignedIn) -> Response:
    """The key as a picture and in letters, and the field for the first code."""
    return await _key(request, signed_in)


@for_staff(Page.SECOND_STEP)
async def set_up(request: Request, signed_in: SignedIn) -> Response:
    """Take the first code; from now on sign-ins ask for one. Shows the recovery codes once."""
    desk, typed = desk_of(request), request.state.form.get("code", "")
    try:
        codes = await second_step.confirm(desk.store, signed_in.person, typed, desk.clock())
    except second_step.NotSetUpError:
        return see(SECURITY)
    except AccountError as error:
        words = error.in_language(language_of(request))
        return await _key(request, signed_in, standing_of(error), words)
    return _codes(request, codes)


@for_staff(Page.OWN_DEVICES)
async def sign_out(request: Request, signed_in: SignedIn) -> Response:
    """Sign one of one's own devices out, or all but this."""
    desk, person, now = desk_of(request), signed_in.person, desk_of(request).clock()
    device = request.state.form.get("device", "")
    if device == "all":
        here = _hash(signed_in.key)
        await accounts_changes.sign_out_all(desk.store, person.id, person, now, here)
    else:
        await accounts_changes.sign_out(desk.store, person.id, device_in(device), person, now)
    return see(f"{SECURITY}?notice=devices")


async def _show(
    request: Request,
    signed_in: SignedIn,
    standing: Standing = FINE,
    *,
    notice: str = "",
    fault: str = "",
) -> Response:
    desk, person = desk_of(request), signed_in.person
    return show(
        request,
        "security.html",
        status=standing.status,
        headers=standing.headers,
        page=Page.SECURITY,
        standing=await second_step.standing(desk.store, person),
        needed=person.role in SECOND_STEP_ROLES,
        devices=await accounts_changes.devices(desk.store, person.id, desk.clock()),
        here=_hash(signed_in.key),
        notice=notice,
        fault=fault,
    )


async def _key(
    request: Request, signed_in: SignedIn, standing: Standing = FINE, fault: str = ""
) -> Response:
    person = signed_in.person
    secret = await second_step.pending(desk_of(request).store, person)
    if secret is None:
        return see(SECURITY)
    return show(
        request,
        "set_up.html",
        status=standing.status,
        headers=standing.headers,
        page=Page.SECURITY,
        # The picture is made here of letters and numbers alone; nothing a person wrote is in it.
        picture=Markup(totp.picture(secret, person.name)),  # noqa: S704
        letters=totp.in_groups(secret),
        issuer=totp.ISSUER,
        fault=fault,
    )


def _codes(request: Request, codes: Sequence[str]) -> Response:
    return show(request, "recovery.html", page=Page.SECURITY, codes=codes)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
