"""Enter one number of a report."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from admin.audit import record
from admin.audit_actions import Action
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import language_of
from admin.reports.showing import (
    BY_HTMX,
    Typed,
    about,
    address,
    hand_of,
    show_line,
    show_report,
    term_in,
    tidy,
    version_in,
)
from admin.roles import Page
from content.messages import translate
from flows.reports import keeping
from flows.reports.errors import FaultyEntryError, NoReportError, ReportError
from flows.reports.keeping import Number, read_number
from flows.reports.sheet import asked


@for_staff(Page.WRITE_REPORT)
async def enter(request: Request, signed_in: SignedIn) -> Response:
    """Save a number; what cannot be saved stays on the form with the reason."""
    term, indicator = term_in(request), request.path_params["indicator"]
    if indicator not in asked(term):
        raise Refusal(404)
    form: Mapping[str, str] = request.state.form
    version, hand = version_in(form), hand_of(request, signed_in)
    try:
        number = Number(
            read_number(form.get("value", "")),
            read_number(form.get("whole", "")),
            tidy(form.get("note", "")),
        )
        async with desk_of(request).store.transaction() as session:
            await keeping.enter(session, term, indicator, number, version, hand)
            await record(
                session,
                signed_in.person,
                Action.REPORT_ENTERED,
                about(term),
                {"indicator": indicator},
                hand.now,
            )
    except NoReportError:
        raise Refusal(404) from None
    except ReportError as error:
        fault = translate(language_of(request), str(error))
        typed = Typed(indicator, form, fault)
        if BY_HTMX in request.headers:
            return await show_line(request, signed_in, indicator, typed)
        status = 400 if isinstance(error, FaultyEntryError) else 409
        return await show_report(request, signed_in, typed=typed, status=status)
    if BY_HTMX in request.headers:
        return await show_line(request, signed_in, indicator)
    return see(f"{address(term)}?notice=entered#{indicator}")
