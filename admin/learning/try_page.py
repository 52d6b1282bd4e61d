"""Try a sentence: what the service would do with it, and why. Kept nowhere."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from admin.learning.explained import Explained
from admin.learning.topics import Topics
from admin.pages.guard import SignedIn, desk_of, for_staff
from admin.pages.render import language_of, show
from admin.roles import Page
from content.messages import mark, translate
from nlu.client import NluAwayError
from nlu.explain import explain
from nlu.text.letters import clean
from nlu.text.normal import MAX_CHARACTERS, normalize

AWAY = mark(
    "The understanding does not answer just now (perhaps it is starting). Please try again in a "
    "minute. People meanwhile get buttons, the safety net and search by words."
)


@for_staff(Page.TRY_SENTENCE)
async def try_page(request: Request, _: SignedIn) -> Response:
    """The empty form."""
    return _show(request)


@for_staff(Page.TRY_SENTENCE)
async def try_sentence(request: Request, _: SignedIn) -> Response:
    """The sentence with its explanation. It comes in a form, so that no address or log has it."""
    desk = desk_of(request)
    text = clean(request.state.form.get("text", ""))[:MAX_CHARACTERS]
    if not normalize(text).words:
        return _show(request, text, fault=mark("Please write a sentence."), status=400)
    if desk.classifier is None:
        return _show(request, text, fault=AWAY, status=503)
    try:
        found = await explain(text, desk.classifier)
    except NluAwayError:
        return _show(request, text, fault=AWAY, status=503)
    language = language_of(request)
    explained = Explained(found, Topics(desk.catalogue(), language), language)
    return _show(request, text, explained)


def _show(
    request: Request,
    text: str = "",
    explained: Explained | None = None,
    *,
    fault: str = "",
    status: int = 200,
) -> Response:
    return show(
        request,
        "learning/try.html",
        status=status,
        page=Page.TRY_SENTENCE,
        text=text,
        explained=explained,
        longest=MAX_CHARACTERS,
        fault=translate(language_of(request), fault) if fault else "",
    )
