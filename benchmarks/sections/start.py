"""How long a second start takes: to the chat page, and to the first understood answer."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.options import Options, say
from benchmarks.report import Figures, columns
from benchmarks.service import data_folder, launched, our_model

STARTS = 3


async def measure(options: Options) -> Figures:
    """One start makes the folder (the model is there already); then STARTS are timed."""
    with data_folder(await our_model(options)) as folder:
        say("start: the first")
        first = await _start(folder)
        seconds = []
        for number in range(STARTS):
            say(f"start: again, {number + 1} of {STARTS}")
            seconds.append(await _start(folder))
    return {
        "first": first,
        "page_seconds": [start["page_seconds"] for start in seconds],
        "understood_seconds": [start["understood_seconds"] for start in seconds],
    }


async def _start(folder: Path) -> dict[str, float]:
    started = time.perf_counter()
    async with launched(folder) as service:
        await service.page()
        page = time.perf_counter() - started
        await service.understood()
        understood = time.perf_counter() - started
    return {"page_seconds": round(page, 2), "understood_seconds": round(understood, 2)}


def table(figures: Figures) -> Iterator[str]:
    """Page and answer: the median start, the slowest, and the very first."""
    rows = [
        [title, median(figures[name]), max(figures[name]), figures["first"][name]]
        for title, name in (
            ("chat page", "page_seconds"),
            ("first understood answer", "understood_seconds"),
        )
    ]
    yield from columns(("", "median s", "slowest s", "first start with a model s"), rows)
