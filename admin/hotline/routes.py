"""The addresses of the hotline log."""

from __future__ import annotations

from starlette.routing import Route

from admin.hotline import counts_page, export, log_page

ROUTES = (
    Route("/hotline", log_page.log_page),
    Route("/hotline", log_page.write_down, methods=["POST"]),
    Route("/hotline/counts", counts_page.counts_page),
    Route("/hotline/{id:int}", log_page.call_page),
    Route("/hotline.csv", export.export, methods=["POST"]),
)
