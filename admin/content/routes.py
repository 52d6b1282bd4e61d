"""Every address of the content area."""

from __future__ import annotations

from starlette.routing import Route

from admin.content import (
    document_page,
    documents_page,
    editor_page,
    exchange_page,
    history_page,
    new_page,
    report_page,
    review_page,
    talk_page,
    topic_page,
    topics_page,
)

TOPIC = "/topics/{group}/{name}"

ROUTES = (
    Route("/topics", topics_page.topics_page),
    Route("/topics/new", new_page.new_page),
    Route("/topics/new", new_page.make, methods=["POST"]),
    Route("/topics/report", report_page.report_page),
    Route("/topics/exchange", exchange_page.exchange_page),
    Route("/topics/exchange", exchange_page.export, methods=["POST"]),
    Route("/topics/import", exchange_page.bring_in, methods=["POST"]),
    Route(TOPIC, topic_page.topic_page),
    Route(f"{TOPIC}/edit", editor_page.edit),
    Route(f"{TOPIC}/edit", editor_page.save, methods=["POST"]),
    Route(f"{TOPIC}/preview", editor_page.preview, methods=["POST"]),
    Route(f"{TOPIC}/review", review_page.review_page),
    Route(f"{TOPIC}/review", review_page.move, methods=["POST"]),
    Route(f"{TOPIC}/publish", review_page.publish, methods=["POST"]),
    Route(f"{TOPIC}/end", review_page.end, methods=["POST"]),
    Route(f"{TOPIC}/history", history_page.history_page),
    Route(f"{TOPIC}/history", history_page.restore, methods=["POST"]),
    Route(f"{TOPIC}/talk", talk_page.comment, methods=["POST"]),
    Route(f"{TOPIC}/newer", talk_page.newer, methods=["POST"]),
    Route("/documents", documents_page.documents_page),
    Route("/documents/new", document_page.new_page),
    Route("/documents/new", document_page.add, methods=["POST"]),
    Route("/documents/{id}", document_page.document_page),
    Route("/documents/{id}", document_page.change, methods=["POST"]),
)
