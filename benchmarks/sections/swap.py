"""Retrain and put the new model live while people ask; nobody may notice."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.drive import job, load
from benchmarks.options import WARM_SECONDS, BenchmarkError, Options, say
from benchmarks.report import SPEED, Figures, columns, speed
from benchmarks.service import NluServer, nlu_server, our_model, train_ours

CLIENTS = 8
SWAPS = 10
PAUSE_SECONDS = 1.0
"""Between two swaps."""

LONGEST = 900.0
"""The load ends after this many seconds, whatever happens."""


async def measure(options: Options) -> Figures:
    """Load all along: first over a whole retraining put live, then over SWAPS swaps in a row."""
    model = await our_model(options)
    with tempfile.TemporaryDirectory(prefix="donghanh-bench-") as name:
        folder = Path(name)
        async with nlu_server(options, "ours", model) as (server, _):
            under_load = partial(_under_load, options, server)
            return {
                "retraining": await under_load(partial(_retrain, options, server, folder)),
                "swaps": await under_load(partial(_swaps, server, folder)),
            }


async def _under_load(
    options: Options, server: NluServer, work: Callable[[], Awaitable[Figures]]
) -> Figures:
    endless = replace(
        job(options, "parse", server.url, CLIENTS), token=server.token, seconds=LONGEST, least=0
    )
    async with load(endless) as client:
        await asyncio.sleep(WARM_SECONDS * 2)
        facts = await work()
        await asyncio.sleep(PAUSE_SECONDS)
        sample = await client.stop()
    return {**facts, **sample.figures()}


async def _retrain(options: Options, server: NluServer, folder: Path) -> Figures:
    say("swap: retraining under load")
    new = folder / "first.tar.gz"
    started = time.perf_counter()
    to_file = await train_ours(options, new)
    to_swap = await _swap(server, new)
    return {
        "seconds_to_file": round(to_file, 1),
        "seconds_to_swap": [round(to_swap, 2)],
        "seconds_to_live": round(time.perf_counter() - started, 1),
    }


async def _swaps(server: NluServer, folder: Path) -> Figures:
    say(f"swap: {SWAPS} swaps under load")
    one, other = folder / "first.tar.gz", folder / "second.tar.gz"
    shutil.copyfile(one, other)
    seconds = []
    for number in range(SWAPS):
        await asyncio.sleep(PAUSE_SECONDS)
        seconds.append(round(await _swap(server, one if number % 2 else other), 2))
    return {"seconds_to_swap": seconds}


async def _swap(server: NluServer, model: Path) -> float:
    seconds = await server.swap(model)
    if await server.model() != model.name:
        raise BenchmarkError("the server does not serve the model it was given")
    return seconds


def table(figures: Figures) -> Iterator[str]:
    """A row for each of the two loads."""
    yield from columns(
        ("", *SPEED[:-1], "longest ms", "swaps", "slowest swap s"),
        (
            [
                title,
                CLIENTS,
                *speed(load)[:-1],
                load["max_ms"],
                len(load["seconds_to_swap"]),
                max(load["seconds_to_swap"]),
            ]
            for title, load in figures.items()
            if title in ("retraining", "swaps")
        ),
    )
    yield f"  retrained to live under load in {figures['retraining']['seconds_to_live']} s"
