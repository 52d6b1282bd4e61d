"""Places from a file: read, shown with every fault by its row, put in after a yes; all or none."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response

from admin import audit
from admin.audit_actions import Action
from admin.bookings.words import SERVICES
from admin.pages.asked import said, status_of
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.render import ROOT, language_of, show
from admin.pages.upload import MOST_BYTES, read_upload
from admin.places import sheet
from admin.places.form import FIELDS
from admin.roles import Page
from admin.workbook import WorkbookError
from content.messages import mark, translate
from flows.booking import importing
from flows.booking.directory import Place
from flows.booking.errors import BookingError, FaultyError
from flows.booking.importing import MOST_ROWS, RowFault

MOST_SHOWN = 100
"""Rows that are shown before the yes; the rest is counted."""

KEY_BYTES = 16

_KEY = re.compile(r"[0-9a-f]{32}")


@for_staff(Page.IMPORT_PLACES)
async def import_page(request: Request, _: SignedIn) -> Response:
    """What to do, step by step."""
    return _show(request)


@for_staff(Page.IMPORT_PLACES, read_upload)
async def read(request: Request, signed_in: SignedIn) -> Response:
    """Read the file: all its faults by row, or all its places to say yes to."""
    desk, language = desk_of(request), language_of(request)
    try:
        rows = await asyncio.to_thread(sheet.read, request.state.file)
        found, faults = importing.read_rows(rows)
    except (WorkbookError, FaultyError) as error:
        return _show(request, fault=translate(language, str(error)), status=400)
    key = secrets.token_hex(KEY_BYTES)
    async with desk.store.transaction() as session:
        faults += await importing.doubles(session, found)
        if found and not faults:
            places, by = found.values(), signed_in.person.name
            await importing.keep(session, key, places, by, desk.clock())
    if faults:
        return _show(request, faults=_told(faults, language), status=400)
    if not found:
        return _show(request, fault=translate(language, _NOTHING), status=400)
    return _show(request, found=found, key=key)


_NOTHING = mark("There is no place in this file below its heading.")


@for_staff(Page.IMPORT_PLACES)
async def put_in(request: Request, signed_in: SignedIn) -> Response:
    """Put all places of the file that was read into the directory."""
    desk, key, person = desk_of(request), request.state.form.get("key", ""), signed_in.person
    now = desk.clock()
    try:
        async with desk.store.transaction() as session:
            made = await importing.put_in(
                session, key if _KEY.fullmatch(key) else "", person.name, now
            )
            subject, details = audit.Subject("places"), {"count": len(made)}
            await audit.record(session, person, Action.PLACES_IMPORTED, subject, details, now)
    except BookingError as error:
        return _show(request, fault=said(request, error), status=status_of(error))
    return see(f"{ROOT}/places?notice=imported")


def _told(faults: Sequence[RowFault], language: str) -> list[tuple[int, list[tuple[str, str]]]]:
    """Each row at fault with its columns and what they take, by row."""
    return [
        (fault.row, [_why(fault, column, language) for column in fault.columns])
        for fault in sorted(faults, key=lambda fault: fault.row)
    ]


def _why(fault: RowFault, column: str, language: str) -> tuple[str, str]:
    title, rule = FIELDS.get(column, (column, _UNKNOWN))
    return translate(language, title), translate(language, fault.why or rule)


_UNKNOWN = mark("there is no such column; please take it out")


def _show(  # noqa: PLR0913 - one page of three steps
    request: Request,
    *,
    fault: str = "",
    faults: Sequence[tuple[int, list[tuple[str, str]]]] = (),
    found: Mapping[int, Place] | None = None,
    key: str = "",
    status: int = 200,
) -> Response:
    shown = list((found or {}).items())
    return show(
        request,
        "places/import.html",
        status=status,
        page=Page.PLACES,
        fault=fault,
        faults=faults[:MOST_SHOWN],
        more_faults=max(len(faults) - MOST_SHOWN, 0),
        found=shown[:MOST_SHOWN],
        more=max(len(shown) - MOST_SHOWN, 0),
        total=len(shown),
        key=key,
        services=SERVICES,
        most_rows=MOST_ROWS,
        most_megabytes=MOST_BYTES // 2**20,
    )
