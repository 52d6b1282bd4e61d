"""Save the answers that a person shares as a file of the FHIR standard."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from admin.audit_actions import Action
from admin.cases.case_page import Fault, show_case
from admin.cases.opening import opened
from admin.pages.guard import SignedIn, for_staff
from admin.pages.questionnaires import FHIR
from admin.pages.render import today_in_vietnam
from admin.roles import Page
from content.messages import mark
from flows.aftercare import cases, export
from flows.aftercare.casework import CaseworkError


@for_staff(Page.CASE_WORK)
async def save_answers(request: Request, signed_in: SignedIn) -> Response:
    """The file; refused in plain words where the person does not share."""
    form = request.state.form
    if form.get("sure") != "yes":
        words = mark("Please tick the box first: the person must know who gets the file.")
        return await show_case(request, signed_in, Fault(words, form))
    try:
        async with opened(request, signed_in, for_change=True) as case:
            made = await export.bundle(case.session, case.keys, case.case, case.now)
            await cases.note(case.session, case.case.id, "exported", case.person.name, case.now)
            await case.record(Action.CASE_EXPORTED, count=len(made["entry"]))
            name = f"{case.case.code}-{today_in_vietnam(case.now).isoformat()}.json"
    except CaseworkError as error:
        return await show_case(request, signed_in, Fault(error.message, form))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return JSONResponse(made, media_type=FHIR, headers=headers)
