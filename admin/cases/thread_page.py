"""The talk between a person and their supporter, with what is true about when each sees it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from admin.audit_actions import Action
from admin.cases.opening import Opened, opened
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, language_of, show
from admin.roles import Page
from content.messages import mark, translate
from content.supporter_replies import replies
from flows.aftercare import messages
from flows.aftercare.cases import subject
from flows.aftercare.messages import MESSAGE, NotAgreedError, Said
from flows.aftercare.office import is_open
from flows.aftercare.rules import office_rules
from flows.reach import contacts, tasks
from flows.reach.port import DAYTIME
from flows.reach.quiet import WEB, allowed_from, may_write

LOOKING_FOR = timedelta(minutes=15)
"""How long an open page asks by itself for what is new."""

LONGEST = 1000
"""Most characters of a message; what the person may write is as long."""

ONCE_LENGTH = 32
NOTHING_NEW = 204
ASK_NO_MORE = 286
"""The status that ends htmx's asking."""

LONGEST_MOMENT = 12


@dataclass(frozen=True)
class Reaching:
    """How a message reaches the person. `held_until`: it is night, so they are told then.

    `may_write`: the person agreed to messages, or waits for somebody; `can_be_told`: a channel can
    tell them by itself.
    """

    may_write: bool
    can_be_told: bool
    held_until: datetime | None
    promised: datetime | None
    office_is_open: bool


@for_staff(Page.CASE)
async def thread_page(request: Request, signed_in: SignedIn) -> Response:
    """The messages, and the box to answer in. What the person wrote counts as seen now."""
    reply = replies().get(request.query_params.get("say", ""))
    text = reply.text.in_language(language_of(request)) if reply else ""
    return await _show(request, signed_in, text=text)


@for_staff(Page.CASE_LOOK)
async def latest(request: Request, signed_in: SignedIn) -> Response:
    """The messages alone, for a page that stays open: nothing new says so and no more."""
    asked = request.query_params
    until = asked.get("until", "")
    if not until.isdecimal() or len(until) > LONGEST_MOMENT:
        raise Refusal(400)
    async with opened(request, signed_in) as case:
        said = await _read(case)
    is_over = not _is_near(int(until), desk_of(request).clock())
    print_ = fingerprint(said)
    if print_ == asked.get("seen", "") and not is_over:
        return Response(status_code=NOTHING_NEW)
    return show(
        request,
        "cases/messages.html",
        status=ASK_NO_MORE if is_over else 200,
        code=case.case.code,
        nickname=case.case.nickname,
        said=said,
        seen=print_,
        until=int(until),
        is_over=is_over,
    )


@for_staff(Page.CASE_WORK)
async def write(request: Request, signed_in: SignedIn) -> Response:
    """Send a message; sending the same form twice sends it once."""
    form = request.state.form
    text, once = form.get("text", "").strip(), form.get("once", "")[:ONCE_LENGTH]
    if not 0 < len(text) <= LONGEST:
        fault = mark("A message needs some words, at most 1000 letters.")
        return await _show(request, signed_in, text=text, fault=fault)
    try:
        async with opened(request, signed_in, for_change=True) as case:
            await messages.from_staff(
                case.session,
                case.keys,
                case.case,
                staff=case.person.name,
                text=text,
                once=once,
                now=case.now,
            )
            await case.record(Action.CASE_WRITTEN_TO)
    except NotAgreedError:
        fault = mark("This person does not take messages now, so it was not sent.")
        return await _show(request, signed_in, text=text, fault=fault)
    return see(f"{ROOT}/cases/{request.path_params['code']}/messages?notice=sent#write")


def fingerprint(said: Sequence[Said]) -> str:
    """A word that changes when there is a message more or one more was seen."""
    marks = "|".join(f"{one.at.isoformat()} {one.read_at}" for one in said if one.staff) + "|"
    marks += "|".join(one.at.isoformat() for one in said if one.staff is None)
    return hashlib.sha256(marks.encode()).hexdigest()[:16]


async def _show(
    request: Request, signed_in: SignedIn, *, text: str = "", fault: str = ""
) -> Response:
    language = language_of(request)
    async with opened(request, signed_in) as case:
        said = await _read(case)
        reaching = await _reaching(case)
    now = desk_of(request).clock()
    return show(
        request,
        "cases/thread.html",
        status=400 if fault else 200,
        page=Page.CASES,
        code=case.case.code,
        nickname=case.case.nickname,
        said=said,
        seen=fingerprint(said),
        until=int((now + LOOKING_FOR).timestamp()),
        is_over=False,
        reaching=reaching,
        office=office_rules(),
        replies=replies().values(),
        text=text,
        longest=LONGEST,
        once=secrets.token_hex(ONCE_LENGTH // 2),
        sent=request.query_params.get("notice") == "sent",
        fault=translate(language, fault) if fault else "",
    )


async def _read(case: Opened) -> Sequence[Said]:
    return await messages.read(
        case.session, case.keys, case.case.id, reader=case.person.name, now=case.now
    )


async def _reaching(case: Opened) -> Reaching:
    row, session, now = case.case, case.session, case.now
    contact = await contacts.best(session, subject(row.id))
    can_be_told = (
        contact is not None
        and contact.channel != WEB
        and may_write(contact.channel, contact.heard_at, now)
    )
    told_at = allowed_from(now, DAYTIME)
    waiting = await tasks.open_about(session, subject(row.id), MESSAGE)
    return Reaching(
        may_write=await messages.may_write(session, row),
        can_be_told=can_be_told,
        held_until=told_at if told_at > now else None,
        promised=waiting[0].due if waiting else None,
        office_is_open=is_open(now),
    )


def _is_near(until: int, now: datetime) -> bool:
    left = until - now.timestamp()
    return 0 < left <= LOOKING_FOR.total_seconds()
