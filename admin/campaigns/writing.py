"""Write a campaign."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from admin.audit import record
from admin.audit_actions import Action
from admin.campaigns.showing import LOCAL, about, address, show_campaign
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import language_of
from admin.reports.showing import tidy, version_in
from admin.roles import Page
from content.home import HOME_ZONE
from content.messages import mark, translate
from flows.campaigns import desk
from flows.campaigns.desk import Letter
from flows.campaigns.errors import CampaignError, FaultyCampaignError, NoCampaignError


@for_staff(Page.WRITE_CAMPAIGN)
async def write_new(request: Request, signed_in: SignedIn) -> Response:
    """Write a new one."""
    return await _write(request, signed_in, None, 0)


@for_staff(Page.WRITE_CAMPAIGN)
async def rewrite(request: Request, signed_in: SignedIn) -> Response:
    """Change a draft."""
    number, version = request.path_params["id"], version_in(request.state.form)
    return await _write(request, signed_in, number, version)


async def _write(
    request: Request, signed_in: SignedIn, number: int | None, version: int
) -> Response:
    form: Mapping[str, str] = request.state.form
    store, now, by = desk_of(request).store, desk_of(request).clock(), signed_in.person
    try:
        letter = _letter(request, form)
        async with store.transaction() as session:
            row = await desk.write(session, number, letter, version, by.name, now)
            await record(session, by, Action.CAMPAIGN_WRITTEN, about(row.id), {}, now)
    except NoCampaignError:
        raise Refusal(404) from None
    except CampaignError as error:
        status = 400 if isinstance(error, FaultyCampaignError) else 409
        fault = translate(language_of(request), str(error))
        return await show_campaign(request, signed_in, typed=form, fault=fault, status=status)
    return see(f"{address(row.id)}?notice=written")


def _letter(request: Request, form: Mapping[str, str]) -> Letter:
    """What the form says. Raises FaultyCampaignError."""
    reads = form.get("reads", "") or None
    if reads is not None and reads not in desk_of(request).catalogue().topics:
        raise FaultyCampaignError(mark("Choose the answer from the list."))
    try:
        at = datetime.strptime(form.get("send_at", ""), LOCAL).replace(tzinfo=HOME_ZONE)
        rate = int(form.get("per_minute", ""))
    except ValueError:
        raise FaultyCampaignError(mark("Choose a day and a time.")) from None
    return Letter(
        name=tidy(form.get("name", "")),
        vi=_lines(form.get("vi", "")),
        en=_lines(form.get("en", "")),
        reads=reads,
        topic=form.get("topic", "") or None,
        place=form.get("place", "") or None,
        send_at=at,
        per_minute=rate,
    )


def _lines(typed: str) -> str:
    return "\n".join(tidy(line) for line in typed.splitlines()).strip()
