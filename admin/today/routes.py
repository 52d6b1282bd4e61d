"""The route of the Today page."""

from __future__ import annotations

from starlette.routing import Route

from admin.today.page import today_page

ROUTES = (Route("/", today_page),)
