"""Plain text of the content as the paragraphs and lists it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

BULLET = "• "


@dataclass(frozen=True)
class Block:
    """A paragraph of lines, or a list of items."""

    lines: tuple[str, ...]
    is_list: bool


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text: blank lines part paragraphs, lines that start with "• " are items."""
    found: list[Block] = []
    for paragraph in text.strip().split("\n\n"):
        lines = (line.strip() for line in paragraph.splitlines())
        written = [line for line in lines if line]
        for is_list, group in groupby(written, lambda line: line.startswith(BULLET)):
            found.append(Block(tuple(line.removeprefix(BULLET) for line in group), is_list))
    return tuple(found)
