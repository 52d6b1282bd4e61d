"""The list of cases: who needs somebody first."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from admin import keyset
from admin.cases import words
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, show
from admin.roles import Page, Role
from content.messages import mark
from flows import codes
from flows.aftercare import invites, worklist
from flows.aftercare.cases import CODE_LENGTH, Status
from flows.aftercare.worklist import Band, Holding, Place, Wanted

Named = TypeVar("Named", bound=StrEnum)


@for_staff(Page.CASES)
async def cases_page(request: Request, signed_in: SignedIn) -> Response:
    """Cases by need: one's own, and to leads all of them."""
    desk, asked, person = desk_of(request), request.query_params, signed_in.person
    typed = asked.get("code", "").strip()
    if code := codes.read(typed, CODE_LENGTH):
        return see(f"{ROOT}/cases/{code}")
    is_lead = person.role is Role.LEAD
    holding = _named(Holding, asked.get("whose", "")) if is_lead else Holding.MINE
    holding = holding or Holding.ALL
    status, band = _named(Status, asked.get("status", "")), _named(Band, asked.get("band", ""))
    wanted = Wanted(holding, person.name, status, band)
    whose = "" if is_lead and holding is Holding.ALL else person.name
    now, after = desk.clock(), asked.get("after", "")
    async with desk.store.transaction() as session:
        shown = await worklist.page(session, wanted, now, _place(after), keyset.PAGE)
        counts = await worklist.counts(session, Wanted(holding, person.name, status), now)
        pending = await invites.pending(session, now, whose)
    chosen = {"whose": holding if is_lead else "", "status": status or "", "band": band or ""}
    return show(
        request,
        "cases/list.html",
        page=Page.CASES,
        lines=shown.lines,
        counts=counts,
        total=sum(counts.values()),
        pending=pending,
        now=now,
        is_lead=is_lead,
        is_first=not after,
        chosen=chosen,
        typed=typed[:20],
        query=_query(chosen),
        without_band=_query({**chosen, "band": ""}),
        after=_cursor(shown.after) if shown.after else "",
        bands=words.BANDS,
        statuses=words.STATUSES,
        withdrawn=asked.get("notice") == "withdrawn",
    )


def _named(kind: type[Named], given: str) -> Named | None:
    try:
        return kind(given) if given else None
    except ValueError:
        raise Refusal(400, mark("There is nothing to filter by that.")) from None


def _query(chosen: dict[str, str]) -> str:
    return urlencode({name: value for name, value in chosen.items() if value})


def _cursor(after: Place) -> str:
    return keyset.cursor((after.as_of, after.rank, after.due, after.id))


def _place(given: str) -> Place | None:
    keys = keyset.keys_of(given, datetime, int, datetime, int)
    if keys is None:
        return None
    as_of, rank, due, number = keys
    return Place(as_of, rank, due, number)
