"""Parses a second of our Rasa pipeline and of the stock one, turn about in one run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from benchmarks.drive import LEAST_ANSWERS, job, timed
from benchmarks.options import CLIENTS, Options, say
from benchmarks.report import SPEED, Figures, columns, speed
from benchmarks.sample import Sample
from benchmarks.service import nlu_server, our_model
from benchmarks.stock import stock_model

ROUNDS = 2
"""Each point is measured in this many parts, ours and stock by turns, so both meet the same day."""


async def measure(options: Options) -> Figures:
    """Two servers side by side, the same client, texts and number of clients for both."""
    stock = await stock_model(options)
    ours = await our_model(options)
    points: Figures = {}
    async with (
        nlu_server(options, "ours", ours) as (our_server, _),
        nlu_server(options, "stock", stock.model) as (stock_server, _),
    ):
        servers = {"ours": our_server, "stock": stock_server}
        for clients in CLIENTS:
            samples: dict[str, Sample] = {}
            for part in range(ROUNDS):
                for name, server in servers.items():
                    say(f"parse: {name}, {clients} clients, part {part + 1} of {ROUNDS}")
                    usual = job(options, "parse", server.url, clients)
                    found = await timed(
                        replace(
                            usual,
                            token=server.token,
                            seed=usual.seed + part,
                            seconds=usual.seconds / ROUNDS,
                            least=LEAST_ANSWERS // ROUNDS,
                            longest=usual.longest / ROUNDS,
                        )
                    )
                    samples[name] = samples[name] + found if name in samples else found
            for name, sample in samples.items():
                points.setdefault(name, {})[str(clients)] = sample.figures()
    return {"points": points, "note": stock.note}


def table(figures: Figures) -> Iterator[str]:
    """A row for each pipeline and number of clients, then how many times faster ours is."""
    points = figures["points"]
    yield from columns(
        ("", *SPEED),
        (
            [name, clients, *speed(points[name][clients])]
            for clients in points["ours"]
            for name in points
        ),
    )
    times = ", ".join(
        f"×{points['ours'][clients]['per_second'] / point['per_second']:.1f} at {clients}"
        for clients, point in points["stock"].items()
        if point["per_second"]
    )
    yield f"  ours against stock, parses a second: {times}"
    if figures["note"]:
        yield f"  {figures['note']}"
