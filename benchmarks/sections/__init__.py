"""What can be measured, each by itself: `measure` makes figures, `table` writes them in lines."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

from benchmarks.options import Options
from benchmarks.report import Figures
from benchmarks.sections import chat, lists, memory, parse, start, swap, train


@dataclass(frozen=True)
class Section:
    """One thing that is measured."""

    title: str
    measure: Callable[[Options], Awaitable[Figures]]
    table: Callable[[Figures], Iterator[str]]


SECTIONS = {
    "chat": Section("Messages through POST /api/chat", chat.measure, chat.table),
    "parse": Section("Parsing, ours and stock side by side", parse.measure, parse.table),
    "train": Section("Training", train.measure, train.table),
    "memory": Section("Memory after a burst of questions", memory.measure, memory.table),
    "start": Section("Second start of donghanh run", start.measure, start.table),
    "swap": Section("Retraining while people ask", swap.measure, swap.table),
    "lists": Section("Staff pages over a full database", lists.measure, lists.table),
}
