"""The reports of a site: which are due, which there are, and the form to begin one."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from admin.audit import record
from admin.audit_actions import Action
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import show, today_in_vietnam
from admin.reports import wording
from admin.reports.showing import about, address, hand_of
from admin.roles import Page
from content.local import SITES, Period, site
from content.messages import mark
from flows.reports import keeping
from flows.reports.reminders import due_reports
from flows.reports.terms import FIRST_YEAR, Term, term_of


@for_staff(Page.REPORTS)
async def reports_page(request: Request, _: SignedIn) -> Response:
    """What is due, and every report of a site."""
    desk = desk_of(request)
    today = today_in_vietnam(desk.clock())
    chosen = request.query_params.get("site") or desk.installation.site
    if chosen not in SITES:
        raise Refusal(404)
    async with desk.store.transaction() as session:
        due = await due_reports(session, chosen, today)
        rows = await keeping.listed(session, chosen)
    return show(
        request,
        "reports/list.html",
        page=Page.REPORTS,
        site=site(chosen),
        sites=[site(name) for name in SITES],
        due=due,
        rows=rows,
        terms=[Term(row.site, Period(row.period), row.year) for row in rows],
        address=address,
        words=wording,
        periods=wording.PERIODS,
        years=range(today.year, FIRST_YEAR - 1, -1),
        usual=Period.HALF_YEAR if today.month <= 6 else Period.YEAR,
    )


@for_staff(Page.WRITE_REPORT)
async def begin(request: Request, signed_in: SignedIn) -> Response:
    """Begin a report, or go to the one that is there."""
    desk, form = desk_of(request), request.state.form
    today = today_in_vietnam(desk.clock())
    names = (form.get("site", ""), form.get("period", ""), form.get("year", ""))
    term = term_of(*names, today)
    if term is None:
        raise Refusal(400, mark("Please choose a place, a period and a year."))
    async with desk.store.transaction() as session:
        if await keeping.find(session, term) is not None:
            return see(address(term))
        hand = hand_of(request, signed_in)
        await keeping.begin(session, term, hand)
        await record(session, signed_in.person, Action.REPORT_BEGUN, about(term), {}, hand.now)
    return see(f"{address(term)}?notice=begun")
