"""The bars of a report's charts: where each begins and how wide it is, in hundredths of the chart.

The numbers stand in the table that holds the bars, so a bar itself says nothing to a screen reader.
"""

from __future__ import annotations

from dataclasses import dataclass

from content.local import Bound
from flows.reports.sheet import Line, Part

WIDTH = 100.0


@dataclass(frozen=True)
class Bar:
    """One stretch of a bar. `look`: which colour."""

    at: float
    width: float
    look: int = 0


@dataclass(frozen=True)
class Row:
    """A row of a chart: its name, its counts (None: hidden) and its bar, in one or more colours."""

    part: Part
    counts: tuple[int | None, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Chart:
    """The parts of a count. `columns`: the parts that each part has in turn, if they have any."""

    columns: tuple[Part, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Gauge:
    """A share against its goal: how far the bar goes, and where the goal stands."""

    reached: float
    goal: float | None


def chart(whole: Part) -> Chart:
    """The chart of a count's parts; parts of nobody in any column are left out."""
    columns = _columns(whole)
    most = max((part.count or 0 for part in whole.parts), default=0)
    shown = [part for part in whole.parts if part.count != 0]
    return Chart(columns, tuple(_row(part, columns, most) for part in shown))


def gauge(line: Line) -> Gauge | None:
    """The gauge of a share with a result; a cut has none."""
    if not line.is_share or line.is_cut or line.result is None:
        return None
    goal = line.goal if line.goal and line.goal.bound is not Bound.CUT else None
    return Gauge(min(WIDTH, max(0.0, line.result)), goal.value if goal else None)


def _columns(whole: Part) -> tuple[Part, ...]:
    """The parts of the parts by their names, in the order in which they come."""
    found: dict[str, Part] = {}
    for part in whole.parts:
        for column in part.parts:
            found.setdefault(column.name.vi, column)
    return tuple(found.values())


def _row(part: Part, columns: tuple[Part, ...], most: int) -> Row:
    by_name = {one.name.vi: one.count for one in part.parts}
    counts = tuple(by_name.get(column.name.vi, 0) for column in columns)
    if not most:
        return Row(part, counts, ())
    if not columns:
        return Row(part, counts, (Bar(0, WIDTH * (part.count or 0) / most),))
    bars, at = [], 0.0
    for look, count in enumerate(counts):
        width = WIDTH * (count or 0) / most
        bars.append(Bar(at, width, look))
        at += width
    return Row(part, counts, tuple(bars))
