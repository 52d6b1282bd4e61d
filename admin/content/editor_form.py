"""The fields of the editor's form and the record they make, both ways.

A field is named by its place, steps joined by dots: "statements.2.sources.0.article". What is left
empty is left out, and so are items of a list in which nothing was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from admin.pages.refusals import Refusal
from content.revisions.labels import Place

Body = dict[str, Any]

FORM_BYTES = 512 * 1024
"""Longest form of the editor: a full topic in two languages, its letters percent-encoded."""

FORM_FIELDS = 1500

MOST_ITEMS = 60
"""Items of one list."""

PLAIN = ("status", "reviewed_on", "review_by")
PAIRS = ("title", "short")
LISTS: Mapping[str, Body | str] = {
    "details": {"heading": {}, "text": {}},
    "next_steps": {},
    "unconfirmed": {},
    "related": "",
    "keywords": "",
    "statements": {"text": {}, "sources": [{}]},
}
"""The lists of a topic, each with an item in which nothing is written."""

BESIDE = frozenset({"checked_on", "confidence", "effective_from", "effective_to"})
"""Fields that are filled in beforehand, and so do not make an item a written one."""

SEPARATOR = "."


def body_of(form: Mapping[str, str], topic: str, *, keep_blank: bool = False) -> Body:
    """The topic that a form was filled in with. Raises Refusal for fields that no form of ours has.

    `keep_blank`: items in which nothing is written yet stay, to be written in.
    """
    body: Body = {"id": topic}
    for name, value in form.items():
        place = _place(name)
        if place and (value.strip() or keep_blank):
            _put(body, place, value)
    made = {key: _listed(value, keep_blank=keep_blank) for key, value in body.items()}
    _require_shape(made)
    return made


def fields_of(body: Mapping[str, Any], at: Place = ()) -> Iterator[tuple[str, str]]:
    """The fields of a form that make a body."""
    for key, value in body.items():
        if (*at, key) != ("id",):
            yield from _fields((*at, key), value)


def named(at: Place) -> str:
    """The name of the field at a place."""
    return SEPARATOR.join(map(str, at))


def place_in(name: str) -> Place:
    """The place that a field's name says. Raises Refusal."""
    place = _place(name)
    if place is None:
        raise Refusal(400)
    return place


def rearranged(body: Body, command: str) -> tuple[Body, str]:
    """The body after "add:details", "drop:details.1" or "up:details.1", and the field to go to.

    Raises Refusal for anything else.
    """
    verb, _, name = command.partition(":")
    place = place_in(name)
    held: Any = body
    for step in place[:-1]:
        held = _inside(held, step)
    last = place[-1]
    if verb == "add" and isinstance(held, dict):
        items = held.setdefault(last, [])
        if isinstance(items, list) and len(items) < MOST_ITEMS:
            items.append(_blank(place))
        return body, named((*place, max(0, len(items) - 1)))
    if isinstance(held, list) and isinstance(last, int) and last < len(held):
        if verb == "drop":
            held.pop(last)
            return body, named((*place[:-1], max(0, last - 1))) if held else ""
        if verb == "up" and last > 0:
            held[last - 1], held[last] = held[last], held[last - 1]
            return body, named((*place[:-1], last - 1))
        if verb == "up":
            return body, named(place)
    raise Refusal(400)


def _blank(place: Place) -> Any:  # noqa: ANN401 - an item of any list
    if place[-1] == "sources":
        return {}
    blank = LISTS.get(str(place[0]))
    if blank is None:
        raise Refusal(400)
    return blank if isinstance(blank, str) else {key: _copy(value) for key, value in blank.items()}


def _copy(value: Any) -> Any:  # noqa: ANN401 - a dict or a list of one
    return [{}] if isinstance(value, list) else {}


def _place(name: str) -> Place | None:
    """The place of a field of a topic; None for the form's own fields (token, version…)."""
    first, *rest = name.split(SEPARATOR)
    if first not in {*PLAIN, *PAIRS, *LISTS}:
        return None
    steps = (first, *(int(step) if step.isascii() and step.isdigit() else step for step in rest))
    if len(name) > 80 or any(isinstance(step, int) and step >= MOST_ITEMS for step in steps):
        raise Refusal(400)
    return steps


def _put(body: Body, place: Place, value: str) -> None:
    held: Any = body
    for step in place[:-1]:
        held = held.setdefault(step, {})
        if not isinstance(held, dict):
            raise Refusal(400)
    if isinstance(held.get(place[-1]), dict):
        raise Refusal(400)
    held[place[-1]] = value


def _require_shape(body: Body) -> None:
    """Raise Refusal unless every field is a text, a pair or a list where the form has one."""
    pairs = [body.get(name, {}) for name in PAIRS]
    lists = [body.get(name, []) for name in LISTS]
    if not all(isinstance(held, list) for held in lists):
        raise Refusal(400)
    for name in ("next_steps", "unconfirmed"):
        pairs += body.get(name, [])
    for name, inner in (("details", ("heading", "text")), ("statements", ("text",))):
        for item in body.get(name, []):
            if not isinstance(item, dict) or not isinstance(item.get("sources", []), list):
                raise Refusal(400)
            pairs += [item.get(key, {}) for key in inner] + item.get("sources", [])
    words = [word for name in ("related", "keywords") for word in body.get(name, [])]
    if not all(isinstance(pair, dict) and all(map(_is_text, pair.values())) for pair in pairs):
        raise Refusal(400)
    if not all(map(_is_text, words)) or not all(_is_text(body.get(name, "")) for name in PLAIN):
        raise Refusal(400)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _listed(value: Any, *, keep_blank: bool) -> Any:  # noqa: ANN401 - any field
    """The same with dicts of numbers as lists, without items in which nothing is written."""
    if not isinstance(value, dict):
        return value
    if value and all(isinstance(key, int) for key in value):
        items = [_listed(value[at], keep_blank=keep_blank) for at in sorted(value)]
        return [item for item in items if keep_blank or _is_written(item)]
    return {key: _listed(inner, keep_blank=keep_blank) for key, inner in value.items()}


def _is_written(item: Any) -> bool:  # noqa: ANN401 - any item
    match item:
        case str():
            return bool(item.strip())
        case dict():
            return any(_is_written(inner) for key, inner in item.items() if key not in BESIDE)
        case list():
            return any(_is_written(inner) for inner in item)
        case _:
            return False


def _inside(held: Any, step: str | int) -> Any:  # noqa: ANN401 - a record or a list of it
    try:
        return held[step]
    except (KeyError, IndexError, TypeError):
        raise Refusal(400) from None


def _fields(at: Place, value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any field
    match value:
        case dict():
            yield from fields_of(value, at)
        case list():
            for number, item in enumerate(value):
                yield from _fields((*at, number), item)
        case _:
            yield named(at), str(value)
