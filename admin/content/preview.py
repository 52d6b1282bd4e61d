"""A topic as people will see it, channel by channel, made by the code that the channels use.

What is not sound yet is left out or cut, so that a preview can be shown while somebody types.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from content.catalogue import Catalogue, Citation
from content.messages import LANGUAGES, mark
from content.revisions.tidying import tidy
from content.saying import answers, pieces
from content.saying.answers import Said
from content.schema import Document, Topic

MOST_REPAIRS = 40
"""Faults that are worked around in one preview."""

NOT_WRITTEN = "…"


class Channel(StrEnum):
    """Where people read."""

    WEB = "web"
    TELEGRAM = "telegram"


CHANNELS: Mapping[Channel, str] = MappingProxyType(
    {Channel.WEB: mark("Chat page"), Channel.TELEGRAM: mark("Telegram")}
)
"""Each channel's name, as a message."""


@dataclass(frozen=True)
class Bubble:
    """One bubble: its text, the sources folded below it, the labels of its buttons."""

    text: str
    sources: tuple[Citation, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Screen:
    """What a person sees at first, and after they asked for more."""

    channel: Channel
    language: str
    first: tuple[Bubble, ...]
    more: tuple[Bubble, ...]


def screens(topic: Topic, catalogue: Catalogue, today: date) -> list[Screen]:
    """A topic on every channel, in every language it is written in."""
    languages = LANGUAGES if topic.short.en else LANGUAGES[:1]
    shown = []
    for language in languages:
        first = answers.short(catalogue, topic, language, today)
        more = answers.more(catalogue, topic, language) if _has_more(topic) else None
        shown += [
            Screen(
                channel,
                language,
                _bubbles(first, channel, language),
                _bubbles(more, channel, language) if more else (),
            )
            for channel in Channel
        ]
    return shown


def catalogue_with(
    catalogue: Catalogue, topic: Topic, documents: Mapping[str, Document]
) -> Catalogue:
    """The catalogue with this topic in it, and the documents as they stand now."""
    return Catalogue(
        catalogue.edition,
        MappingProxyType({**catalogue.topics, topic.id: topic}),
        MappingProxyType({**catalogue.documents, **documents}),
        catalogue.doubtful,
    )


def sketch(body: Mapping[str, Any], known: Mapping[str, Document], today: date) -> Topic:
    """A topic out of what is filled in so far, whatever is wrong with it."""
    draft = dict(tidy(dict(body)))
    draft["statements"] = [
        one
        for one in draft.get("statements", ())
        if isinstance(one, dict)
        and all(source.get("document") in known for source in one.get("sources", ()))
    ]
    for _ in range(MOST_REPAIRS):
        try:
            return Topic.model_validate(draft)
        except ValidationError as error:
            for fault in reversed(error.errors(include_url=False)):
                _repair(draft, tuple(fault["loc"]), today)
    empty = {"id": draft["id"], "title": {"vi": NOT_WRITTEN}, "short": {"vi": NOT_WRITTEN}}
    return Topic.model_validate(empty | _dates(today))


def _repair(draft: dict[str, Any], at: tuple[Any, ...], today: date) -> None:
    """Make one faulty field sound: cut it, fill it in, or leave its item out."""
    field = at[0] if at else "review_by"
    if field in ("title", "short"):
        most = 600 if field == "short" else 300
        tongue = str(at[1]) if len(at) > 1 else "vi"
        pair = draft[field] if isinstance(draft.get(field), dict) else {}
        written = str(pair.get(tongue, ""))[:most].strip()
        draft[field] = {**pair, tongue: written or NOT_WRITTEN}
    elif field in ("reviewed_on", "review_by", "status"):
        draft.update(_dates(today))
        draft.pop("status", None)
    elif len(at) > 1 and isinstance(draft.get(field), list) and isinstance(at[1], int):
        del draft[field][at[1] : at[1] + 1]
    else:
        draft.pop(field, None)


def _dates(today: date) -> dict[str, date]:
    return {"reviewed_on": today, "review_by": today + timedelta(days=1)}


def _has_more(topic: Topic) -> bool:
    return bool(topic.details or topic.next_steps or topic.unconfirmed)


def _bubbles(said: Said, channel: Channel, language: str) -> tuple[Bubble, ...]:
    labels = tuple(way.label for way in said.ways)
    if channel is Channel.WEB:
        return (Bubble(said.text, said.sources, labels),)
    texts = pieces.pieces(said.text, said.sources, language)
    short = tuple(map(pieces.shorten, labels))
    last = len(texts) - 1
    return tuple(Bubble(text, (), short if at == last else ()) for at, text in enumerate(texts))
