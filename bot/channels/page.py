"""The chat page, in the language asked for."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from content.messages import DEFAULT_LANGUAGE, LANGUAGES, translate

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
EXIT_URL = "https://www.google.com/"
"""Where the quick exit leads: a page that anybody might have open."""


def render(language: str) -> str:
    """The page's HTML; Vietnamese for a language that is not known."""
    return _render(language if language in LANGUAGES else DEFAULT_LANGUAGE)


@cache
def _render(known: str) -> str:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("chat.html").render(
        _=partial(translate, known), language=known, exit_url=EXIT_URL
    )
