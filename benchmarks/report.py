"""Keep results in a file and print them as tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.options import HOME

RESULTS = HOME / "results.json"
FORMAT = 1
"""Of the file; results in another format are measured anew."""

Figures = dict[str, Any]


def load(path: Path) -> dict[str, Figures]:
    """Earlier results by section; none where there is no file of this format."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        kept: dict[str, Figures] = found["sections"] if found["format"] == FORMAT else {}
    except (OSError, ValueError, LookupError, TypeError):
        return {}
    return kept


def save(path: Path, sections: Mapping[str, Figures]) -> None:
    """Write all results, in one step."""
    written = path.with_suffix(".new")
    results = {"format": FORMAT, "sections": dict(sections)}
    text = json.dumps(results, ensure_ascii=False, indent=1)
    written.write_text(text + "\n", encoding="utf-8")
    written.replace(path)


def heading(title: str, section: Figures) -> Iterator[str]:
    """A title, and where and when its figures were made."""
    machine, data = section["machine"], section["data"]
    yield ""
    yield title
    yield (
        f"  {section['date']}, commit {section['commit'] or 'unknown'}, "
        f"{data['examples']} examples of {data['topics']} topics"
    )
    yield (
        f"  {machine['cpu']}, {machine['cores']} cores shared by everything measured and by the "
        f"load client, load {machine['load_before']} before"
    )


def columns(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Rows under titles, numbers to the right."""
    cells = [list(titles), *([_shown(cell) for cell in row] for row in rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(titles))]
    for row in cells:
        first, *others = (
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  " + "  ".join([first, *others]).rstrip()


def _shown(cell: object) -> str:
    match cell:
        case None:
            return "-"
        case float():
            return f"{cell:.1f}"
        case dict():
            return " ".join(f"{name}×{count}" for name, count in cell.items()) or "0"
        case _:
            return str(cell)


SPEED = ("clients", "answers/s", "p50 ms", "p95 ms", "p99 ms", "answers", "failures", "client CPU")


def speed(figures: Figures) -> list[object]:
    """A row's cells under SPEED, but for the clients."""
    names = ("per_second", "p50_ms", "p95_ms", "p99_ms", "answers", "failures")
    return [*(figures[name] for name in names), f"{figures['load_client_cpu']:.0%}"]
