"""Begin a topic that did not exist."""

from __future__ import annotations

from datetime import timedelta

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from admin.audit_actions import Action
from admin.content.hands import hand_of, note
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.render import ROOT, language_of, show, today_in_vietnam
from admin.roles import Page
from content.groups import GROUPS
from content.messages import mark, translate
from content.revisions import drafts
from content.revisions.errors import EditingError
from content.revisions.tidying import tidy

REVIEW_AFTER = timedelta(days=182)
"""When a new topic is to be read again, unless its writer says otherwise."""


@for_staff(Page.EDIT_TOPIC)
async def new_page(request: Request, _: SignedIn) -> Response:
    """The form."""
    return _form(request)


@for_staff(Page.EDIT_TOPIC)
async def make(request: Request, signed_in: SignedIn) -> Response:
    """Begin the draft and open it."""
    desk, form, language = desk_of(request), request.state.form, language_of(request)
    today = today_in_vietnam(desk.clock())
    group, word, title = (form.get(name, "").strip() for name in ("group", "word", "title"))
    name = f"{group}/{word}"
    try:
        topic = drafts.fresh(name, tidy(title, "title"), today, today + REVIEW_AFTER)
    except ValidationError:
        topic = None
    if topic is None or group not in GROUPS:
        words = mark("Choose a group, a short name of a–z and _ alone, and a title.")
        return _form(request, translate(language, words), (group, word, title))
    try:
        async with desk.store.transaction() as session:
            await drafts.create(session, topic, hand_of(signed_in.person), desk.clock())
            await note(session, request, signed_in.person, Action.DRAFT_SAVED, ("topic", name))
    except EditingError as error:
        return _form(request, error.in_language(language), (group, word, title))
    return see(f"{ROOT}/topics/{name}/edit")


def _form(
    request: Request, fault: str = "", given: tuple[str, str, str] = ("", "", "")
) -> Response:
    group, word, title = given
    return show(
        request,
        "content/new.html",
        status=400 if fault else 200,
        page=Page.TOPICS,
        group_names=GROUPS,
        group=group,
        word=word[:60],
        title=title[:300],
        fault=fault,
    )
