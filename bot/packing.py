"""Replies as JSON: what the door answers, what the stream sends, what a copy gets again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.message import Button, Drawing, Input, InputKind, Kind, Link, Reply
from bot.pictures import as_svg
from content.catalogue import Citation


def as_json(reply: Reply) -> dict[str, Any]:
    """A reply in the shape that programs get; what only some replies have is left out of others."""
    facts: dict[str, Any] = {
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
    if reply.input:
        facts["input"] = asdict(reply.input)
    if reply.picture:
        facts["picture"] = {**asdict(reply.picture), "svg": as_svg(reply.picture)}
    if reply.links:
        facts["links"] = [asdict(link) for link in reply.links]
    return facts


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
        input=_input(facts["input"]) if "input" in facts else None,
        picture=_drawing(facts["picture"]) if "picture" in facts else None,
        links=tuple(Link(**link) for link in facts.get("links", ())),
    )


def _input(facts: dict[str, Any]) -> Input:
    return Input(**{**facts, "kind": InputKind(facts["kind"])})


def _drawing(facts: dict[str, Any]) -> Drawing:
    return Drawing(facts["kind"], facts["shows"], facts["alt"])
