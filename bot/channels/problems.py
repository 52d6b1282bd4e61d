"""Errors at the web door: a code for programs and a sentence for people."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError
from starlette.responses import JSONResponse

from content.messages import DEFAULT_LANGUAGE, mark, translate


def _problem(
    status: int, code: str, message: str, headers: dict[str, str] | None = None
) -> JSONResponse:
    text = translate(DEFAULT_LANGUAGE, message)
    return JSONResponse({"error": {"code": code, "message": text}}, status, headers)


def too_large() -> JSONResponse:
    """413."""
    return _problem(413, "too_large", mark("That is too long. Please send it in shorter pieces."))


def malformed(error: ValidationError) -> JSONResponse:
    """400 for what is not JSON, 422 for JSON of another shape. Says where, never what was sent."""
    faults = error.errors(include_url=False, include_input=False, include_context=False)
    if any(fault["type"] == "json_invalid" for fault in faults):
        return _problem(400, "not_json", mark("The request is not valid JSON."))
    return _problem(
        422, "malformed", mark("The request has another shape than the documentation says.")
    )


def malformed_header() -> JSONResponse:
    """400."""
    return _problem(400, "malformed", mark("A header of the request cannot be read."))


def unknown_conversation() -> JSONResponse:
    """404."""
    return _problem(
        404, "unknown_conversation", mark("I do not know this conversation. Please start anew.")
    )


def too_fast(seconds: int) -> JSONResponse:
    """429; `seconds` until it is worth trying again."""
    return _problem(
        429,
        "too_fast",
        mark("You are writing faster than I can read. Give me a minute, then go on."),
        {"Retry-After": str(seconds)},
    )


def not_found() -> JSONResponse:
    """404 for a path that does not exist."""
    return _problem(404, "not_found", mark("There is nothing at this address."))


def wrong_method(headers: Mapping[str, str] | None) -> JSONResponse:
    """405; `headers` name the methods that are taken."""
    message = mark("This address does not take that method.")
    return _problem(405, "wrong_method", message, dict(headers or {}))


def our_fault() -> JSONResponse:
    """500, for what nobody foresaw; the sentence still helps."""
    return _problem(
        500,
        "our_fault",
        mark("Something broke on our side. If you are in danger call 115 or 113."),
    )
