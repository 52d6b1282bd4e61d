"""One account, for administrators: role, password, second step, devices."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response

from admin import accounts, accounts_changes, second_step
from admin.accounts import NoAccountError
from admin.accounts_changes import OwnAccountError
from admin.errors import AccountError
from admin.pages.entering import FINE, Standing, standing_of
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.people import role_in, show_one_time
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, language_of, show
from admin.roles import ROLE_DUTIES, ROLE_NAMES, SECOND_STEP_ROLES, Page
from content.messages import mark, translate

LARGEST_ID = 2**31 - 1

NOTICES: Mapping[str, str] = MappingProxyType(
    {
        "role": mark("The role is changed. All devices of this account are signed out."),
        "disabled": mark("The account is disabled. All its devices are signed out."),
        "enabled": mark("The account is open again."),
        "second_step": mark("The second step is removed. All devices are signed out."),
        "devices": mark("Signed out."),
    }
)
"""What the page may be asked to say, as messages."""


@for_staff(Page.PERSON)
async def person_page(request: Request, _: SignedIn) -> Response:
    """An account and what can be done with it."""
    notice = NOTICES.get(request.query_params.get("notice", ""), "")
    return await _show(request, notice=notice)


@for_staff(Page.RESET)
async def reset(request: Request, signed_in: SignedIn) -> Response:
    """Give a new one-time password and show it, this once."""
    desk = desk_of(request)
    try:
        person = await accounts_changes.by_id(desk.store, _id(request))
        if person.id == signed_in.person.id:
            raise OwnAccountError(mark("Change your own password under your name, at the top."))
        now, by = desk.clock(), signed_in.person
        password = await accounts.reset(desk.store, person.name, now, by)
    except AccountError as error:
        return await _fault(request, error)
    return show_one_time(request, person.name, password)


@for_staff(Page.CHANGE_ROLE)
async def change_role(request: Request, signed_in: SignedIn) -> Response:
    """Give the account another role."""
    desk, role = desk_of(request), role_in(request.state.form.get("role", ""))
    now, by = desk.clock(), signed_in.person
    try:
        await accounts_changes.change_role(desk.store, _id(request), role, by, now)
    except AccountError as error:
        return await _fault(request, error)
    return _done(request, "role")


@for_staff(Page.DISABLE)
async def change_state(request: Request, signed_in: SignedIn) -> Response:
    """Disable the account, or open it again."""
    desk, wanted = desk_of(request), request.state.form.get("state", "")
    if wanted not in ("disabled", "enabled"):
        raise Refusal(400)
    change = accounts_changes.disable if wanted == "disabled" else accounts_changes.enable
    try:
        await change(desk.store, _id(request), signed_in.person, desk.clock())
    except AccountError as error:
        return await _fault(request, error)
    return _done(request, wanted)


@for_staff(Page.REMOVE_SECOND_STEP)
async def remove_second_step(request: Request, signed_in: SignedIn) -> Response:
    """Take the second step from someone who lost telephone and recovery codes."""
    desk, number = desk_of(request), _id(request)
    try:
        if number == signed_in.person.id:
            raise OwnAccountError(
                mark("You cannot do this to your own account. Another administrator can.")
            )
        await second_step.remove(desk.store, number, signed_in.person, desk.clock())
    except AccountError as error:
        return await _fault(request, error)
    return _done(request, "second_step")


@for_staff(Page.DEVICES)
async def sign_out(request: Request, signed_in: SignedIn) -> Response:
    """Sign one device of the account out, or all."""
    desk, number = desk_of(request), _id(request)
    device, by, now = request.state.form.get("device", ""), signed_in.person, desk.clock()
    try:
        if device == "all":
            await accounts_changes.sign_out_all(desk.store, number, by, now)
        else:
            await accounts_changes.sign_out(desk.store, number, device_in(device), by, now)
    except AccountError as error:
        return await _fault(request, error)
    return _done(request, "devices")


def device_in(given: str) -> str:
    """The device that a form names. Raises Refusal."""
    if len(given) != accounts_changes.ID_LENGTH:
        raise Refusal(400)
    return given


def _id(request: Request) -> int:
    number: int = request.path_params["id"]
    if number > LARGEST_ID:
        raise Refusal(404, mark("There is no such account."))
    return number


def _done(request: Request, notice: str) -> Response:
    return see(f"{ROOT}/people/{_id(request)}?notice={notice}")


async def _fault(request: Request, error: AccountError) -> Response:
    words = error.in_language(language_of(request))
    return await _show(request, standing_of(error), fault=words)


async def _show(
    request: Request, standing: Standing = FINE, *, notice: str = "", fault: str = ""
) -> Response:
    desk = desk_of(request)
    try:
        shown = await accounts_changes.by_id(desk.store, _id(request))
    except NoAccountError as error:
        raise Refusal(404, error.message) from None
    now = desk.clock()
    return show(
        request,
        "person.html",
        status=standing.status,
        headers=standing.headers,
        page=Page.PEOPLE,
        shown=shown,
        is_own=shown.id == request.state.signed_in.person.id,
        needs_second_step=shown.role in SECOND_STEP_ROLES,
        standing=await second_step.standing(desk.store, shown),
        devices=await accounts_changes.devices(desk.store, shown.id, now),
        now=now,
        roles=ROLE_NAMES,
        duties=ROLE_DUTIES,
        notice=translate(language_of(request), notice) if notice else "",
        fault=fault,
    )
