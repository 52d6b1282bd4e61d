"""What is done in a talk: each act is one form, one transaction, one entry of the record."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from admin.audit_actions import Action
from admin.inbox.desk import desk_for, note_act
from admin.inbox.list_page import show_list
from admin.inbox.talk_page import number_of, show_talk
from admin.inbox.words import fault_of
from admin.pages.entering import Standing
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, language_of
from admin.roles import Page
from flows.handover import desk as talks
from flows.handover.desk import Desk
from flows.handover.states import GoneError, HandoverError, TakenError
from flows.handover.tables import TalkRow

ONCE = re.compile(r"[0-9a-f]{16}")

Act = Callable[[AsyncSession, int, Desk, datetime], Awaitable[TalkRow]]


@for_staff(Page.ANSWER_TALK)
async def claim(request: Request, signed_in: SignedIn) -> Response:
    """Take a talk. Of two who try at once one has it; the other is told who."""

    async def act(session: AsyncSession, number: int, who: Desk, _: datetime) -> TalkRow:
        return await talks.claim(session, number, who)

    return await _do(request, signed_in, act, Action.TALK_CLAIMED, "claimed")


@for_staff(Page.ANSWER_TALK)
async def reply(request: Request, signed_in: SignedIn) -> Response:
    """Answer the person."""
    text, once = _written(request)

    async def act(session: AsyncSession, number: int, who: Desk, now: datetime) -> TalkRow:
        return await talks.reply(session, number, who, text=text, once=once, now=now)

    return await _do(request, signed_in, act, Action.TALK_ANSWERED, "sent", draft=text)


@for_staff(Page.ANSWER_TALK)
async def note(request: Request, signed_in: SignedIn) -> Response:
    """Write a note that only staff see."""
    text, once = _written(request)

    async def act(session: AsyncSession, number: int, who: Desk, now: datetime) -> TalkRow:
        return await talks.note(session, number, who, text=text, once=once, now=now)

    return await _do(request, signed_in, act, Action.TALK_NOTED, "noted", note=text)


@for_staff(Page.ANSWER_TALK)
async def end(request: Request, signed_in: SignedIn) -> Response:
    """End a talk."""
    return await _do(request, signed_in, talks.resolve, Action.TALK_ENDED, "ended")


@for_staff(Page.ANSWER_TALK)
async def reopen(request: Request, signed_in: SignedIn) -> Response:
    """Go on with an ended talk."""
    return await _do(request, signed_in, talks.reopen, Action.TALK_REOPENED, "reopened")


@for_staff(Page.ANSWER_TALK)
async def give_back(request: Request, signed_in: SignedIn) -> Response:
    """Give a talk back to whoever is on duty."""
    return await _do(request, signed_in, talks.hand_on, Action.TALK_GIVEN_BACK, "given_back")


def _written(request: Request) -> tuple[str, str]:
    form = request.state.form
    once = form.get("once", "")
    if not ONCE.fullmatch(once):
        raise Refusal(400)
    return form.get("text", ""), once


async def _do(  # noqa: PLR0913 - the act, its entry, its words
    request: Request,
    signed_in: SignedIn,
    act: Act,
    action: Action,
    notice: str,
    *,
    draft: str = "",
    note: str = "",
) -> Response:
    desk, number = desk_of(request), number_of(request)
    who, now = desk_for(signed_in.person), desk.clock()
    try:
        async with desk.store.transaction() as session:
            talk = await act(session, number, who, now)
            await note_act(session, signed_in.person, action, talk.code, now)
    except (TakenError, GoneError) as error:
        # The talk is not for this account (any more): tell it where it came from.
        standing = Standing(409 if isinstance(error, TakenError) else 404)
        said = fault_of(error, language_of(request))
        return await show_list(request, signed_in, standing=standing, fault=said)
    except HandoverError as error:
        return await show_talk(
            request,
            signed_in,
            standing=Standing(409),
            fault=fault_of(error, language_of(request)),
            draft=draft,
            note=note,
        )
    return see(f"{ROOT}/inbox/{number}?notice={notice}")
