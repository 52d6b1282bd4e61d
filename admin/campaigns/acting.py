"""Hand a campaign over, approve it or hand it back, stop it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from admin.audit import record
from admin.audit_actions import Action
from admin.campaigns.showing import about, address, show_campaign
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import language_of
from admin.reports.showing import version_in
from admin.roles import Page
from content.messages import translate
from flows.campaigns import desk
from flows.campaigns.errors import CampaignError, NoCampaignError

Act = Callable[[AsyncSession, int, int], Awaitable[None]]


@for_staff(Page.WRITE_CAMPAIGN)
async def hand_over(request: Request, signed_in: SignedIn) -> Response:
    """Ask somebody else to approve it, or take it back as a draft."""
    now, back = desk_of(request).clock(), request.state.form.get("to") == "draft"

    async def act(session: AsyncSession, number: int, version: int) -> None:
        do = desk.hand_back if back else desk.hand_over
        await do(session, number, version, now)

    if back:
        return await _do(request, signed_in, Action.CAMPAIGN_HANDED_BACK, "draft", act)
    return await _do(request, signed_in, Action.CAMPAIGN_HANDED_OVER, "review", act)


@for_staff(Page.APPROVE_CAMPAIGN)
async def approve(request: Request, signed_in: SignedIn) -> Response:
    """Let it go out."""
    now = desk_of(request).clock()

    async def act(session: AsyncSession, number: int, version: int) -> None:
        await desk.approve(session, number, version, signed_in.person.name, now)

    return await _do(request, signed_in, Action.CAMPAIGN_APPROVED, "approved", act)


@for_staff(Page.STOP_CAMPAIGN)
async def stop(request: Request, signed_in: SignedIn) -> Response:
    """Stop it at once."""
    now = desk_of(request).clock()

    async def act(session: AsyncSession, number: int, version: int) -> None:
        await desk.stop(session, number, version, now)

    return await _do(request, signed_in, Action.CAMPAIGN_STOPPED, "stopped", act)


async def _do(
    request: Request, signed_in: SignedIn, action: Action, notice: str, act: Act
) -> Response:
    number, version = request.path_params["id"], version_in(request.state.form)
    now = desk_of(request).clock()
    try:
        async with desk_of(request).store.transaction() as session:
            await act(session, number, version)
            await record(session, signed_in.person, action, about(number), {}, now)
    except NoCampaignError:
        raise Refusal(404) from None
    except CampaignError as error:
        fault = translate(language_of(request), str(error))
        return await show_campaign(request, signed_in, fault=fault, status=409)
    return see(f"{address(number)}?notice={notice}")
