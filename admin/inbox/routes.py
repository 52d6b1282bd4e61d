"""The addresses of the inbox and the roster."""

from __future__ import annotations

from starlette.routing import Route

from admin.inbox import acts, duty_page, list_page, talk_page

ROUTES = (
    Route("/inbox", list_page.inbox_page),
    Route("/inbox/list", list_page.list_part),
    Route("/inbox/news", list_page.news),
    Route("/inbox/{id:int}", talk_page.talk_page),
    Route("/inbox/{id:int}/messages", talk_page.messages_part),
    Route("/inbox/{id:int}/claim", acts.claim, methods=["POST"]),
    Route("/inbox/{id:int}/reply", acts.reply, methods=["POST"]),
    Route("/inbox/{id:int}/note", acts.note, methods=["POST"]),
    Route("/inbox/{id:int}/end", acts.end, methods=["POST"]),
    Route("/inbox/{id:int}/reopen", acts.reopen, methods=["POST"]),
    Route("/inbox/{id:int}/give-back", acts.give_back, methods=["POST"]),
    Route("/duty", duty_page.duty_page),
    Route("/duty/shifts", duty_page.add_shift, methods=["POST"]),
    Route("/duty/shifts/{id:int}/remove", duty_page.remove_shift, methods=["POST"]),
    Route("/duty/days", duty_page.set_day, methods=["POST"]),
)
