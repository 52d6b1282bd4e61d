"""What is wrong with a record, place by place, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from content.messages import mark, translate
from content.revisions.labels import Place, label

_NO_DATE = mark("This is no date. Write it like 2026-12-31.")
_NOT_A_TEXT = mark("This has to be text.")
_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "missing": mark("This is missing."),
        "string_too_short": mark("This is empty."),
        "string_too_long": mark("This has {now} characters, {over} too many."),
        "string_type": _NOT_A_TEXT,
        "string_pattern_mismatch": mark("This is not written as it should be."),
        "date_from_datetime_parsing": _NO_DATE,
        "date_from_datetime_inexact": _NO_DATE,
        "date_parsing": _NO_DATE,
        "date_type": _NO_DATE,
        "enum": mark("Please choose one of the list."),
        "too_short": mark("There has to be at least one source."),
        "extra_forbidden": mark("There is no such field."),
    }
)
_OTHERWISE = mark("This is not as it should be.")
_ORDER = mark("The later date has to come after the earlier one.")


@dataclass(frozen=True)
class Fault:
    """Something wrong at a place. `message` is in the catalogues, `values` fill it."""

    at: Place
    message: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def words(self, language: str) -> str:
        """What is wrong, without the place."""
        return translate(language, self.message, **self.values)

    def in_language(self, language: str) -> str:
        """The place and what is wrong there."""
        where = label(self.at, language)
        return f"{where}: {self.words(language)}" if where else self.words(language)


def of_shape(error: ValidationError, ends: tuple[str, str]) -> list[Fault]:
    """The faults of a record that is not in its shape.

    `ends`: the fields, earlier and later, that the record's own check compares.
    """
    return [_fault(dict(found), ends) for found in error.errors(include_url=False)]


def _fault(found: dict[str, Any], ends: tuple[str, str]) -> Fault:
    at, kind = tuple(found["loc"]), found["type"]
    if kind == "value_error":
        return Fault((*at, ends[1]), _ORDER)
    if kind == "string_too_long":
        now, most = len(str(found["input"]).strip()), found["ctx"]["max_length"]
        return Fault(at, _WORDS[kind], {"now": now, "over": now - most})
    return Fault(at, _WORDS.get(kind, _OTHERWISE))
