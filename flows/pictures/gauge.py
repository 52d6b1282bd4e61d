"""A result among its bands: equal places for the bands, a marker in the one that was reached."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.pictures.canvas import CALM, INK, PAPER, QUIET, WIDTH, bar, sheet, text

MARGIN = 32
TOP = 92
THICKNESS = 34
HEIGHT = 190


def gauge(shows: Mapping[str, Any]) -> str:
    """See flows.pictures. The bands get equal widths: their point ranges are very unequal."""
    bands, value = shows["bands"], int(shows["value"])
    width = (WIDTH - 2 * MARGIN) / len(bands)
    parts = []
    for at, band in enumerate(bands):
        left = MARGIN + at * width
        is_here = band["from"] <= value <= band["to"]
        colour = CALM[min(at * len(CALM) // len(bands), len(CALM) - 1)]
        parts.append(bar(left + 2, TOP, width - 4, THICKNESS, colour, 10))
        middle = left + width / 2
        ink, size = (INK, 29) if is_here else (QUIET, 25)
        parts.append(text(middle, TOP + THICKNESS + 42, band["label"], size, ink, "middle"))
        if is_here:
            span = max(1, band["to"] - band["from"])
            inside = min(max((value - band["from"]) / span, 0.12), 0.88)
            parts.append(_marker(left + inside * width, TOP))
    return sheet(HEIGHT, *parts)


def _marker(x: float, tip: float) -> str:
    top = tip - 44
    return (
        f'<path d="M{x:.1f} {tip + 6:.1f} l-15 -22 a24 24 0 1 1 30 0 z" fill="{INK}"/>'
        f'<circle cx="{x:.1f}" cy="{top + 12:.1f}" r="8" fill="{PAPER}"/>'
    )
