"""My own weeks: three calm lines from 0 to 10, none of them a mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flows.pictures.canvas import LINE, QUIET, WIDTH, bar, dot, path, sheet, text

SERIES = {"craving": ("#b07a3f", "10 7"), "confidence": ("#2f7d63", ""), "mood": ("#4a6fa5", "2 9")}
"""Colour and dashes of each line: told apart without colour too."""

LEFT, RIGHT, TOP, BOTTOM = 44, 24, 84, 300
HEIGHT = 350
MOST_POINTS = 26
"""Weeks shown, the latest: half a year."""


def weeks(shows: Mapping[str, Any]) -> str:
    """See flows.pictures. A week without an answer leaves a gap, not a zero."""
    points = sorted(shows["points"], key=lambda point: str(point["day"]))[-MOST_POINTS:]
    return sheet(
        HEIGHT,
        *(_rule(level) for level in (0, 5, 10)),
        *_days(points),
        *(part for name in SERIES for part in _line(name, points)),
        *_names(shows["names"]),
    )


def _rule(level: int) -> str:
    return bar(LEFT, _y(level), WIDTH - LEFT - RIGHT, 1.5, LINE) + text(
        LEFT - 10, _y(level) + 8, str(level), 22, QUIET, "end"
    )


def _line(name: str, points: Sequence[Mapping[str, Any]]) -> list[str]:
    colour, dashes = SERIES[name]
    runs: list[list[tuple[float, float]]] = [[]]
    for at, point in enumerate(points):
        if point.get(name) is None:
            runs.append([])
        else:
            runs[-1].append((_x(at, len(points)), _y(point[name])))
    lines = [path(run, colour, dashes) for run in runs if len(run) > 1]
    return [*lines, *(dot(x, y, colour) for run in runs for x, y in run)]


def _days(points: Sequence[Mapping[str, Any]]) -> list[str]:
    step = max(1, -(-len(points) // 6))
    shown = []
    for at in range(0, len(points), step):
        day = date.fromisoformat(str(points[at]["day"]))
        x = _x(at, len(points))
        shown.append(text(x, BOTTOM + 30, f"{day.day}/{day.month}", 22, QUIET, "middle"))
    return shown


def _names(names: Mapping[str, str]) -> list[str]:
    width = (WIDTH - 2 * 24) / len(SERIES)
    parts = []
    for at, (name, (colour, dashes)) in enumerate(SERIES.items()):
        x = 24 + at * width
        parts.append(path([(x, 40), (x + 34, 40)], colour, dashes))
        parts.append(text(x + 44, 48, names[name], 24))
    return parts


def _x(at: int, count: int) -> float:
    inner = WIDTH - LEFT - RIGHT - 24
    return LEFT + 12 + (inner / 2 if count == 1 else at * inner / (count - 1))


def _y(level: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * min(max(level, 0), 10) / 10
