"""One report: its numbers, their definitions and charts, and the forms to fill it in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response

from admin.pages.guard import SignedIn, for_staff
from admin.reports.showing import show_report
from admin.roles import Page
from content.messages import mark

NOTICES: Mapping[str, str] = MappingProxyType(
    {
        "begun": mark("The report is begun. Enter the numbers that only you know."),
        "entered": mark("Saved."),
        "words": mark("Saved."),
        "counts": mark("The counts are taken anew."),
        "final": mark("The report is final. You can take it away as a file now."),
        "draft": mark("The report is a draft again. What was final is kept below."),
    }
)
"""What the page may be asked to say, as messages."""


@for_staff(Page.REPORT)
async def report_page(request: Request, signed_in: SignedIn) -> Response:
    """The report as it stands."""
    notice = NOTICES.get(request.query_params.get("notice", ""), "")
    return await show_report(request, signed_in, notice=notice)
