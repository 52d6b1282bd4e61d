"""The lists of talks: mine, nobody's, all open, ended. No word of what was written stands here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from admin import keyset
from admin.inbox.desk import desk_for
from admin.inbox.words import BOXES, CHANNELS, EMPTY, ENDERS
from admin.pages.entering import FINE, Standing
from admin.pages.guard import SignedIn, desk_of, for_staff
from admin.pages.refusals import Refusal
from admin.pages.render import language_of, show
from admin.roles import Page, Role
from content.messages import mark
from flows.handover import reading, roster
from flows.handover.reading import Box, Place

_NO_LIST = mark("There is no such list.")


@for_staff(Page.INBOX)
async def inbox_page(request: Request, signed_in: SignedIn) -> Response:
    """A list with the lists beside it, what is new, and who is on duty."""
    return await show_list(request, signed_in)


async def show_list(
    request: Request, signed_in: SignedIn, *, standing: Standing = FINE, fault: str = ""
) -> Response:
    """The page of a list, with what went wrong on the way to it."""
    facts = await _facts(request, signed_in)
    desk = desk_of(request)
    now = desk.clock()
    async with desk.store.transaction() as session:
        duty = await roster.read(session)
        news = await reading.news(session, desk_for(signed_in.person))
    return show(
        request,
        "inbox/list.html",
        status=standing.status,
        headers=standing.headers,
        fault=fault,
        page=Page.INBOX,
        boxes=[box for box in BOXES if box is not Box.ALL or _is_lead(signed_in)],
        names=BOXES,
        news=news,
        on_duty=duty.on_duty(now),
        next_duty=duty.next_opening(now),
        has_roster=bool(duty.shifts),
        **facts,
    )


@for_staff(Page.INBOX_LOOK)
async def list_part(request: Request, signed_in: SignedIn) -> Response:
    """The rows alone, for a page that looks again by itself."""
    return show(request, "inbox/rows.html", **await _facts(request, signed_in))


@for_staff(Page.INBOX_LOOK)
async def news(request: Request, signed_in: SignedIn) -> Response:
    """How much waits, for the sign in the corner."""
    desk = desk_of(request)
    async with desk.store.transaction() as session:
        found = await reading.news(session, desk_for(signed_in.person))
    return show(request, "inbox/news.html", news=found)


async def _facts(request: Request, signed_in: SignedIn) -> dict[str, Any]:
    desk, asked = desk_of(request), request.query_params
    box = _box(asked.get("box", ""), signed_in)
    async with desk.store.transaction() as session:
        rows = await reading.page(
            session, box, desk_for(signed_in.person), _after(asked.get("after", ""))
        )
    shown = rows[: reading.PAGE]
    catalogue, language = desk.catalogue(), language_of(request)
    titles = {
        row.topic: catalogue.topics[row.topic].title.in_language(language)
        for row in shown
        if row.topic is not None and row.topic in catalogue.topics
    }
    return {
        "box": box,
        "rows": shown,
        "titles": titles,
        "older": keyset.cursor(shown[-1].place) if len(rows) > reading.PAGE else "",
        "after": asked.get("after", ""),
        "now": desk.clock(),
        "empty": EMPTY[box],
        "channels": CHANNELS,
        "enders": ENDERS,
        "danger": reading.DANGER,
        "waits": reading.WAITS,
    }


def _box(written: str, signed_in: SignedIn) -> Box:
    try:
        box = Box(written or Box.MINE)
    except ValueError:
        raise Refusal(404, _NO_LIST) from None
    if box is Box.ALL and not _is_lead(signed_in):
        raise Refusal(404, _NO_LIST)
    return box


def _after(cursor: str) -> Place | None:
    return keyset.keys_of(cursor, int, datetime, int)


def _is_lead(signed_in: SignedIn) -> bool:
    return signed_in.person.role is Role.LEAD
