"""Memory of each process, once it has worked for a while."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from benchmarks import machine
from benchmarks.drive import job, timed
from benchmarks.options import Options, say
from benchmarks.report import Figures, columns
from benchmarks.service import nlu_server, service
from benchmarks.stock import stock_model

CLIENTS = 8


async def measure(options: Options) -> Figures:
    """The processes of `donghanh run`, and a stock NLU server, each after the same questions."""
    stock = await stock_model(options)
    found: Figures = {}
    async with service(options) as running:
        say("memory: donghanh run")
        await timed(job(options, "ask", running.url, CLIENTS))
        for name, pid in running.processes().items():
            found["NLU, ours" if name == "NLU" else name] = machine.memory(pid)
    async with nlu_server(options, "stock", stock.model) as (server, pid):
        say("memory: stock NLU")
        await timed(replace(job(options, "parse", server.url, CLIENTS), token=server.token))
        found["NLU, stock"] = machine.memory(pid)
    return {"processes": found, "note": stock.note}


def table(figures: Figures) -> Iterator[str]:
    """A row for each process."""
    yield from columns(
        ("", "PSS MB", "RSS MB"),
        ([name, part["pss_mb"], part["rss_mb"]] for name, part in figures["processes"].items()),
    )
    if figures["note"]:
        yield f"  {figures['note']}"
