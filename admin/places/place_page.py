"""One place of the directory: to read, to enter, to change, to switch off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response

from admin import audit
from admin.audit_actions import Action
from admin.bookings.overview import place_at
from admin.bookings.words import SERVICES
from admin.pages.asked import number_in, said, status_of, version_in
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.render import ROOT, language_of, show
from admin.places.form import FIELDS, BadPlaceError, fields_of, place_in
from admin.places.provinces import names
from admin.roles import Page, may
from content.messages import mark, translate
from flows.booking import desk as work
from flows.booking.browse import address_of, map_of
from flows.booking.directory import add_place, edit_place
from flows.booking.errors import BookingError, StaleError

NOTICES = {
    "added": mark("The place is in the directory. Next: when can people come?"),
    "changed": mark("Saved. Talks know it from now on."),
}


@for_staff(Page.PLACES)
async def place_page(request: Request, signed_in: SignedIn) -> Response:
    """What talks tell of the place, and the ways to its week and hours."""
    desk, role = desk_of(request), signed_in.person.role
    async with desk.store.transaction() as session:
        place = await place_at(request, session)
        ahead = await work.ahead(session, place.id, desk.clock())
    return show(
        request,
        "places/place.html",
        page=Page.PLACES,
        place=place,
        address=address_of(place),
        map=None if place.demo else map_of(place),
        ahead=ahead,
        services=SERVICES,
        may_change=may(role, Page.CHANGE_PLACES),
        may_book=may(role, Page.BOOKINGS),
        notice=NOTICES.get(request.query_params.get("notice", ""), ""),
    )


@for_staff(Page.CHANGE_PLACES)
async def new_page(request: Request, _: SignedIn) -> Response:
    """An empty form."""
    return _form(request, {})


@for_staff(Page.CHANGE_PLACES)
async def add(request: Request, signed_in: SignedIn) -> Response:
    """Put the place of the form into the directory."""
    desk, form = desk_of(request), request.state.form
    try:
        place = place_in(form)
        async with desk.store.transaction() as session:
            row = await add_place(session, place)
            subject, details = audit.Subject("place", str(row.id)), {"place": row.name}
            person, now = signed_in.person, desk.clock()
            await audit.record(session, person, Action.PLACE_ADDED, subject, details, now)
    except BadPlaceError as error:
        return _form(request, form, bad=error.fields, status=400)
    except BookingError as error:
        return _form(request, form, fault=said(request, error), status=status_of(error))
    return see(f"{ROOT}/places/{row.id}?notice=added")


@for_staff(Page.CHANGE_PLACES)
async def edit_page(request: Request, _: SignedIn) -> Response:
    """The place as a form."""
    async with desk_of(request).store.transaction() as session:
        place = await place_at(request, session)
    return _form(request, fields_of(place), number=place.id, version=place.version)


@for_staff(Page.CHANGE_PLACES)
async def edit(request: Request, signed_in: SignedIn) -> Response:
    """Change the place. What somebody else saved meanwhile is shown beside, not overwritten."""
    desk, form, number = desk_of(request), request.state.form, number_in(request)
    version, is_open = version_in(form), bool(form.get("open"))
    try:
        place = place_in(form)
        async with desk.store.transaction() as session:
            row = await edit_place(session, number, version, place, is_open=is_open)
            subject = audit.Subject("place", str(row.id))
            details: dict[str, audit.Detail] = {"place": row.name, "open": row.open}
            person, now = signed_in.person, desk.clock()
            await audit.record(session, person, Action.PLACE_CHANGED, subject, details, now)
    except BadPlaceError as error:
        return _form(request, form, number=number, version=version, bad=error.fields, status=400)
    except StaleError as error:
        return await _meanwhile(request, said(request, error))
    except BookingError as error:
        return _form(
            request,
            form,
            number=number,
            version=version,
            fault=said(request, error),
            status=status_of(error),
        )
    return see(f"{ROOT}/places/{number}?notice=changed")


async def _meanwhile(request: Request, fault: str) -> Response:
    """The form as it was typed, at the newest version, with what that version says otherwise."""
    async with desk_of(request).store.transaction() as session:
        place = await place_at(request, session)
    typed, there = request.state.form, fields_of(place)
    language = language_of(request)
    other = [
        (translate(language, FIELDS[name][0]), there.get(name, ""))
        for name in FIELDS
        if name != "services" and typed.get(name, "").strip() != there.get(name, "")
    ]
    mine = {service for service in SERVICES if typed.get(f"service.{service}")}
    if mine != set(place.services):
        there_too = [words for one, words in SERVICES.items() if one in place.services]
        listed = ", ".join(translate(language, words) for words in there_too)
        other.append((translate(language, FIELDS["services"][0]), listed))
    return _form(
        request,
        typed,
        number=place.id,
        version=place.version,
        fault=fault,
        other=other,
        status=409,
    )


def _form(  # noqa: PLR0913 - a form, where it stands, what is wrong with it
    request: Request,
    typed: Mapping[str, str],
    *,
    number: int | None = None,
    version: int = 0,
    fault: str = "",
    bad: Sequence[str] = (),
    other: Sequence[tuple[str, str]] = (),
    status: int = 200,
) -> Response:
    return show(
        request,
        "places/form.html",
        status=status,
        page=Page.PLACES,
        typed=typed,
        number=number,
        version=version,
        fields=FIELDS,
        services=SERVICES,
        provinces=names(),
        fault=fault,
        bad=bad,
        other=other,
    )
