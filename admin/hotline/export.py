"""Calls as a CSV file, without notes. That it was made is written down first."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from admin import audit, spreadsheet
from admin.audit_actions import Action
from admin.hotline.log_page import QUESTIONS, WORDS
from admin.pages.guard import SignedIn, desk_of, for_staff
from admin.pages.refusals import Refusal
from admin.pages.render import language_of, today_in_vietnam
from admin.roles import Page
from content.home import HOME_ZONE
from content.messages import mark, translate
from flows.hotline import calls
from store.engine import Store

LONGEST = timedelta(days=366)
_PERIOD = mark("Choose two days, the first before the last, at most a year apart.")


@for_staff(Page.EXPORT_CALLS)
async def export(request: Request, signed_in: SignedIn) -> Response:
    """The calls from one day to another."""
    desk = desk_of(request)
    first, last = _period(request.state.form)
    details = {"since": first.isoformat(), "until": last.isoformat()}
    async with desk.store.transaction() as session:
        person, subject = signed_in.person, audit.Subject("call")
        await audit.record(session, person, Action.CALLS_EXPORTED, subject, details, desk.clock())
    name = f"hotline-{today_in_vietnam(desk.clock()):%Y-%m-%d}.csv"
    return StreamingResponse(
        _lines(desk.store, language_of(request), first, last),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


async def _lines(store: Store, language: str, first: date, last: date) -> AsyncIterator[str]:
    heading = (mark("When"), mark("Commune"), *QUESTIONS.values(), mark("Written down by"))
    yield spreadsheet.BYTE_ORDER_MARK + spreadsheet.line(
        translate(language, column) for column in heading
    )
    async for row in calls.every(store, first, last):
        yield spreadsheet.line(
            [
                row.at.astimezone(HOME_ZONE).isoformat(sep=" ", timespec="minutes"),
                row.commune or "",
                *(
                    translate(language, WORDS[field].get(word, word))
                    for field in QUESTIONS
                    for word in (getattr(row, field),)
                ),
                row.by,
            ]
        )


def _period(form: Mapping[str, str]) -> tuple[date, date]:
    try:
        first = date.fromisoformat(form.get("since", ""))
        last = date.fromisoformat(form.get("until", ""))
    except ValueError:
        raise Refusal(400, _PERIOD) from None
    if not timedelta(0) <= last - first <= LONGEST or not 2000 <= first.year < 2200:
        raise Refusal(400, _PERIOD)
    return first, last
