"""The routes of what is settled before launch."""

from __future__ import annotations

from starlette.routing import Route

from admin.launch import page

ROUTES = (
    Route("/decisions", page.decisions_page),
    Route("/decisions", page.change, methods=["POST"]),
    Route("/decisions/{point}/text", page.text_file),
)
