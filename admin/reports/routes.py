"""The pages of reports."""

from __future__ import annotations

from starlette.routing import Route

from admin.reports import changing, entering, exporting, list_page, report_page

ONE = "/reports/{site}/{period}/{year}"

ROUTES = (
    Route("/reports", list_page.reports_page),
    Route("/reports", list_page.begin, methods=["POST"]),
    Route(ONE, report_page.report_page),
    Route(f"{ONE}/entries/{{indicator}}", entering.enter, methods=["POST"]),
    Route(f"{ONE}/words", changing.write, methods=["POST"]),
    Route(f"{ONE}/counts", changing.count_again, methods=["POST"]),
    Route(f"{ONE}/state", changing.change_state, methods=["POST"]),
    Route(f"{ONE}/file", exporting.export, methods=["POST"]),
)
