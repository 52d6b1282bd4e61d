"""The points of docs/before-launch.md: still open, or settled by whom, when and how.

One of them, the question about use, changes what people are asked (design §6): it stands apart.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from admin import audit
from admin.audit import Subject
from admin.audit_actions import Action
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, language_of, show
from admin.roles import Page
from content.before_launch import points
from content.messages import mark, translate
from flows.aftercare import decisions

LONGEST_NOTE = 500
"""Most characters of how a point was settled: the paper, its number, its date."""


@for_staff(Page.DECISIONS)
async def decisions_page(request: Request, _: SignedIn) -> Response:
    """Every point, the open ones first."""
    return await _show(request)


@for_staff(Page.DECISIONS)
async def change(request: Request, signed_in: SignedIn) -> Response:
    """Record how a point was settled, or take that back."""
    form, desk, person = request.state.form, desk_of(request), signed_in.person
    point, note = form.get("point", ""), form.get("note", "").strip()
    revokes = form.get("what") == "revoke"
    if point not in {each.id for each in points()}:
        raise Refusal(400)
    if not revokes and not 0 < len(note) <= LONGEST_NOTE:
        fault = mark("Please write down who decided and on which paper, in at most 500 letters.")
        return await _show(request, point, note[:LONGEST_NOTE], fault)
    if not revokes and point == decisions.ASK_ABOUT_USE and form.get("sure") != "yes":
        fault = mark("Please tick the box: this changes what people are asked.")
        return await _show(request, point, note, fault)
    async with desk.store.transaction() as session:
        now = desk.clock()
        if revokes:
            await decisions.revoke(session, point)
        else:
            await decisions.record(session, point, by=person.name, note=note, now=now)
        action = Action.DECISION_REVOKED if revokes else Action.DECISION_RECORDED
        await audit.record(session, person, action, Subject("decision", point), {}, now)
    return see(f"{ROOT}/decisions?notice={'revoked' if revokes else 'recorded'}#{point}")


async def _show(request: Request, point: str = "", note: str = "", fault: str = "") -> Response:
    async with desk_of(request).store.transaction() as session:
        settled = await decisions.decided(session)
    language = language_of(request)
    return show(
        request,
        "launch/decisions.html",
        status=400 if fault else 200,
        page=Page.DECISIONS,
        still_open=[each for each in points() if each.id not in settled],
        done=[(each, settled[each.id]) for each in points() if each.id in settled],
        use=decisions.ASK_ABOUT_USE,
        asks_about_use=decisions.ASK_ABOUT_USE in settled,
        longest=LONGEST_NOTE,
        point=point,
        note=note,
        fault=translate(language, fault) if fault else "",
        notice=request.query_params.get("notice", ""),
    )
