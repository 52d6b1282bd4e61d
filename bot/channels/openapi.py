"""The documentation of the door, for programs: OpenAPI 3.1."""

from __future__ import annotations

from functools import cache
from typing import Any

from bot.channels.door import MOST_BYTES, ChatRequest
from bot.message import InputKind, Kind

_NULLABLE_TEXT = {"type": ["string", "null"]}
_NULLABLE_NUMBER = {"type": ["integer", "null"]}
_NULLABLE_DATE = {"type": ["string", "null"], "format": "date"}


@cache
def document() -> dict[str, Any]:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Đồng Hành",
            "version": "1",
            "description": (
                "Anonymous talks about drugs, the law and treatment, in Vietnamese and English."
            ),
        },
        "paths": {
            "/api/chat": {"post": _chat()},
            "/api/stream": {"get": _stream()},
            "/api/bookings/{token}.ics": {"get": _calendar()},
            "/health": {"get": _health()},
        },
        "components": {
            "schemas": {
                "ChatRequest": _request(),
                "ChatResponse": _record(conversation={"type": "string"}, replies=_list_of("Reply")),
                "Reply": _record(
                    text={"type": "string"},
                    buttons=_list_of("Button"),
                    sources=_list_of("Source"),
                    topic=_NULLABLE_TEXT,
                    kind={"type": "string", "enum": [kind.value for kind in Kind]},
                    optional={
                        "input": {"$ref": "#/components/schemas/Input"},
                        "picture": {"$ref": "#/components/schemas/Picture"},
                        "links": _list_of("Link"),
                    },
                ),
                "Input": _record(
                    kind={"type": "string", "enum": [kind.value for kind in InputKind]},
                    moves={"type": "integer"},
                    least=_NULLABLE_NUMBER,
                    most=_NULLABLE_NUMBER,
                    low=_NULLABLE_TEXT,
                    high=_NULLABLE_TEXT,
                    submit=_NULLABLE_TEXT,
                    has_none={"type": "boolean"},
                ),
                "Picture": _record(
                    kind={"type": "string"},
                    shows={"type": "object"},
                    alt={"type": "string"},
                    svg={"type": "string"},
                ),
                "Link": _record(label={"type": "string"}, url={"type": "string"}),
                "Button": _record(
                    label={"type": "string"}, choice={"type": "string", "maxLength": 64}
                ),
                "Source": _record(
                    document={"type": "string"},
                    article=_NULLABLE_TEXT,
                    effective_from=_NULLABLE_DATE,
                    checked_on={"type": "string", "format": "date"},
                ),
                "Problem": _record(
                    error=_record(code={"type": "string"}, message={"type": "string"})
                ),
            }
        },
    }


def _request() -> dict[str, Any]:
    schema = ChatRequest.model_json_schema()
    schema["oneOf"] = [
        {
            "required": ["text"],
            "properties": {"text": {"type": "string"}, "choice": {"type": "null"}},
        },
        {
            "required": ["choice"],
            "properties": {"choice": {"type": "string"}, "text": {"type": "null"}},
        },
    ]
    return schema


def _chat() -> dict[str, Any]:
    return {
        "summary": "Say one thing in a talk and get the replies",
        "description": (
            "Send `text`, or the `choice` of a button. Leave `conversation` null to begin a talk "
            "and send the one you get from then on. `id` is your own id of the message: sent "
            f"again, it gets the same replies and does nothing twice. At most {MOST_BYTES} bytes. "
            "A reply with an `input` asks something: its buttons are the answers, the last `moves` "
            "of them ways around it; where several may be chosen, send `submit` as the choice, "
            "with the keys (the last part of each answer's choice) as `values`."
        ),
        "operationId": "chat",
        "requestBody": {"required": True, "content": _json("ChatRequest")},
        "responses": {
            "200": {"description": "The replies, in order", "content": _json("ChatResponse")},
            **_problems("400", "404", "413", "422", "429"),
        },
    }


def _stream() -> dict[str, Any]:
    return {
        "summary": "Follow a talk's replies as server-sent events",
        "operationId": "stream",
        "parameters": [
            {
                "name": "X-Conversation",
                "in": "header",
                "required": True,
                "schema": {"type": "string"},
            },
            {
                "name": "Last-Event-ID",
                "in": "header",
                "schema": {"type": "string", "pattern": r"^\d{1,19}(-\d{1,19})?$"},
            },
        ],
        "responses": {
            "200": {
                "description": "Events named `replies`: {id, replies} as /api/chat answered them",
                "content": {"text/event-stream": {"schema": {"type": "string"}}},
            },
            **_problems("400", "404", "429"),
        },
    }


def _calendar() -> dict[str, Any]:
    return {
        "summary": "The calendar file of an appointment",
        "operationId": "calendar",
        "parameters": [
            {"name": "token", "in": "path", "required": True, "schema": {"type": "string"}},
            {"name": "lang", "in": "query", "schema": {"type": "string", "enum": ["vi", "en"]}},
        ],
        "responses": {
            "200": {
                "description": "An hour and an address (RFC 5545)",
                "content": {"text/calendar": {"schema": {"type": "string"}}},
            },
            **_problems("404"),
        },
    }


def _health() -> dict[str, Any]:
    states = _record(status={"type": "string"}, parts={"type": "object"})
    content = {"application/json": {"schema": states}}
    return {
        "summary": "How the parts of the service are",
        "operationId": "health",
        "responses": {
            "200": {"description": "People can be answered", "content": content},
            "503": {"description": "People cannot be answered", "content": content},
        },
    }


def _record(optional: dict[str, Any] | None = None, **properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(properties),
        "properties": {**properties, **(optional or {})},
    }


def _list_of(schema: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{schema}"}}


def _json(schema: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def _problems(*statuses: str) -> dict[str, Any]:
    return {
        status: {"description": "A problem, in words", "content": _json("Problem")}
        for status in statuses
    }
