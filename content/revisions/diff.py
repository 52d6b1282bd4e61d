"""Word for word, what changed between two texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from content.messages import LANGUAGES
from content.revisions.wording import IN_BOTH, SECTIONS, section

MOST_WORDS = 4000
"""Words of a text that are compared one by one; a longer text is shown as old and new."""

_WORD = re.compile(r"\s*\S+|\s+$")


class Kind(StrEnum):
    """What became of a run of words."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Run:
    """Words next to each other that share what became of them."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Change:
    """A section that differs. `tongue`: in which of its languages, None where it has none."""

    name: str
    tongue: str | None
    runs: tuple[Run, ...]


def compare(old: str, new: str) -> tuple[Run, ...]:
    """The runs that turn `old` into `new`: without the removed ones they read `new`."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        return _runs([(Kind.REMOVED, before), (Kind.ADDED, after)])
    # Words are compared without the space before them: a new line is no new word.
    matcher = SequenceMatcher(
        None, [word.strip() for word in before], [word.strip() for word in after], autojunk=False
    )
    found: list[tuple[Kind, list[str]]] = []
    for tag, start, end, begin, finish in matcher.get_opcodes():
        if tag == "equal":
            found.append((Kind.KEPT, after[begin:finish]))
        else:
            found.append((Kind.REMOVED, before[start:end]))
            found.append((Kind.ADDED, after[begin:finish]))
    return _runs(found)


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """The sections of two bodies of one topic that differ, in the order in which they are read."""
    found = []
    for name in SECTIONS:
        for tongue in LANGUAGES if name in IN_BOTH else ("vi",):
            before, after = section(old, name, tongue), section(new, name, tongue)
            if before != after:
                shown = tongue if name in IN_BOTH else None
                found.append(Change(name, shown, compare(before, after)))
    return found


def _runs(found: list[tuple[Kind, list[str]]]) -> tuple[Run, ...]:
    return tuple(Run(kind, "".join(words)) for kind, words in found if words)
