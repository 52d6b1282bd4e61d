"""What staff do on a topic's page itself: comment, decide about a newer edition."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from admin.audit_actions import Action
from admin.content.hands import hand_of, note, topic_of
from admin.content.topic_page import show_topic
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, language_of
from admin.roles import Page
from content.revisions import comments, shipped
from content.revisions.errors import EditingError, GoneError


@for_staff(Page.COMMENT)
async def comment(request: Request, signed_in: SignedIn) -> Response:
    """Add a comment."""
    desk, name = desk_of(request), topic_of(request)
    said = request.state.form.get("said", "")
    try:
        async with desk.store.transaction() as session:
            await comments.say(session, name, signed_in.person.name, said, desk.clock())
            about = ("topic", name)
            await note(session, request, signed_in.person, Action.TOPIC_COMMENTED, about)
    except GoneError as error:
        raise Refusal(404, error.message) from None
    except EditingError as error:
        words = error.in_language(language_of(request))
        return await show_topic(request, signed_in, 400, words, said)
    return see(f"{ROOT}/topics/{name}?notice=said#talk")


@for_staff(Page.EDIT_TOPIC)
async def newer(request: Request, signed_in: SignedIn) -> Response:
    """Take what came newer with the software into the draft, or leave it."""
    desk, name, hand = desk_of(request), topic_of(request), hand_of(signed_in.person)
    takes = {"take": True, "leave": False}.get(request.state.form.get("do", ""))
    if takes is None:
        raise Refusal(400)
    action = Action.SHIPPED_TAKEN if takes else Action.SHIPPED_LEFT
    try:
        async with desk.store.transaction() as session:
            if takes:
                await shipped.take(session, name, hand, desk.clock())
            else:
                await shipped.leave(session, "topic", name, hand)
            await note(session, request, signed_in.person, action, ("topic", name))
    except EditingError as error:
        words = error.in_language(language_of(request))
        return await show_topic(request, signed_in, 409, words)
    return see(f"{ROOT}/topics/{name}?notice={'taken' if takes else 'left'}")
