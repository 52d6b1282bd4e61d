"""The addresses of this area."""

from __future__ import annotations

from starlette.routing import Route

from admin.learning import example_page, examples_page, models_page, questions_page, try_page

ROUTES = (
    Route("/learning", questions_page.questions_page),
    Route("/learning/questions", questions_page.decide, methods=["POST"]),
    Route("/learning/wishes", questions_page.close_wish, methods=["POST"]),
    Route("/learning/examples", examples_page.examples_page),
    Route("/learning/examples", examples_page.add, methods=["POST"]),
    Route("/learning/examples/{id:int}", example_page.example_page),
    Route("/learning/examples/{id:int}", example_page.change, methods=["POST"]),
    Route("/learning/try", try_page.try_page),
    Route("/learning/try", try_page.try_sentence, methods=["POST"]),
    Route("/learning/models", models_page.models_page),
    Route("/learning/models/run", models_page.run_part),
    Route("/learning/models/train", models_page.train, methods=["POST"]),
    Route("/learning/models/publish", models_page.publish, methods=["POST"]),
    Route("/learning/models/{name}", models_page.model_page),
)
