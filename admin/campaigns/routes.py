"""The pages of campaigns."""

from __future__ import annotations

from starlette.routing import Route

from admin.campaigns import acting, pages, writing

ROUTES = (
    Route("/campaigns", pages.list_page),
    Route("/campaigns/new", pages.new_page),
    Route("/campaigns", writing.write_new, methods=["POST"]),
    Route("/campaigns/{id:int}", pages.campaign_page),
    Route("/campaigns/{id:int}", writing.rewrite, methods=["POST"]),
    Route("/campaigns/{id:int}/review", acting.hand_over, methods=["POST"]),
    Route("/campaigns/{id:int}/approval", acting.approve, methods=["POST"]),
    Route("/campaigns/{id:int}/stop", acting.stop, methods=["POST"]),
)
