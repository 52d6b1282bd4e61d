"""Bookings: the places with what today brings them, and the way to an appointment by its code."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from admin import keyset
from admin.content.reading import LONGEST_SEARCH
from admin.pages.asked import number_in
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, show, today_in_vietnam
from admin.roles import Page, may
from content.messages import mark
from flows.booking import desk as work
from flows.booking.directory import Shelf, Wanted, place_of, places
from flows.booking.errors import GoneError
from flows.booking.seats import by_code
from flows.booking.tables import PlaceRow
from store.engine import keyring_of

UNKNOWN = mark(
    "No appointment has this code. Please have it read once more, sign by sign. "
    "Appointments are forgotten 90 days after their day."
)


@for_staff(Page.BOOKINGS)
async def overview_page(request: Request, _: SignedIn) -> Response:
    """The open places, each with today's counts."""
    return await _show(request)


@for_staff(Page.BOOKING)
async def find(request: Request, _: SignedIn) -> Response:
    """Go to the appointment of a code; the code itself stands in no address."""
    desk = desk_of(request)
    async with desk.store.transaction() as session:
        row = await by_code(session, keyring_of(session), request.state.form.get("code", ""))
    if row is None:
        return await _show(request, fault=UNKNOWN)
    return see(f"{ROOT}/bookings/{row.id}")


async def place_at(request: Request, session: AsyncSession) -> PlaceRow:
    """The place that the path names. Raises Refusal."""
    try:
        return await place_of(session, number_in(request))
    except GoneError:
        raise Refusal(404, mark("This place is not in the directory any more.")) from None


async def _show(request: Request, fault: str = "") -> Response:
    desk, asked = desk_of(request), request.query_params
    today = today_in_vietnam(desk.clock())
    wanted = Wanted(words=asked.get("q", "")[:LONGEST_SEARCH], shelf=Shelf.OPEN)
    after = keyset.keys_of(asked.get("after", ""), int)
    async with desk.store.transaction() as session:
        found = await places(session, wanted, int(after[0]) if after else 0, keyset.PAGE + 1)
        shown = found[: keyset.PAGE]
        counted = await work.counts(session, [place.id for place in shown], today)
    role = request.state.signed_in.person.role
    return show(
        request,
        "bookings/overview.html",
        status=404 if fault else 200,
        page=Page.BOOKINGS,
        today=today,
        places=[(place, counted[place.id]) for place in shown],
        states=work.SHOWN,
        more=keyset.cursor([shown[-1].id]) if len(found) > len(shown) else "",
        is_first=after is None,
        search=wanted.words,
        may_find=may(role, Page.BOOKING),
        may_enter=may(role, Page.CHANGE_PLACES),
        fault=fault,
    )
