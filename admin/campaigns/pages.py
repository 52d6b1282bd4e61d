"""The list of campaigns, one of them, and the form for a new one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response

from admin.campaigns.showing import STATES, address, show_campaign
from admin.pages.guard import SignedIn, desk_of, for_staff
from admin.pages.refusals import Refusal
from admin.pages.render import show
from admin.roles import Page
from content.messages import mark
from flows.campaigns import desk

LONGEST_NUMBER = 9

NOTICES: Mapping[str, str] = MappingProxyType(
    {
        "written": mark("Saved. Look at the preview, then hand it to somebody else."),
        "review": mark("It waits for somebody else to approve it."),
        "draft": mark("It is a draft again."),
        "approved": mark("Approved. It goes out at its time."),
        "stopped": mark("Stopped. What has not gone out never will."),
    }
)
"""What the page may be asked to say, as messages."""


@for_staff(Page.CAMPAIGNS)
async def list_page(request: Request, _: SignedIn) -> Response:
    """Campaigns, the newest first."""
    before = request.query_params.get("before", "")
    if before and not (before.isascii() and before.isdecimal() and len(before) <= LONGEST_NUMBER):
        raise Refusal(400)
    async with desk_of(request).store.transaction() as session:
        found = await desk.listed(session, int(before) if before else None)
    return show(
        request,
        "campaigns/list.html",
        page=Page.CAMPAIGNS,
        rows=found[: desk.MOST_LISTED],
        older=found[desk.MOST_LISTED - 1].id if len(found) > desk.MOST_LISTED else None,
        states=STATES,
        address=address,
    )


@for_staff(Page.CAMPAIGNS)
async def new_page(request: Request, signed_in: SignedIn) -> Response:
    """The empty form."""
    return await show_campaign(request, signed_in)


@for_staff(Page.CAMPAIGNS)
async def campaign_page(request: Request, signed_in: SignedIn) -> Response:
    """One campaign: its words, its preview, what can be done, how it goes."""
    notice = NOTICES.get(request.query_params.get("notice", ""), "")
    return await show_campaign(request, signed_in, notice=notice)
