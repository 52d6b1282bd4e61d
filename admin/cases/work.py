"""Work in a case: close a task with its outcome, plan one, write a note."""

from __future__ import annotations

from datetime import date, datetime, time

from starlette.requests import Request
from starlette.responses import Response

from admin.audit_actions import Action
from admin.cases.case_page import Fault, show_case
from admin.cases.opening import Opened, opened
from admin.pages.guard import SignedIn, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT
from admin.roles import Page
from content.home import HOME_ZONE
from content.messages import mark
from flows.aftercare import casework, notes
from flows.aftercare.alerts import ALERT
from flows.aftercare.casework import CHOSEN, CaseworkError, Todo
from flows.reach.tasks import TaskOutcome

END_OF_WORK = time(17)
"""The local hour by which a task of a day is due."""

LARGEST_ID = 2**31 - 1


@for_staff(Page.CASE_WORK)
async def close_task(request: Request, signed_in: SignedIn) -> Response:
    """Close a task; how it ended is a must, a note is welcome."""
    number = _task_number(request)
    form = {**request.state.form, "task": str(number)}
    try:
        outcome = TaskOutcome(form.get("outcome", ""))
    except ValueError:
        words = mark("Please say how it ended.")
        return await show_case(request, signed_in, Fault(words, form))
    text = form.get("text", "").strip()
    try:
        async with opened(request, signed_in, for_change=True) as case:
            row = await casework.handle(
                case.session, case.case, number, signed_in.person.name, outcome, case.now
            )
            if text:
                await _keep(case, text)
            await case.record(Action.CASE_TASK_CLOSED, task=row.kind, outcome=outcome.value)
    except CaseworkError as error:
        return await show_case(request, signed_in, Fault(error.message, form))
    again = row.kind == ALERT and outcome is TaskOutcome.NOT_REACHED
    return _back(request, "again" if again else "closed", "work")


@for_staff(Page.CASE_WORK)
async def plan_task(request: Request, signed_in: SignedIn) -> Response:
    """Give the case's supporter a task for a day."""
    form = request.state.form
    try:
        what, on = Todo(form.get("what", "")), date.fromisoformat(form.get("on", ""))
    except ValueError:
        words = mark("Please choose what is to be done, and a day.")
        return await show_case(request, signed_in, Fault(words, form))
    if what not in CHOSEN:
        raise Refusal(400)
    try:
        async with opened(request, signed_in, for_change=True) as case:
            due = datetime.combine(on, END_OF_WORK, HOME_ZONE)
            by = signed_in.person.name
            await casework.plan_task(case.session, case.case, what, due, by, case.now)
            await case.record(Action.CASE_TASK_PLANNED, task=what.value)
    except CaseworkError as error:
        return await show_case(request, signed_in, Fault(error.message, form))
    return _back(request, "planned", "work")


@for_staff(Page.CASE_WORK)
async def write_note(request: Request, signed_in: SignedIn) -> Response:
    """Keep a note."""
    form = request.state.form
    try:
        async with opened(request, signed_in, for_change=True) as case:
            await _keep(case, form.get("text", ""))
            await case.record(Action.CASE_NOTED)
    except CaseworkError as error:
        return await show_case(request, signed_in, Fault(error.message, form))
    return _back(request, "noted", "notes")


async def _keep(case: Opened, text: str) -> None:
    try:
        await notes.write(case.session, case.keys, case.case.id, case.person.name, text, case.now)
    except ValueError:
        raise CaseworkError(mark("A note needs some words, and not too many.")) from None


def _task_number(request: Request) -> int:
    number: int = request.path_params["id"]
    if number > LARGEST_ID:
        raise Refusal(404)
    return number


def _back(request: Request, notice: str, part: str) -> Response:
    return see(f"{ROOT}/cases/{request.path_params['code']}?notice={notice}#{part}")
