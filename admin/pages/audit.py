"""Who did what and when, and whether the record is whole."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import date
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from admin import accounts_changes, audit, audit_check, audit_reading, spreadsheet
from admin.audit_actions import ACTION_NAMES, Action
from admin.audit_reading import Wanted
from admin.audit_words import OUTSIDERS, told
from admin.pages.guard import SignedIn, desk_of, for_staff
from admin.pages.refusals import Refusal
from admin.pages.render import language_of, show, today_in_vietnam
from admin.roles import Page
from content.home import HOME_ZONE
from content.messages import mark, translate
from store.engine import Store

YEARS = range(2000, 2200)
"""Years that can be asked for."""

LONGEST_NUMBER = 9
"""Digits of an entry's number that are read."""

_NOT_KNOWN = mark("There is nothing to filter by that.")

COLUMNS = (
    mark("Number"),
    mark("When"),
    mark("Who"),
    mark("What"),
    mark("About"),
    mark("Details"),
    mark("Fingerprint"),
)
"""The heading of the export."""


@for_staff(Page.AUDIT)
async def audit_page(request: Request, _: SignedIn) -> Response:
    """Entries, newest first, all or those that were asked for; a line on the chain."""
    desk, asked = desk_of(request), request.query_params
    wanted = _wanted(asked)
    shown = await audit_reading.page(
        desk.store, wanted, HOME_ZONE, _number(asked.get("before", ""))
    )
    newest = None if asked.get("check") == "all" else audit_check.PAGE_CHECKS
    people = await accounts_changes.people(desk.store, desk.clock())
    return show(
        request,
        "audit.html",
        page=Page.AUDIT,
        entries=[told(entry, language_of(request)) for entry in shown.entries],
        chain=await audit_check.verify(desk.store, newest),
        wanted=wanted,
        query=urlencode(_fields(wanted)),
        fields=_fields(wanted),
        older=shown.older,
        is_first=not asked.get("before"),
        actions=ACTION_NAMES,
        names=[listed.person.name for listed in people],
        outsiders=OUTSIDERS,
    )


@for_staff(Page.EXPORT_AUDIT)
async def export(request: Request, signed_in: SignedIn) -> Response:
    """The entries that were asked for as a CSV file. That it was made is written down first."""
    desk = desk_of(request)
    wanted = _wanted(request.state.form)
    async with desk.store.transaction() as session:
        person, subject = signed_in.person, audit.Subject("audit")
        details = _fields(wanted)
        await audit.record(session, person, Action.AUDIT_EXPORTED, subject, details, desk.clock())
    name = f"audit-{today_in_vietnam(desk.clock()):%Y-%m-%d}.csv"
    return StreamingResponse(
        _lines(request, desk.store, wanted),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


async def _lines(request: Request, store: Store, wanted: Wanted) -> AsyncIterator[str]:
    language = language_of(request)
    heading = spreadsheet.line(translate(language, column) for column in COLUMNS)
    yield spreadsheet.BYTE_ORDER_MARK + heading
    async for entry in audit_reading.every(store, wanted, HOME_ZONE):
        words = told(entry, language)
        moment = words.at.astimezone(HOME_ZONE).isoformat(sep=" ", timespec="seconds")
        details = "; ".join(f"{name}: {value}" for name, value in words.details)
        yield spreadsheet.line(
            [str(words.number), moment, words.who, words.what, words.about, details, words.hash]
        )


def _wanted(asked: Mapping[str, str]) -> Wanted:
    """The filter that a request names. Raises Refusal."""
    try:
        action = Action(asked["action"]) if asked.get("action") else None
    except ValueError:
        raise Refusal(400, _NOT_KNOWN) from None
    who = asked.get("who", "")
    if len(who) > audit.LONGEST_NAME or not who.isprintable():
        raise Refusal(400, _NOT_KNOWN)
    return Wanted(who, action, _day(asked.get("since", "")), _day(asked.get("until", "")))


def _day(given: str) -> date | None:
    try:
        day = date.fromisoformat(given) if given else None
    except ValueError:
        raise Refusal(400, _NOT_KNOWN) from None
    if day and day.year not in YEARS:
        raise Refusal(400, _NOT_KNOWN)
    return day


def _number(given: str) -> int | None:
    if not given:
        return None
    if len(given) > LONGEST_NUMBER or not (given.isascii() and given.isdigit()):
        raise Refusal(400, _NOT_KNOWN)
    return int(given)


def _fields(wanted: Wanted) -> dict[str, str]:
    """The filter as the fields of a form, those that are set."""
    fields = {
        "who": wanted.who,
        "action": wanted.action or "",
        "since": wanted.since.isoformat() if wanted.since else "",
        "until": wanted.until.isoformat() if wanted.until else "",
    }
    return {name: value for name, value in fields.items() if value}
