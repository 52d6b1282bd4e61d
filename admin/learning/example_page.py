"""One example: what stands in its way, and to take it out or move it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from admin.audit import Subject, record
from admin.audit_actions import Action
from admin.learning.examples_page import HERE, ORIGINS
from admin.learning.topics import Topics
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import language_of, show
from admin.roles import Page
from content.messages import mark, translate
from flows.learning import examples
from flows.learning.examples import NoSuchExampleError

LARGEST_ID = 2**31 - 1


@for_staff(Page.EXAMPLES)
async def example_page(request: Request, _: SignedIn) -> Response:
    """The example, and others of the same wording."""
    return await _show(request)


@for_staff(Page.CHANGE_EXAMPLES)
async def change(request: Request, signed_in: SignedIn) -> Response:
    """Take it out, move it, or learn it again. The form says in which topic it was."""
    form, desk = request.state.form, desk_of(request)
    now, person, id_ = desk.clock(), signed_in.person, _id(request)
    was, to, act = form.get("was", ""), form.get("topic", ""), form.get("act", "")
    if act == "move" and (to not in desk.catalogue().topics or to == was):
        return await _show(request, mark("Please choose another topic."))
    action = {
        "remove": Action.EXAMPLE_REMOVED,
        "move": Action.EXAMPLE_MOVED,
        "restore": Action.EXAMPLE_RESTORED,
    }.get(act)
    if action is None:
        raise Refusal(400)
    try:
        async with desk.store.transaction() as session:
            match action:
                case Action.EXAMPLE_REMOVED:
                    await examples.remove(session, id_, was)
                case Action.EXAMPLE_MOVED:
                    await examples.move(session, id_, was, to, person.name, now)
                case _:
                    await examples.restore(session, id_, was)
            details = {"topic": was} | ({"to": to} if act == "move" else {})
            await record(session, person, action, Subject("example", str(id_)), details, now)
    except NoSuchExampleError:
        words = mark("Somebody else changed this example meanwhile. Please look at the list again.")
        raise Refusal(409, words) from None
    notice = {"remove": "removed", "move": "moved", "restore": "restored"}[act]
    return see(f"{HERE}?topic={was}&notice={notice}")


def _id(request: Request) -> int:
    number: int = request.path_params["id"]
    if number > LARGEST_ID:
        raise Refusal(404)
    return number


async def _show(request: Request, fault: str = "") -> Response:
    desk, language = desk_of(request), language_of(request)
    async with desk.store.transaction() as session:
        found = await examples.page(session, after=_id(request) - 1, most=1)
    if not found or found[0].row.id != _id(request):
        raise Refusal(404, mark("There is no such example any more."))
    return show(
        request,
        "learning/example.html",
        status=400 if fault else 200,
        page=Page.EXAMPLES,
        topics=Topics(desk.catalogue(), language),
        one=found[0],
        origins=ORIGINS,
        fault=translate(language, fault) if fault else "",
    )
