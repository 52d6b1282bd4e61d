"""How many calls there were in each month, as reports need it."""

from __future__ import annotations

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from admin.hotline.log_page import QUESTIONS, WORDS
from admin.pages.guard import SignedIn, desk_of, for_staff
from admin.pages.refusals import Refusal
from admin.pages.render import show, today_in_vietnam
from admin.roles import Page
from flows.counts.hiding import FEWEST
from flows.hotline import counts

SHOWN = timedelta(days=334)
"""How far back the table goes: this month and the eleven before."""


@for_staff(Page.CALL_COUNTS)
async def counts_page(request: Request, _: SignedIn) -> Response:
    """The calls of the last twelve months by one question of the form."""
    field = request.query_params.get("by", "topic")
    if field not in QUESTIONS:
        raise Refusal(404)
    desk = desk_of(request)
    today = today_in_vietnam(desk.clock())
    async with desk.store.transaction() as session:
        months = await counts.by_month(session, field, today - SHOWN, today)
    return show(
        request,
        "hotline/counts.html",
        page=Page.CALL_COUNTS,
        months=months[::-1],
        field=field,
        questions=QUESTIONS,
        words=WORDS[field],
        fewest=FEWEST,
    )
