"""The form for a call and the calls written down so far."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from admin import audit, keyset
from admin.audit_actions import Action
from admin.pages.entering import FINE, Standing
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, language_of, show, today_in_vietnam
from admin.roles import Page, may
from content.home import HOME_ZONE
from content.messages import mark, translate
from flows.hotline import calls
from flows.hotline.calls import Call, FaultyCallError, Place
from flows.hotline.rules import hotline_rules
from flows.hotline.words import FIELDS

ONCE = re.compile(r"[0-9a-f]{16}")
LARGEST_ID = 2**31 - 1

QUESTIONS = {
    "caller": mark("For whom do they call?"),
    "topic": mark("What about?"),
    "need": mark("What do they want most?"),
    "outcome": mark("How did it end?"),
    "referral": mark("Where did you point them to?"),
}
"""What the form asks for each field."""

WORDS: Mapping[str, Mapping[str, str]] = {field: names for field, (_, names) in FIELDS.items()}
"""The names of the words of each field, as messages."""

NOTICES = {"kept": mark("The call is written down.")}


@for_staff(Page.HOTLINE)
async def log_page(request: Request, signed_in: SignedIn) -> Response:
    """The form, and the calls, newest first."""
    notice = NOTICES.get(request.query_params.get("notice", ""), "")
    return await _show(request, signed_in, notice=notice)


@for_staff(Page.LOG_CALL)
async def write_down(request: Request, signed_in: SignedIn) -> Response:
    """Keep a call."""
    form, desk = request.state.form, desk_of(request)
    if not ONCE.fullmatch(form.get("once", "")):
        raise Refusal(400)
    now, person = desk.clock(), signed_in.person
    words = {name: form.get(name, "") for name in FIELDS}
    try:
        call = Call(_moment(form), form.get("commune", ""), words, form.get("note", ""))
        async with desk.store.transaction() as session:
            await calls.add(session, call, by=person.name, once=form["once"], now=now)
            subject = audit.Subject("call")
            details = {"topic": words["topic"], "outcome": words["outcome"]}
            await audit.record(session, person, Action.CALL_LOGGED, subject, details, now)
    except FaultyCallError as error:
        said = translate(language_of(request), str(error))
        return await _show(request, signed_in, standing=Standing(400), fault=said, entered=form)
    return see(f"{ROOT}/hotline?notice=kept")


@for_staff(Page.CALL)
async def call_page(request: Request, signed_in: SignedIn) -> Response:
    """One call with its note. That the note was read is written down."""
    desk, number = desk_of(request), min(request.path_params["id"], LARGEST_ID)
    now, person = desk.clock(), signed_in.person
    async with desk.store.transaction() as session:
        row = await calls.get(session, number)
        if row is None:
            raise Refusal(404)
        note = calls.note_of(session, row, now)
        if note:
            subject = audit.Subject("call", str(row.id))
            await audit.record(session, person, Action.CALL_OPENED, subject, {}, now)
    return show(
        request,
        "hotline/call.html",
        page=Page.HOTLINE,
        call=row,
        note=note,
        questions=QUESTIONS,
        words=WORDS,
    )


async def _show(  # noqa: PLR0913 - what a page may have to say
    request: Request,
    signed_in: SignedIn,
    *,
    standing: Standing = FINE,
    notice: str = "",
    fault: str = "",
    entered: Mapping[str, str] | None = None,
) -> Response:
    desk = desk_of(request)
    now = desk.clock()
    after = request.query_params.get("after", "")
    async with desk.store.transaction() as session:
        rows = await calls.page(session, _after(after))
    shown = rows[: calls.PAGE]
    local = now.astimezone(HOME_ZONE)
    return show(
        request,
        "hotline/log.html",
        status=standing.status,
        headers=standing.headers,
        page=Page.HOTLINE,
        notice=notice,
        fault=fault,
        entered=entered
        or {"day": f"{local:%Y-%m-%d}", "time": f"{local:%H:%M}", "referral": "nowhere"},
        once=secrets.token_hex(8),
        rows=shown,
        older=keyset.cursor((shown[-1].at, shown[-1].id)) if len(rows) > calls.PAGE else "",
        is_first=not after,
        questions=QUESTIONS,
        words=WORDS,
        note_days=hotline_rules().note_days,
        longest_note=calls.LONGEST_NOTE,
        longest_commune=calls.LONGEST_COMMUNE,
        today=today_in_vietnam(now),
        may_export=may(signed_in.person.role, Page.EXPORT_CALLS),
        may_count=may(signed_in.person.role, Page.CALL_COUNTS),
    )


def _moment(form: Mapping[str, str]) -> datetime:
    try:
        written = f"{form.get('day', '')}T{form.get('time', '')}"
        return datetime.fromisoformat(written).replace(tzinfo=HOME_ZONE)
    except ValueError:
        raise FaultyCallError(mark("Say on which day and at what time the call came.")) from None


def _after(cursor: str) -> Place | None:
    return keyset.keys_of(cursor, datetime, int)
