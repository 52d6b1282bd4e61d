"""The routes of tasks."""

from __future__ import annotations

from starlette.routing import Route

from admin.tasks import page

ROUTES = (
    Route("/tasks/{id:int}", page.task_page),
    Route("/tasks/{id:int}", page.change, methods=["POST"]),
)
