"""What the fields of a topic and of a document are called, for the people who fill them in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from content.messages import mark, translate

Place = tuple[str | int, ...]
"""Where in a record something stands: ("statements", 2, "sources", 0, "article")."""

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "id": mark("Name inside the service"),
        "title": mark("Title"),
        "status": mark("What people get"),
        "reviewed_on": mark("Reviewed on"),
        "review_by": mark("Review again by"),
        "short": mark("Short answer"),
        "details": mark("Longer part"),
        "heading": mark("Heading"),
        "text": mark("Text"),
        "next_steps": mark("Next step"),
        "related": mark("Related topic"),
        "statements": mark("Statement"),
        "sources": mark("Source"),
        "document": mark("Document"),
        "article": mark("Article"),
        "effective_from": mark("In force from"),
        "effective_to": mark("In force until"),
        "checked_on": mark("Checked on"),
        "confidence": mark("How sure"),
        "unconfirmed": mark("Not confirmed"),
        "keywords": mark("Word that leads here"),
        "kind": mark("Kind"),
        "number": mark("Number"),
        "replaced_by": mark("Replaced by"),
        "published": mark("Appeared"),
        "notes": mark("Notes for staff"),
    }
)
"""The name of each field, as a message."""

_TONGUES: Mapping[str, str] = MappingProxyType(
    {"vi": mark("in Vietnamese"), "en": mark("in English")}
)


def label(at: Place, language: str) -> str:
    """A place in words: "Statement 3, Source 1, Article"."""
    words: list[str] = []
    for step in at:
        if isinstance(step, int):
            words[-1:] = [f"{words[-1] if words else ''} {step + 1}".strip()]
        elif step in _TONGUES:
            words[-1:] = [f"{words[-1] if words else ''} ({translate(language, _TONGUES[step])})"]
        elif step in FIELDS:
            words.append(translate(language, FIELDS[step]))
        else:
            words.append(step)
    return ", ".join(words)
