"""Change where a case stands: pause, go on, note the regime, hand over, close, delete."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from random import SystemRandom

from starlette.requests import Request
from starlette.responses import Response

from admin.audit import Detail
from admin.audit_actions import Action
from admin.cases.case_page import Fault, show_case
from admin.cases.code_page import regime_in, supporters
from admin.cases.opening import Opened, opened
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, show
from admin.roles import Page
from content.messages import mark
from flows.aftercare import cases, casework
from flows.aftercare.casework import CaseOutcome, CaseworkError

LONGEST_VERSION = 9

Act = Callable[[Opened], Awaitable[None]]


@for_staff(Page.CASE_STATE)
async def change(request: Request, signed_in: SignedIn) -> Response:
    """Pause, go on, note the legal regime or close; the form says which."""
    acts: dict[str, tuple[Act, Action]] = {
        "pause": (_pause, Action.CASE_PAUSED),
        "resume": (_resume, Action.CASE_RESUMED),
        "regime": (_regime, Action.CASE_REGIME_NOTED),
        "close": (_close, Action.CASE_CLOSED),
    }
    what = request.state.form.get("what", "")
    if what not in acts:
        raise Refusal(400)
    act, action = acts[what]
    details: dict[str, Detail] = (
        {"outcome": request.state.form.get("outcome", "")[:20]} if what == "close" else {}
    )
    notices = {"pause": "paused", "resume": "resumed", "regime": "regime", "close": "ended"}
    return await _carry_out(request, signed_in, act, action, notices[what], details)


@for_staff(Page.SHARE_OUT)
async def hand_over(request: Request, signed_in: SignedIn) -> Response:
    """Give the case to another supporter."""
    to = request.state.form.get("supporter", "")
    if to and to not in await supporters(desk_of(request)):
        raise Refusal(400, mark("Please choose a supporter from the list."))

    async def act(case: Opened) -> None:
        await casework.hand_over(case.session, case.case, to or None, case.person.name, case.now)

    details: dict[str, Detail] = {"supporter": to or None}
    return await _carry_out(request, signed_in, act, Action.CASE_ASSIGNED, "assigned", details)


@for_staff(Page.DELETE_CASE)
async def delete(request: Request, signed_in: SignedIn) -> Response:
    """Delete everything about the case and show the receipt, this once."""
    form = request.state.form
    if form.get("sure") != "yes":
        fault = Fault(mark("Please tick the box first: deleting cannot be undone."), form)
        return await show_case(request, signed_in, fault)
    async with opened(request, signed_in, for_change=True) as case:
        receipt = await cases.delete_all(case.session, case.case, case.now, SystemRandom())
        await case.record(Action.CASE_DELETED)
        code = case.case.code
    return show(request, "cases/receipt.html", page=Page.CASES, code=code, receipt=receipt)


async def _carry_out(  # noqa: PLR0913, PLR0917 - an act and how it is told
    request: Request,
    signed_in: SignedIn,
    act: Act,
    action: Action,
    notice: str,
    details: dict[str, Detail],
) -> Response:
    form = request.state.form
    version = form.get("version", "")
    if not version.isdecimal() or len(version) > LONGEST_VERSION:
        raise Refusal(400)
    try:
        async with opened(request, signed_in, for_change=True) as case:
            casework.begin_change(case.case, int(version))
            await act(case)
            await case.record(action, **details)
    except CaseworkError as error:
        return await show_case(request, signed_in, Fault(error.message, form))
    return see(f"{ROOT}/cases/{request.path_params['code']}?notice={notice}")


async def _pause(case: Opened) -> None:
    try:
        until = date.fromisoformat(case.form.get("until", ""))
    except ValueError:
        raise CaseworkError(mark("Please choose a day after today, within four weeks.")) from None
    await casework.pause(case.session, case.case, until, case.person.name, case.now)


async def _resume(case: Opened) -> None:
    await casework.resume(case.session, case.case, case.person.name, case.now)


async def _regime(case: Opened) -> None:
    await casework.note_regime(
        case.session,
        case.case,
        regime_in(case.form.get("regime", "")),
        on_treatment=case.form.get("on_treatment") == "yes",
        by=case.person.name,
        now=case.now,
    )


async def _close(case: Opened) -> None:
    try:
        outcome = CaseOutcome(case.form.get("outcome", ""))
    except ValueError:
        raise CaseworkError(mark("Please say how it ended.")) from None
    await casework.close(case.session, case.case, outcome, case.person.name, case.now)
