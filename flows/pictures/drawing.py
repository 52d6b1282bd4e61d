"""From a picture's kind and what it shows to SVG."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flows.pictures.canvas import FONT_FAMILY
from flows.pictures.gauge import gauge
from flows.pictures.weeks import weeks

KINDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {"gauge": gauge, "weeks": weeks}


class UnknownPictureError(LookupError):
    """There is no such kind of picture."""


def draw(kind: str, shows: Mapping[str, Any]) -> str:
    """The picture as SVG. Raises UnknownPictureError."""
    if kind not in KINDS:
        raise UnknownPictureError(kind)
    return KINDS[kind](shows)


__all__ = ["FONT_FAMILY", "UnknownPictureError", "draw"]
