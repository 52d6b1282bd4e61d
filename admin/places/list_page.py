"""The places that talks send people to, as a list to search."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from admin import audit, keyset
from admin.audit_actions import Action
from admin.bookings.words import SERVICES
from admin.content.reading import LONGEST_SEARCH
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, show
from admin.roles import Page, may
from content.messages import mark
from flows.booking import demo
from flows.booking.directory import EVERY, Shelf, Wanted, count, places
from flows.booking.services import service_of

SHELVES = {
    Shelf.OPEN: mark("Shown to people"),
    Shelf.CLOSED: mark("Switched off"),
    Shelf.DEMO: mark("Samples"),
}

NOTICES = {
    "demo": mark("The sample places are gone."),
    "imported": mark("All places of the sheet are in the directory now."),
}


@for_staff(Page.PLACES)
async def list_page(request: Request, signed_in: SignedIn) -> Response:
    """Places by name: all, or those that were asked for."""
    desk, asked, role = desk_of(request), request.query_params, signed_in.person.role
    shelf = asked.get("shelf", "")
    wanted = Wanted(
        words=asked.get("q", "")[:LONGEST_SEARCH],
        service=service_of(asked.get("service", "")),
        shelf=Shelf(shelf) if shelf in set(Shelf) else None,
    )
    after = keyset.keys_of(asked.get("after", ""), int)
    async with desk.store.transaction() as session:
        found = await places(session, wanted, int(after[0]) if after else 0, keyset.PAGE + 1)
        total = await count(session)
        samples = await count(session, Wanted(shelf=Shelf.DEMO))
    shown = found[: keyset.PAGE]
    return show(
        request,
        "places/list.html",
        page=Page.PLACES,
        places=shown,
        more=keyset.cursor([shown[-1].id]) if len(found) > len(shown) else "",
        is_first=after is None,
        is_all=wanted == EVERY,
        wanted=wanted,
        total=total,
        samples=samples,
        shelves=SHELVES,
        services=SERVICES,
        may_change=may(role, Page.CHANGE_PLACES),
        notice=NOTICES.get(asked.get("notice", ""), ""),
    )


@for_staff(Page.CHANGE_PLACES)
async def remove_demo(request: Request, signed_in: SignedIn) -> Response:
    """Take all sample places out with their bookings, once a real place is there."""
    desk = desk_of(request)
    async with desk.store.transaction() as session:
        if await count(session) == await count(session, Wanted(shelf=Shelf.DEMO)):
            raise Refusal(400, mark("Please enter a real place first: talks would have none."))
        gone = await demo.remove_in(session)
        subject, details = audit.Subject("places"), {"count": gone}
        person, now = signed_in.person, desk.clock()
        await audit.record(session, person, Action.DEMO_REMOVED, subject, details, now)
    return see(f"{ROOT}/places?notice=demo")
