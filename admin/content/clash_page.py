"""Two people changed the same field: show both, let the second one choose, lose nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from admin.content.editor_form import fields_of, named, place_in
from admin.content.hands import topic_of
from admin.pages.refusals import Refusal
from admin.pages.render import language_of, show
from admin.roles import Page
from content.revisions.diff import Run, compare
from content.revisions.labels import label
from content.revisions.merging import Conflict
from content.revisions.saving import Clash, Opened, Settled
from content.revisions.wording import words

CHOICE = "choose:"
"""What the name of a choice begins with; the field's own name follows."""

SEEN = "seen_"
"""What the names of the fields begin with that say which newer text was shown."""


def settled_in(form: Mapping[str, str]) -> Settled | None:
    """The choices that a form holds; None for a form without any. Raises Refusal."""
    if f"{SEEN}version" not in form:
        return None
    try:
        seen = Opened(int(form[f"{SEEN}version"]), int(form[f"{SEEN}base"]))
    except (KeyError, ValueError):
        raise Refusal(400) from None
    chosen = [
        place_in(name.removeprefix(CHOICE))
        for name, value in form.items()
        if name.startswith(CHOICE) and value == "theirs"
    ]
    return Settled(seen, frozenset(chosen))


def show_clash(
    request: Request, body: Mapping[str, Any], opened: Opened, clash: Clash, command: str
) -> Response:
    """The fields that both changed, side by side, with what was typed kept in the form."""
    language = language_of(request)
    return show(
        request,
        "content/clash.html",
        status=409,
        page=Page.TOPICS,
        name=topic_of(request),
        conflicts=[
            (named(conflict.at), label(conflict.at, language), *_sides(conflict))
            for conflict in clash.merged.conflicts
        ],
        taken=[label(at, language) for at in clash.merged.taken],
        fields=list(fields_of(body)),
        opened=opened,
        newest=clash.newest,
        command=command,
    )


def _sides(conflict: Conflict) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """What each side made of the field, as changes from what both began with."""
    field = next((step for step in reversed(conflict.at) if isinstance(step, str)), "")
    base, mine, theirs = (
        words(field, value) if value is not None else ""
        for value in (conflict.base, conflict.mine, conflict.theirs)
    )
    return compare(base, mine), compare(base, theirs)
