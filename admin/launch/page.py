"""The points of docs/before-launch.md: still open, or settled by whom, when and how.

A point about texts and rules is settled for one version: what is approved can be saved to be read
and signed, and a change of it opens the point again.
One of them, the question about use, changes what people are asked (design §6): it stands apart.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from admin import audit
from admin.audit import Subject
from admin.audit_actions import Action
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, language_of, show
from admin.roles import Page
from content import covered
from content.messages import mark, translate
from flows.aftercare import decisions
from flows.aftercare.decisions import NoSuchPointError, Standing

LONGEST_NOTE = 500
"""Most characters of how a point was settled: the paper, its number, its date."""

SHOWN = 8
"""Digits of a fingerprint that people compare."""


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
    async with desk.store.transaction() as session:
        standing = await _standing(session, point, 400)
        fault = "" if revokes else _fault(standing, form, note)
        if not fault:
            now = desk.clock()
            if revokes:
                await decisions.revoke(session, point)
            else:
                await decisions.record(session, point, by=person.name, note=note, now=now)
            action = Action.DECISION_REVOKED if revokes else Action.DECISION_RECORDED
            version = version_of(standing)
            details: dict[str, audit.Detail] = {"version": version} if version else {}
            await audit.record(session, person, action, Subject("decision", point), details, now)
    if fault:
        return await _show(request, point, note[:LONGEST_NOTE], fault)
    return see(f"{ROOT}/decisions?notice={'revoked' if revokes else 'recorded'}#{point}")


@for_staff(Page.DECISIONS)
async def text_file(request: Request, _: SignedIn) -> Response:
    """The texts and rules of a point, to be read, signed and kept with the paper."""
    async with desk_of(request).store.transaction() as session:
        standing = await _standing(session, request.path_params["point"], 404)
        if standing.point.covers is None:
            raise Refusal(404)
        contents = await covered.read(session, standing.point.covers)
    version = covered.fingerprint(contents)[:SHOWN]
    title = standing.point.title.in_language(language_of(request))
    name = f"{standing.point.id}-{version}.txt"
    return PlainTextResponse(
        f"{title}\n{version}\n\n{covered.as_text(contents)}",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _fault(standing: Standing, form: Mapping[str, str], note: str) -> str:
    """What is still missing to settle a point, as a message; empty where nothing is."""
    if not 0 < len(note) <= LONGEST_NOTE:
        return mark("Please write down who decided and on which paper, in at most 500 letters.")
    if standing.point.id == decisions.ASK_ABOUT_USE and form.get("sure") != "yes":
        return mark("Please tick the box: this changes what people are asked.")
    if form.get("version", "") != version_of(standing):
        return mark("The texts changed since you opened this page. Please read them again.")
    return ""


def version_of(standing: Standing) -> str:
    """How the version of what a point covers is told, empty where it covers nothing."""
    return (standing.fingerprint or "")[:SHOWN]


async def _standing(session: AsyncSession, point: str, refusal: int) -> Standing:
    try:
        return await decisions.standing(session, point)
    except NoSuchPointError:
        raise Refusal(refusal) from None


async def _show(request: Request, point: str = "", note: str = "", fault: str = "") -> Response:
    async with desk_of(request).store.transaction() as session:
        every = await decisions.standings(session)
    language = language_of(request)
    return show(
        request,
        "launch/decisions.html",
        status=400 if fault else 200,
        page=Page.DECISIONS,
        # What was approved once and is another text now is the most urgent.
        still_open=sorted(
            (each for each in every if not each.is_settled), key=lambda each: not each.is_changed
        ),
        done=[each for each in every if each.is_settled],
        version_of=version_of,
        use=decisions.ASK_ABOUT_USE,
        longest=LONGEST_NOTE,
        point=point,
        note=note,
        fault=translate(language, fault) if fault else "",
        notice=request.query_params.get("notice", ""),
    )
