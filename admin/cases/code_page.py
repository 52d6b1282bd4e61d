"""Make a case: a one-time code for the person, shown once, as letters, links and QR pictures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import SystemRandom

import segno
from starlette.requests import Request
from starlette.responses import Response

from admin import accounts_changes, audit
from admin.accounts import Person
from admin.audit import Subject
from admin.audit_actions import Action
from admin.cases import words
from admin.pages.guard import Desk, SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, language_of, show
from admin.roles import CASE_STAFF, Page, Role
from content.messages import mark
from flows.aftercare import invites
from flows.aftercare.casework import Regime
from flows.aftercare.rules import retention_rules
from flows.engine import World
from store.engine import keyring_of

MARK_LENGTH = 64
"""Hex digits of an invite's mark."""


@dataclass(frozen=True)
class WayIn:
    """A way to bring the code into a talk: what it is (a message), its address, and a picture."""

    name: str
    address: str
    picture: str


@for_staff(Page.NEW_CASE)
async def new_page(request: Request, signed_in: SignedIn) -> Response:
    """The form: for whom the code is, and what staff note beforehand."""
    return await _form(request, signed_in)


@for_staff(Page.NEW_CASE)
async def make(request: Request, signed_in: SignedIn) -> Response:
    """Make a code and show it, this once."""
    desk, form, person = desk_of(request), request.state.form, signed_in.person
    now = desk.clock()
    supporter = form.get("supporter", "") if person.role is Role.LEAD else person.name
    if supporter and supporter not in await supporters(desk):
        raise Refusal(400, mark("Please choose a supporter from the list."))
    async with desk.store.transaction() as session:
        world = World(
            store=desk.store,
            keys=keyring_of(session),
            now=now,
            random=SystemRandom(),
            talk="",
            channel="staff",
            address=None,
            language=language_of(request),
            site=desk.installation.site,
        )
        code = await invites.make(
            session,
            world,
            made_by=person.name,
            supporter=supporter or None,
            regime=regime_in(form.get("regime", "")),
            on_treatment=form.get("on_treatment") == "yes",
        )
        details: dict[str, audit.Detail] = {"supporter": supporter or None}
        await audit.record(session, person, Action.CASE_CODE_MADE, Subject("case"), details, now)
    return show(
        request,
        "cases/code.html",
        page=Page.CASES,
        code=code,
        until=now + timedelta(days=retention_rules().unused_invite_days),
        ways=_ways(request, code),
        supporter=supporter,
    )


@for_staff(Page.NEW_CASE)
async def withdraw(request: Request, signed_in: SignedIn) -> Response:
    """Make an unused code worthless."""
    desk, person, given = desk_of(request), signed_in.person, request.state.form.get("invite", "")
    if len(given) != MARK_LENGTH:
        raise Refusal(400)
    whose = "" if person.role is Role.LEAD else person.name
    async with desk.store.transaction() as session:
        pending = await invites.pending(session, desk.clock(), whose)
        if given in {invite.mark for invite in pending}:
            await invites.withdraw(session, given)
            await audit.record(
                session, person, Action.CASE_CODE_WITHDRAWN, Subject("case"), {}, desk.clock()
            )
    return see(f"{ROOT}/cases?notice=withdrawn")


async def supporters(desk: Desk) -> list[str]:
    """The names of the accounts that can be beside a person."""
    listed = await accounts_changes.people(desk.store, desk.clock())
    return [one.person.name for one in listed if _can_support(one.person)]


def regime_in(given: str) -> Regime | None:
    """The regime that a form names, None for nothing. Raises Refusal."""
    try:
        return Regime(given) if given else None
    except ValueError:
        raise Refusal(400) from None


def _can_support(person: Person) -> bool:
    return person.role in CASE_STAFF and not person.disabled


async def _form(request: Request, signed_in: SignedIn) -> Response:
    is_lead = signed_in.person.role is Role.LEAD
    return show(
        request,
        "cases/new.html",
        page=Page.CASES,
        supporters=await supporters(desk_of(request)) if is_lead else (),
        is_lead=is_lead,
        regimes=words.REGIMES,
        days=retention_rules().unused_invite_days,
    )


def _ways(request: Request, code: str) -> list[WayIn]:
    here, plain = desk_of(request).installation, code.replace("-", "")
    own = f"{request.scope['scheme']}://{request.headers.get('host', '')}"
    chat = (here.public_url or own).rstrip("/")
    # Behind the #, so that the code reaches no server's log (bot/static/chat.js reads it).
    ways = [_way(mark("Web chat"), f"{chat}/#ma={plain}")]
    if bot := here.telegram():
        ways.append(_way(mark("Telegram"), f"https://t.me/{bot}?start={plain}"))
    return ways


def _way(name: str, address: str) -> WayIn:
    picture = segno.make(address, error="m", micro=False)
    return WayIn(name, address, picture.svg_data_uri(scale=4, border=4, dark="#000", light="#fff"))
