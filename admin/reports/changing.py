"""Change a report as a whole: its words, its counts, whether it is final."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from admin.audit import Detail, record
from admin.audit_actions import Action
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import language_of
from admin.reports.showing import (
    Typed,
    about,
    address,
    hand_of,
    show_report,
    term_in,
    tidy,
    version_in,
)
from admin.roles import Page
from content.messages import translate
from flows.reports import keeping
from flows.reports.errors import FaultyEntryError, NoReportError, ReportError

Change = Callable[[AsyncSession], Awaitable[Mapping[str, Detail]]]


@for_staff(Page.WRITE_REPORT)
async def write(request: Request, signed_in: SignedIn) -> Response:
    """Set whom the report goes to and its remarks."""
    term, form = term_in(request), request.state.form
    version, hand = version_in(form), hand_of(request, signed_in)

    async def change(session: AsyncSession) -> Mapping[str, Detail]:
        lines = (tidy(line) for line in form.get("remarks", "").splitlines())
        remarks = "\n".join(lines).strip()
        await keeping.write(session, term, tidy(form.get("sent_to", "")), remarks, version, hand)
        return {}

    return await _do(request, signed_in, Action.REPORT_WRITTEN, "words", change)


@for_staff(Page.WRITE_REPORT)
async def count_again(request: Request, signed_in: SignedIn) -> Response:
    """Take what the service counts anew, up to yesterday."""
    term, version = term_in(request), version_in(request.state.form)
    hand = hand_of(request, signed_in)

    async def change(session: AsyncSession) -> Mapping[str, Detail]:
        await keeping.count_again(session, term, version, hand)
        return {}

    return await _do(request, signed_in, Action.REPORT_COUNTED, "counts", change)


@for_staff(Page.FINISH_REPORT)
async def change_state(request: Request, signed_in: SignedIn) -> Response:
    """Make the report final, or a draft again."""
    term, form = term_in(request), request.state.form
    wanted, hand = form.get("state", ""), hand_of(request, signed_in)
    seen = version_in(form)

    async def finish(session: AsyncSession) -> Mapping[str, Detail]:
        made = await keeping.finish(session, term, seen, hand)
        return {"edition": made.number}

    async def reopen(session: AsyncSession) -> Mapping[str, Detail]:
        await keeping.reopen(session, term, seen, hand)
        return {}

    if wanted == keeping.State.FINAL:
        return await _do(request, signed_in, Action.REPORT_FINISHED, wanted, finish)
    if wanted == keeping.State.DRAFT:
        return await _do(request, signed_in, Action.REPORT_REOPENED, wanted, reopen)
    raise Refusal(400)


async def _do(
    request: Request, signed_in: SignedIn, action: Action, form: str, change: Change
) -> Response:
    """Do it, write it down, and go back to the page; what is wrong is told on the form."""
    term, now = term_in(request), desk_of(request).clock()
    try:
        async with desk_of(request).store.transaction() as session:
            details = await change(session)
            await record(session, signed_in.person, action, about(term), details, now)
    except NoReportError:
        raise Refusal(404) from None
    except ReportError as error:
        fault = translate(language_of(request), str(error))
        status = 400 if isinstance(error, FaultyEntryError) else 409
        typed = Typed(form, request.state.form, fault)
        return await show_report(request, signed_in, typed=typed, status=status)
    place = form if form in ("words", "counts") else "finish"
    return see(f"{address(term)}?notice={form}#{place}")
