"""How long staff pages take with years of work in the database, on both databases."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.lists.pages import PAGES
from benchmarks.lists.room import room
from benchmarks.options import Options, say
from benchmarks.report import Figures, columns
from store.engine import sqlite_url
from tests.support import postgres

P95_MS = 100.0
"""Aimed at: server time of a page."""


async def measure(_: Options) -> Figures:
    """Fill each database, then open every page of PAGES many times, one request at a time."""
    found: Figures = {"pages": {}}
    for name in ("sqlite", "postgresql"):
        say(f"lists: filling {name}")
        with _database(name) as url:
            async with room(url) as opened:
                found["rows"] = opened.filled
                for page in PAGES:
                    say(f"lists: {page.title} on {name}")
                    sample = await opened.time(page)
                    found["pages"].setdefault(page.title, {})[name] = {
                        **sample.figures(),
                        "cpu_ms": round(sample.cpu_seconds / len(sample.latencies) * 1000, 2),
                    }
    return found


@contextmanager
def _database(name: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="donghanh-bench-") as folder:
        if name == "sqlite":
            yield sqlite_url(Path(folder) / "lists.db")
            return
        with postgres.server(Path(folder)) as address:
            yield address


def slowest(figures: Figures) -> float:
    """The p95 of the slowest page on either database, in milliseconds."""
    return float(
        max(point["p95_ms"] for page in figures["pages"].values() for point in page.values())
    )


def table(figures: Figures) -> Iterator[str]:
    """A row for each page, then what the database holds."""
    yield from columns(
        (
            "server time of a page",
            *("SQLite p50 ms", "p95 ms", "CPU ms"),
            *("PostgreSQL p50 ms", "p95 ms", "CPU ms"),
        ),
        (
            [
                title,
                *(
                    points[name][figure]
                    for name in ("sqlite", "postgresql")
                    for figure in ("p50_ms", "p95_ms", "cpu_ms")
                ),
            ]
            for title, points in figures["pages"].items()
        ),
    )
    yield "  CPU: of this process alone, which other work on the machine does not lengthen much"
    held = ", ".join(f"{count} {name}" for name, count in figures["rows"].items())
    yield f"  in the database: {held}"
