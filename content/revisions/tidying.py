"""Texts as they are kept: composed letters, one kind of line end, one line where one is meant."""

from __future__ import annotations

import unicodedata
from typing import Any

ONE_LINE = frozenset(
    {"title", "heading", "next_steps", "unconfirmed", "keywords", "article", "number"}
)
"""Fields that hold a single line."""


def tidy(value: Any, field: str = "") -> Any:  # noqa: ANN401 - a record is any JSON
    """The same record with tidy texts; nothing that a reader would see is lost.

    Control characters, which nobody sees and some files cannot hold, are taken out.
    """
    match value:
        case str():
            return _text(value, one_line=field in ONE_LINE)
        case dict():
            # Below a bilingual field, "vi" and "en" are still that field.
            return {
                key: tidy(inner, field if key in ("vi", "en") else str(key))
                for key, inner in value.items()
            }
        case list() | tuple():
            return [tidy(inner, field) for inner in value]
        case _:
            return value


def _text(text: str, *, one_line: bool) -> str:
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    seen = "".join(letter for letter in composed if letter == "\n" or _is_seen(letter))
    if one_line:
        return " ".join(seen.split())
    return seen.strip()


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cc", "Cs") and letter not in "\ufffe\uffff"
