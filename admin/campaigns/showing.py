"""A campaign as its page shows it, and its form with what somebody typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from admin.audit import Subject
from admin.pages.guard import SignedIn, desk_of
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, language_of, show
from admin.reports.wording import counted
from admin.roles import Page, may
from content.groups import GROUPS
from content.home import HOME_ZONE
from content.local import SITES, site
from content.messages import mark
from flows.campaigns import audience, desk, sending
from flows.campaigns.errors import NoCampaignError
from flows.campaigns.scripts import TOPICS
from flows.campaigns.states import SENDS, State
from flows.campaigns.tables import CampaignRow
from flows.engine import Begin
from flows.reach.port import Notification

STATES: Mapping[State, str] = MappingProxyType(
    {
        State.DRAFT: mark("Draft"),
        State.REVIEW: mark("Waits for approval"),
        State.APPROVED: mark("Approved, waits for its time"),
        State.RUNNING: mark("Is going out"),
        State.DONE: mark("Sent"),
        State.STOPPED: mark("Stopped"),
    }
)

ENDS: Mapping[str, str] = MappingProxyType(
    {
        "waiting": mark("Still to go out"),
        "sent": mark("Arrived at the channel"),
        "shelved": mark("Waits in the talk"),
        "failed": mark("Could not be sent"),
        "expired": mark("Too late to send"),
        "taken_back": mark("Taken back"),
    }
)

LATER = timedelta(hours=1)
"""When a new campaign would go out, unless another time is chosen."""

LOCAL = "%Y-%m-%dT%H:%M"


def about(number: int) -> Subject:
    """The campaign as the subject of an entry in the audit record."""
    return Subject("campaign", str(number))


def address(number: int) -> str:
    """Where a campaign stands."""
    return f"{ROOT}/campaigns/{number}"


async def find(session: AsyncSession, number: int) -> CampaignRow:
    """A campaign. Raises Refusal."""
    try:
        return await desk.get(session, number)
    except NoCampaignError:
        raise Refusal(404) from None


async def show_campaign(  # noqa: PLR0913 - what is shown, and what was typed
    request: Request,
    signed_in: SignedIn,
    *,
    typed: Mapping[str, str] | None = None,
    fault: str = "",
    notice: str = "",
    status: int = 200,
) -> Response:
    """The page of the campaign that the address names, or of a new one."""
    number: int | None = request.path_params.get("id")
    row = progress = size = None
    if number is not None:
        async with desk_of(request).store.transaction() as session:
            row = await find(session, number)
            progress = await desk.progress(session, row)
            size = await audience.size(session, row.topic, row.place)
    role, own = signed_in.person.role, row is not None and row.made_by == signed_in.person.name
    pushed = sending.saying(
        Notification(0, "", "", "", desk_of(request).clock(), {"campaign": number or 0}, None)
    )
    return show(
        request,
        "campaigns/campaign.html",
        status=status,
        page=Page.CAMPAIGNS,
        row=row,
        state=State(row.state) if row else State.DRAFT,
        states=STATES,
        sends=SENDS,
        fields=typed if typed is not None else _fields(row, request),
        fault=fault,
        notice=notice,
        progress=progress,
        ends=ENDS,
        counted=counted,
        size=size,
        own=own,
        may_approve=may(role, Page.APPROVE_CAMPAIGN),
        pushed=pushed.text.message,
        reads=_title(request, row.reads) if row and row.reads else "",
        ways=[way.label.message for way in pushed.ways if isinstance(way, Begin)],
        topics={name: GROUPS[name] for name in TOPICS},
        sites=[site(name) for name in SITES],
        rates=desk.RATES,
        answers=_answers(request),
        longest_name=desk.LONGEST_NAME,
        longest_text=desk.LONGEST_TEXT,
    )


def _fields(row: CampaignRow | None, request: Request) -> Mapping[str, str]:
    at = row.send_at if row else desk_of(request).clock() + LATER
    return {
        "name": row.name if row else "",
        "vi": row.vi if row else "",
        "en": row.en if row else "",
        "reads": (row.reads or "") if row else "",
        "topic": (row.topic or "") if row else "",
        "place": (row.place or "") if row else "",
        "send_at": at.astimezone(HOME_ZONE).strftime(LOCAL),
        "per_minute": str(row.per_minute if row else desk.RATES[1]),
    }


def _title(request: Request, topic: str) -> str:
    """How an answer is called; its id where it is not published any more."""
    found = desk_of(request).catalogue().topics.get(topic)
    return found.title.in_language(language_of(request)) if found else topic


def _answers(request: Request) -> list[tuple[str, str]]:
    topics = desk_of(request).catalogue().topics.values()
    language = language_of(request)
    return [(one.id, one.title.in_language(language)) for one in topics if one.group in TOPICS]
