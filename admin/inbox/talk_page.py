"""One talk: what was written, and what can be done. Only who may read it gets here."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from admin.inbox.desk import desk_for, note_opening
from admin.inbox.list_page import show_list
from admin.inbox.words import CHANNELS, ENDERS, NOTICES, SENT, fault_of
from admin.pages.entering import FINE, Standing
from admin.pages.guard import SignedIn, desk_of, for_staff
from admin.pages.refusals import Refusal
from admin.pages.render import language_of, show
from admin.roles import Page
from content.canned import canned
from content.messages import translate
from flows.handover import desk as talks_desk
from flows.handover import reading, threads
from flows.handover.reading import Box
from flows.handover.rules import handover_rules
from flows.handover.states import GoneError, State
from flows.handover.tables import TalkRow
from flows.handover.threads import Told

LARGEST_ID = 2**31 - 1


@for_staff(Page.TALK)
async def talk_page(request: Request, signed_in: SignedIn) -> Response:
    """The thread with its forms. That it was opened is written down."""
    asked = request.query_params
    notice = NOTICES.get(asked.get("notice", ""), "")
    draft = ""
    for ready in canned():
        if ready.id == asked.get("canned"):
            draft = ready.text.in_language("vi")
    return await show_talk(request, signed_in, notice=notice, draft=draft)


@for_staff(Page.INBOX_LOOK)
async def messages_part(request: Request, signed_in: SignedIn) -> Response:
    """The messages alone, for a page that looks again by itself."""
    desk, number = desk_of(request), number_of(request)
    who = desk_for(signed_in.person)
    async with desk.store.transaction() as session:
        try:
            talk = await talks_desk.open_talk(session, number, who)
        except GoneError as error:
            # 286 tells htmx to stop asking.
            said = fault_of(error, language_of(request))
            return show(request, "inbox/gone.html", status=286, words=said)
        messages = await threads.read(session, talk.id)
        if talk.holder == who.staff:
            await threads.mark_read(session, talk.id, desk.clock())
    return show(request, "inbox/messages.html", **_facts(request, talk, messages))


async def show_talk(  # noqa: PLR0913 - what a page may have to say
    request: Request,
    signed_in: SignedIn,
    *,
    standing: Standing = FINE,
    notice: str = "",
    fault: str = "",
    draft: str = "",
    note: str = "",
) -> Response:
    """The page of a talk, with what was typed where it could not be taken."""
    desk, person = desk_of(request), signed_in.person
    who, now, language = desk_for(person), desk.clock(), language_of(request)
    try:
        async with desk.store.transaction() as session:
            talk = await talks_desk.open_talk(session, number_of(request), who)
            messages = await threads.read(session, talk.id)
            if talk.holder == who.staff:
                await threads.mark_read(session, talk.id, now)
            news = await reading.news(session, who)
            await note_opening(session, person, talk.code, now)
    except GoneError as error:
        said = fault_of(error, language)
        return await show_list(request, signed_in, standing=Standing(404), fault=said)
    topic = desk.catalogue().topics.get(talk.topic or "")
    return show(
        request,
        "inbox/talk.html",
        status=standing.status,
        headers=standing.headers,
        page=Page.INBOX,
        news=news,
        notice=notice,
        fault=fault,
        draft=draft,
        note=note,
        topic=topic.title.in_language(language) if topic else "",
        is_mine=talk.holder == who.staff,
        is_lead=who.lead,
        back=Box.ENDED if talk.state == State.ENDED else Box.MINE,
        ready=[
            (one.id, one.title.in_language(language), one.text.in_language(talk.language))
            for one in canned()
        ],
        once=secrets.token_hex(8),
        longest=threads.LONGEST_OF_STAFF,
        kept_days=handover_rules().kept_days,
        **_facts(request, talk, messages),
    )


def number_of(request: Request) -> int:
    """The talk that an address names. Raises Refusal."""
    number: int = request.path_params["id"]
    if number > LARGEST_ID:
        raise Refusal(404)
    return number


def _facts(request: Request, talk: TalkRow, messages: Sequence[Told]) -> dict[str, Any]:
    language = language_of(request)
    return {
        "talk": talk,
        "messages": messages,
        "now": desk_of(request).clock(),
        "channels": CHANNELS,
        "enders": ENDERS,
        "sent": {state: translate(language, words) for state, words in SENT.items()},
    }
