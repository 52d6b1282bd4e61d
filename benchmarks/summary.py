"""What the figures come to, against what was aimed at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks.report import Figures
from benchmarks.sections import lists

TIMES_STOCK = 8.0
P95_MS = 40.0
LIVE_SECONDS = 60.0
CLIENTS = "8"


def aims(sections: Mapping[str, Figures]) -> Iterator[str]:
    """A line for each aim whose figures are there."""
    names = ("chat", "parse", "train", "lists")
    chat, parse, train, full = (sections.get(name) for name in names)
    if not (chat or parse or train or full):
        return
    yield ""
    yield f"Aims, at {CLIENTS} clients"
    if chat:
        point = chat["points"]["free text"][CLIENTS]
        yield _line("p95 of free text, ms", point["p95_ms"], "under", P95_MS)
    if parse:
        points = parse["points"]
        stock = points["stock"][CLIENTS]["per_second"]
        ours = points["ours"][CLIENTS]["per_second"]
        if stock:
            yield _line("parses of ours to stock", ours / stock, "at least", TIMES_STOCK)
            if chat:
                asked = chat["points"]["free text"][CLIENTS]["per_second"]
                yield _line("free text to stock parses", asked / stock, "at least", TIMES_STOCK)
        if parse["note"]:
            yield f"  ({parse['note']})"
    if train:
        live = train["ours"]["seconds_to_live"]
        yield _line("retrain to live, s", live, "under", LIVE_SECONDS)
    if full:
        yield _line("p95 of the slowest staff page, ms", lists.slowest(full), "under", lists.P95_MS)


def _line(name: str, found: float | None, bound: str, aim: float) -> str:
    if found is None:
        return f"  {name}: nothing was answered (aim: {bound} {aim:g})"
    met = found < aim if bound == "under" else found >= aim
    return f"  {name}: {found:.1f} (aim: {bound} {aim:g}, {'met' if met else 'not met'})"
