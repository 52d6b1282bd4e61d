"""The sheet that all pictures are drawn on: size, colours, letters."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

FONT_FAMILY = "Be Vietnam Pro"
WIDTH = 640
INK = "#23302c"
QUIET = "#5c6b65"
LINE = "#d5ddd8"
PAPER = "#ffffff"
CALM = ("#8fc7ae", "#e6c878", "#d99a6c")
"""From low to high; never an alarming red: a result is a place to start from, not a verdict."""


def sheet(height: int, *parts: str) -> str:
    """An SVG of WIDTH by `height` with a light ground, readable by day and night."""
    inner = "".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" font-family={quoteattr(FONT_FAMILY + ", sans-serif")}>'
        f'<rect width="{WIDTH}" height="{height}" rx="18" fill="{PAPER}"/>{inner}</svg>'
    )


def text(x: float, y: float, words: str, size: int = 20, ink: str = INK, at: str = "start") -> str:
    """Words at a point; `at`: start, middle or end."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{ink}" '
        f'text-anchor="{at}">{escape(words)}</text>'
    )


def bar(x: float, y: float, width: float, height: float, fill: str, round_: float = 0) -> str:
    """A filled rectangle."""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
        f'rx="{round_:.1f}" fill="{fill}"/>'
    )


def path(points: Sequence[tuple[float, float]], stroke: str, dashes: str = "") -> str:
    """A line through points."""
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<polyline points="{line}" fill="none" stroke="{stroke}" stroke-width="4" '
        f'stroke-linejoin="round" stroke-linecap="round"{dash}/>'
    )


def dot(x: float, y: float, fill: str, radius: float = 6) -> str:
    """A filled circle with a light rim."""
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}" '
        f'stroke="{PAPER}" stroke-width="2"/>'
    )
