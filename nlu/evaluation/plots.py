"""Plots as inline SVG, drawn for the width of a phone; colours come from the page's style."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from nlu.evaluation.measures import Bin, Share

WIDTH = 360
"""Of every plot, in its own units: those of a phone screen, so that its letters stay readable."""

ROW = 26
LABEL = 118
NUMBER = 52
BAR = WIDTH - LABEL - NUMBER
SIDE = 300
"""Height of the square plots."""

STACK = 28
"""Height of the stacked bar."""

MARGIN = 50

MOST_WEIGHT = 400
"""Answers from which on a point grows no more."""


def bars(title: str, rows: Sequence[tuple[str, Share, str]]) -> str:
    """A bar for each (label, share, written share), with its interval as a whisker."""
    parts: list[str] = []
    for at, (label, found, written) in enumerate(rows):
        top, middle = at * ROW + 5, at * ROW + ROW / 2
        left, right = (LABEL + BAR * end for end in (found.low, found.high))
        ends = f"M{left:.1f} {middle - 4}v8M{right:.1f} {middle - 4}v8"
        parts += [
            _text(LABEL - 8, middle + 4, label, "end"),
            _box("track", LABEL, top, BAR, 16),
            _box("bar", LABEL, top, BAR * found.share, 16),
            _path("whisker", f"{ends}M{left:.1f} {middle}H{right:.1f}"),
            _text(WIDTH, middle + 4, written, "end"),
        ]
    return _svg(title, len(rows) * ROW, parts)


def stack(title: str, counts: Sequence[tuple[str, int]]) -> str:
    """One bar of parts; `counts` are (style class, count), named in a legend beside it."""
    total = sum(count for _, count in counts) or 1
    parts: list[str] = []
    left = 0.0
    for style, count in counts:
        width = WIDTH * count / total
        parts.append(_box(style, left, 0, width, STACK))
        left += width
    return _svg(title, STACK, parts, 'preserveAspectRatio="none"')


def curve(title: str, across: str, upward: str, steps: Iterable[Bin]) -> str:
    """The calibration curve: sureness against share right; the diagonal is honesty."""
    inner_x, inner_y = WIDTH - MARGIN - 10, SIDE - MARGIN - 10

    def x(value: float) -> float:
        return MARGIN + inner_x * value

    def y(value: float) -> float:
        return 10 + inner_y * (1 - value)

    turned = f'transform="translate(12 {y(0.5)}) rotate(-90)"'
    parts = [
        _path("axis", f"M{x(0)} {y(1)}V{y(0)}H{x(1)}"),
        _path("honest", f"M{x(0)} {y(0)}L{x(1)} {y(1)}"),
        _text(x(0.5), SIDE - 4, across, "middle"),
        f'<text class="t" text-anchor="middle" {turned}>{escape(upward)}</text>',
    ]
    for value in (0.0, 0.5, 1.0):
        parts.append(_text(x(value), y(0) + 15, f"{value:.0%}", "middle"))
        if value:
            parts.append(_text(x(0) - 4, y(value) + 4, f"{value:.0%}", "end"))
    points: list[str] = []
    dots: list[str] = []
    for step in steps:
        left, top = x(step.sureness), y(step.right.share)
        points.append(f"{left:.1f} {top:.1f}")
        radius = 2.5 + min(step.right.of, MOST_WEIGHT) ** 0.5 / 5
        dots += [
            _path("whisker", f"M{left:.1f} {y(step.right.low):.1f}V{y(step.right.high):.1f}"),
            f'<circle class="dot" cx="{left:.1f}" cy="{top:.1f}" r="{radius:.1f}"/>',
        ]
    if points:
        parts.append(_path("line", f"M{'L'.join(points)}"))
    return _svg(title, SIDE, [*parts, *dots])


def histogram(title: str, across: str, values: Sequence[float], step: int, aim: float) -> str:
    """How many values fall in each step from 0 to past `aim`, which a line marks."""
    last = int(max([aim, *values]) // step)
    counts = [0] * (last + 1)
    for value in values:
        counts[int(value // step)] += 1
    inner_x, inner_y = WIDTH - 20, 130
    width, most = inner_x / len(counts), max([*counts, 1])
    parts: list[str] = []
    for at, count in enumerate(counts):
        height = inner_y * count / most
        left, top = 10 + at * width, 20 + inner_y - height
        parts.append(_box("bar", left + 1, top, width - 2, height))
        if count:
            parts.append(_text(left + width / 2, top - 4, str(count), "middle"))
        parts.append(_text(left, 20 + inner_y + 15, str(at * step), "middle"))
    line = 10 + inner_x * aim / (len(counts) * step)
    parts += [
        _path("aim", f"M{line:.1f} 10V{20 + inner_y}"),
        _text(WIDTH / 2, inner_y + 52, across, "middle"),
    ]
    return _svg(title, inner_y + 60, parts)


def _box(style: str, left: float, top: float, width: float, height: float) -> str:
    place = f'x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect class="{escape(style)}" {place}/>'


def _path(style: str, drawn: str) -> str:
    return f'<path class="{escape(style)}" d="{drawn}"/>'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text class="t" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _svg(title: str, height: float, parts: Iterable[str], fit: str = "") -> str:
    named = f'role="img" aria-label="{escape(title)}" {fit}'
    return f'<svg viewBox="0 0 {WIDTH} {height:.0f}" {named}>{"".join(parts)}</svg>'
