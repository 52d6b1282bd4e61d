"""The routes of cases."""

from __future__ import annotations

from starlette.routing import Route

from admin.cases import case_page, code_page, export_page, list_page, state, thread_page, work

ROUTES = (
    Route("/cases", list_page.cases_page),
    Route("/cases/new", code_page.new_page),
    Route("/cases/new", code_page.make, methods=["POST"]),
    Route("/cases/codes", code_page.withdraw, methods=["POST"]),
    Route("/cases/{code}", case_page.case_page),
    Route("/cases/{code}/tasks", work.plan_task, methods=["POST"]),
    Route("/cases/{code}/tasks/{id:int}", work.close_task, methods=["POST"]),
    Route("/cases/{code}/notes", work.write_note, methods=["POST"]),
    Route("/cases/{code}/answers", export_page.save_answers, methods=["POST"]),
    Route("/cases/{code}/messages", thread_page.thread_page),
    Route("/cases/{code}/messages", thread_page.write, methods=["POST"]),
    Route("/cases/{code}/messages/latest", thread_page.latest),
    Route("/cases/{code}/state", state.change, methods=["POST"]),
    Route("/cases/{code}/supporter", state.hand_over, methods=["POST"]),
    Route("/cases/{code}/delete", state.delete, methods=["POST"]),
)
