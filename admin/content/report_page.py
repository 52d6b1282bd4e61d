"""Which topics are stale or thin, and why."""

from __future__ import annotations

from collections import Counter

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from admin.content import examples
from admin.pages.guard import SignedIn, desk_of, for_staff
from admin.pages.refusals import Refusal
from admin.pages.render import show, today_in_vietnam
from admin.roles import Page
from content.groups import GROUPS
from content.messages import mark
from content.revisions.report import REASONS, Reason, report


@for_staff(Page.CONTENT_REPORT)
async def report_page(request: Request, _: SignedIn) -> Response:
    """The topics with a reason to be looked at, the gravest first; or those with one reason."""
    desk = desk_of(request)
    counts = {
        name: len(texts) for name, texts in (await run_in_threadpool(examples.of_all)).items()
    }
    catalogue = desk.catalogue()
    lines = report(catalogue, counts, today_in_vietnam(desk.clock()))
    tally = Counter(reason for line in lines for reason in line.reasons)
    wanted = _reason(request.query_params.get("why", ""))
    return show(
        request,
        "content/report.html",
        page=Page.TOPICS,
        lines=[line for line in lines if wanted is None or wanted in line.reasons],
        reasons=REASONS,
        tally=tally,
        why=wanted or "",
        examples=counts,
        total=len(catalogue.topics),
        group_names=GROUPS,
    )


def _reason(name: str) -> Reason | None:
    try:
        return Reason(name) if name else None
    except ValueError:
        raise Refusal(400, mark("There is nothing to filter by that.")) from None
