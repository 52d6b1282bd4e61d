"""A topic as texts that people can read and compare, section by section."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from content.messages import mark, translate
from content.revisions.labels import FIELDS

Write = Callable[[Any, str], str]

SECTIONS: Mapping[str, str] = {
    "title": FIELDS["title"],
    "status": FIELDS["status"],
    "short": FIELDS["short"],
    "details": mark("Longer parts"),
    "next_steps": mark("Next steps"),
    "unconfirmed": mark("Not confirmed yet"),
    "statements": mark("Statements and sources"),
    "related": mark("Related topics"),
    "keywords": mark("Words that lead here"),
    "reviewed_on": FIELDS["reviewed_on"],
    "review_by": FIELDS["review_by"],
}
"""The sections of a topic in the order in which they are compared, with their names as messages."""

IN_BOTH = frozenset({"title", "short", "details", "next_steps", "unconfirmed", "statements"})
"""Sections that have a Vietnamese and an English side."""


def section(body: Mapping[str, Any], name: str, tongue: str) -> str:
    """One section of a topic's body as text, in one of its languages; "" where it has none."""
    return words(name, body.get(name), tongue)


def words(name: str, value: Any, tongue: str = "vi") -> str:  # noqa: ANN401 - any field
    """The value of a field as text."""
    if value is None:
        return ""
    write = _WRITERS.get(name)
    if write:
        return write(value, tongue)
    if isinstance(value, dict):
        return _pair(value, tongue)
    if isinstance(value, list):
        return "\n".join(f"• {words('', item, tongue)}" for item in value)
    return str(value)


def _pair(value: Mapping[str, Any], tongue: str) -> str:
    return str(value.get(tongue) or "")


def _details(value: Iterable[Mapping[str, Any]], tongue: str) -> str:
    parts = (
        "\n".join(filter(None, (_pair(part["heading"], tongue), _pair(part["text"], tongue))))
        for part in value
    )
    return "\n\n".join(filter(None, parts))


def _bullets(value: Iterable[Mapping[str, Any]], tongue: str) -> str:
    lines = (_pair(line, tongue) for line in value)
    return "\n".join(f"• {line}" for line in lines if line)


def _statements(value: Iterable[Mapping[str, Any]], tongue: str) -> str:
    return "\n\n".join(filter(None, (_statement(one, tongue) for one in value)))


def _statement(one: Mapping[str, Any], tongue: str) -> str:
    said = _pair(one["text"], tongue)
    if tongue != "vi" and not said:
        return ""
    sources = [", ".join(filter(None, (s["document"], s.get("article")))) for s in one["sources"]]
    dated = ("effective_from", "effective_to", "checked_on", "confidence")
    return "\n".join(
        (
            said,
            *(f"({source})" for source in sources),
            *(f"[{translate(tongue, FIELDS[name])}: {one[name]}]" for name in dated if name in one),
        )
    )


_WRITERS: Mapping[str, Write] = {
    "details": _details,
    "next_steps": _bullets,
    "unconfirmed": _bullets,
    "statements": _statements,
    "related": lambda value, _: "\n".join(value),
    "keywords": lambda value, _: "\n".join(value),
}
