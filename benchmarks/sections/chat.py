"""Messages a second through the door, for typed questions and for tapped buttons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks import machine
from benchmarks.drive import job, timed
from benchmarks.options import CLIENTS, BenchmarkError, Options, say
from benchmarks.report import SPEED, Figures, columns, speed
from benchmarks.service import Service, service

MIDDLE = "8"
"""The point whose costs are shown in the table."""

KINDS = {"ask": "free text", "tap": "buttons"}


async def measure(options: Options) -> Figures:
    """A real `donghanh run`, every client in a conversation of its own."""
    points: Figures = {}
    async with service(options) as running:
        for kind, title in KINDS.items():
            for clients in CLIENTS:
                say(f"chat: {title}, {clients} clients")
                processes = running.processes()
                before = _used(running, processes)
                sample = await timed(job(options, kind, running.url, clients))
                after = _used(running, processes)
                points.setdefault(title, {})[str(clients)] = {
                    **sample.figures(),
                    "kinds": dict(sample.kinds.most_common()),
                    "cpu_ms_a_message": {
                        name: round((after[name] - before[name]) / sample.sent * 1000, 2)
                        for name in processes
                    },
                }
    return {"points": points}


def _used(running: Service, processes: Mapping[str, int]) -> dict[str, float]:
    """Processor seconds of each process so far. Raises BenchmarkError when one has died."""
    try:
        return {name: machine.cpu_seconds(pid) for name, pid in processes.items()}
    except OSError:
        running.running.check()
        raise BenchmarkError("a process of the service died while it was measured") from None


def table(figures: Figures) -> Iterator[str]:
    """A row for each point."""
    yield from columns(
        ("", *SPEED),
        (
            [title, clients, *speed(point)]
            for title, points in figures["points"].items()
            for clients, point in points.items()
        ),
    )
    for title, points in figures["points"].items():
        spent = points[MIDDLE]["cpu_ms_a_message"]
        parts = ", ".join(f"{name} {milliseconds} ms" for name, milliseconds in spent.items())
        yield f"  a message costs in CPU, {title} at {MIDDLE} clients: {parts}"
        kinds = next(iter(points.values()))["kinds"]
        of = sum(kinds.values())
        shares = ", ".join(f"{kind} {count / of:.0%}" for kind, count in kinds.items())
        yield f"  {title} was answered with: {shares}"
