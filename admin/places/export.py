"""The directory as a file, and the empty file to fill in."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from admin import audit
from admin.audit_actions import Action
from admin.pages.guard import SignedIn, desk_of, for_staff
from admin.pages.render import language_of, today_in_vietnam
from admin.places import sheet
from admin.roles import Page
from flows.booking.directory import places

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@for_staff(Page.IMPORT_PLACES)
async def template(request: Request, _: SignedIn) -> Response:
    """The empty file with its columns and what they take."""
    packed = await asyncio.to_thread(sheet.template, language_of(request))
    return _file(packed, "places-template.xlsx")


@for_staff(Page.IMPORT_PLACES)
async def export(request: Request, signed_in: SignedIn) -> Response:
    """Every real place; samples do not leave the service."""
    desk = desk_of(request)
    now = desk.clock()
    async with desk.store.transaction() as session:
        found = [place for place in await places(session) if not place.demo]
        subject, details = audit.Subject("places"), {"count": len(found)}
        person = signed_in.person
        await audit.record(session, person, Action.PLACES_EXPORTED, subject, details, now)
    packed = await asyncio.to_thread(sheet.written, found, language_of(request))
    return _file(packed, f"places-{today_in_vietnam(now):%Y-%m-%d}.xlsx")


def _file(packed: bytes, name: str) -> Response:
    disposition = f'attachment; filename="{name}"'
    return Response(packed, media_type=XLSX, headers={"Content-Disposition": disposition})
