"""Replies as JSON: what the door answers, what the stream sends, what a copy gets again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.message import Button, Kind, Reply
from content.catalogue import Citation


def as_json(reply: Reply) -> dict[str, Any]:
    """A reply in the shape that programs get."""
    return {
        "text": reply.text,
        "buttons": [{"label": b.label, "choice": b.choice} for b in reply.buttons],
        "sources": [
            {
                "document": source.document,
                "article": source.article,
                "effective_from": (
                    source.effective_from.isoformat() if source.effective_from else None
                ),
                "checked_on": source.checked_on.isoformat(),
            }
            for source in reply.sources
        ],
        "topic": reply.topic,
        "kind": reply.kind.value,
    }


def pack(once: str | None, replies: Sequence[Reply]) -> str:
    """A turn's replies, with the id of the message they answer."""
    packed = {"id": once, "replies": [as_json(reply) for reply in replies]}
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":"))


def unpack(packed: str) -> tuple[Reply, ...]:
    """The replies of `pack`."""
    return tuple(_reply(facts) for facts in json.loads(packed)["replies"])


def _reply(facts: dict[str, Any]) -> Reply:
    return Reply(
        kind=Kind(facts["kind"]),
        text=facts["text"],
        buttons=tuple(Button(**button) for button in facts["buttons"]),
        sources=tuple(
            Citation(
                document=source["document"],
                article=source["article"],
                effective_from=(
                    date.fromisoformat(source["effective_from"])
                    if source["effective_from"]
                    else None
                ),
                checked_on=date.fromisoformat(source["checked_on"]),
            )
            for source in facts["sources"]
        ),
        topic=facts["topic"],
    )
