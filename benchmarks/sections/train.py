"""How long training takes, to a model on disk and to a model that answers."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from benchmarks.options import BenchmarkError, Options, say
from benchmarks.report import Figures, columns
from benchmarks.service import KNOWN_QUESTION, nlu_server, our_model, train_ours
from benchmarks.stock import stock_model


async def measure(options: Options) -> Figures:
    """Ours is trained now and put live; the stock model tells how long it took when it was made."""
    stock = await stock_model(options)
    return {
        "ours": await _ours(options),
        "stock": {**asdict(stock.trained), "seconds_to_swap": await _swap(options, stock.model)},
        "note": stock.note,
    }


async def _ours(options: Options) -> Figures:
    say("train: ours")
    with tempfile.TemporaryDirectory(prefix="donghanh-bench-") as folder:
        new = Path(folder) / "new.tar.gz"
        async with nlu_server(options, "ours", await our_model(options)) as (server, _):
            started = time.perf_counter()
            to_file = await train_ours(options, new)
            to_swap = await server.swap(new)
            await server.topic(KNOWN_QUESTION)
            to_live = time.perf_counter() - started
            if await server.model() != new.name:
                raise BenchmarkError("the server does not serve the model it was given")
            size = new.stat().st_size
    return {
        "seconds_to_file": round(to_file, 1),
        "seconds_to_swap": round(to_swap, 2),
        "seconds_to_live": round(to_live, 1),
        "model_mb": round(size / 1e6, 1),
    }


async def _swap(options: Options, model: Path) -> float:
    """Seconds a server of the stock pipeline takes to load its model anew."""
    say("train: loading the stock model")
    async with nlu_server(options, "stock", model) as (server, _):
        return round(await server.swap(model), 2)


def table(figures: Figures) -> Iterator[str]:
    """A row for each pipeline."""
    ours, stock = figures["ours"], figures["stock"]
    live = stock["seconds_to_file"] + stock["seconds_to_swap"]
    yield from columns(
        ("", "to file s", "PUT /model s", "to live s"),
        [
            ["ours", ours["seconds_to_file"], ours["seconds_to_swap"], ours["seconds_to_live"]],
            ["stock", stock["seconds_to_file"], stock["seconds_to_swap"], live],
        ],
    )
    yield f"  stock was trained {stock['trained_on']}, {stock['epochs']} epochs; both at nice 5"
    if figures["note"]:
        yield f"  {figures['note']}"
