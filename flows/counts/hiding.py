"""Hide small counts, and what would give them away. Nothing leaves this room but through here.

A count from 1 to 4 could point at somebody (design §8). Hiding it alone is not enough: a total less
the parts that are shown is what is hidden. So in every sum either nothing is hidden or at least two
counts are, and hidden parts under a total that is shown are 5 together at the least. What was
published before of the same year counts as known: two reports must not differ by a small count.
All that is hidden looks alike, so that nobody can tell the small ones from those that cover them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import Field

from content.schema import Strict

FEWEST = 5
"""A count below this, and above none, is not told."""

Path = tuple[str, ...]
"""Where a count stands: () is the whole, ("law",) a part of it."""

Amounts = Mapping[Path, int]


@dataclass(frozen=True)
class Tally:
    """A true count. Where there are `parts` they add up to it."""

    count: int
    parts: Mapping[str, Tally] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: Mapping[str, Tally]) -> Tally:
        """The tally that these parts add up to."""
        return cls(sum(part.count for part in parts.values()), parts)

    @classmethod
    def plain(cls, counts: Mapping[str, int]) -> Tally:
        """The tally of parts without parts of their own."""
        return cls.of({name: cls(count) for name, count in counts.items()})


class Shown(Strict):
    """A count that may be told; None where it is hidden."""

    count: int | None
    parts: dict[str, Shown] = Field(default_factory=dict)

    def amounts(self, at: Path = ()) -> Iterator[tuple[Path, int]]:
        """Every count that is told, by its path."""
        if self.count is not None:
            yield at, self.count
        for name, part in self.parts.items():
            yield from part.amounts((*at, name))

    @property
    def hides(self) -> bool:
        """Whether anything in it is hidden."""
        return self.count is None or any(part.hides for part in self.parts.values())


def hide(tally: Tally, published: Sequence[Shown] = ()) -> Shown:
    """What may be told of `tally`, when `published` is known already."""
    counts = dict(_counts(tally))
    sums = [sum_ for sum_ in _sums(tally) if len(sum_) > 1]
    views: list[Amounts] = [counts]
    hidden = {path for path, count in counts.items() if _is_small(count)}
    for before in published:
        told = dict(before.amounts())
        apart = {path: count - told[path] for path, count in counts.items() if path in told}
        hidden |= {path for path, change in apart.items() if _is_small(change)}
        views.append(apart)
    for _ in counts:  # each round hides one count more
        told_of = (_next_of(sum_, counts, hidden) for sum_ in sums if _tells(sum_, views, hidden))
        more = next((path for path in told_of if path is not None), None)
        if more is None:
            break
        hidden.add(more)
    return _shown(tally, hidden)


def _is_small(count: int) -> bool:
    return 0 < abs(count) < FEWEST


def _counts(tally: Tally, at: Path = ()) -> Iterator[tuple[Path, int]]:
    yield at, tally.count
    for name, part in tally.parts.items():
        yield from _counts(part, (*at, name))


def _sums(tally: Tally, at: Path = ()) -> Iterator[tuple[Path, ...]]:
    """Each sum: the path of the total, then those of its parts."""
    yield (at, *((*at, name) for name in tally.parts))
    for name, part in tally.parts.items():
        yield from _sums(part, (*at, name))


def _tells(sum_: tuple[Path, ...], views: Sequence[Amounts], hidden: set[Path]) -> bool:
    return any(_tells_in(sum_, view, hidden) for view in views)


def _tells_in(sum_: tuple[Path, ...], view: Amounts, hidden: set[Path]) -> bool:
    """Whether a sum, as one view knows it, gives away a hidden count or a small sum of some."""
    unknown = [path for path in sum_ if path in hidden or path not in view]
    if not unknown:
        return False
    total, *parts = sum_
    if total in unknown:
        return len(unknown) == 1
    rest = view[total] - sum(view[path] for path in parts if path not in unknown)
    return len(unknown) == 1 or _is_small(rest)


def _next_of(sum_: tuple[Path, ...], counts: Amounts, hidden: set[Path]) -> Path | None:
    """What to hide next of a sum that tells too much: its smallest part, at last its total."""
    total, *parts = sum_
    open_parts = [path for path in parts if path not in hidden and counts[path]]
    if open_parts:
        return min(open_parts, key=lambda path: (counts[path], path))
    return total if total not in hidden else None


def _shown(tally: Tally, hidden: set[Path], at: Path = ()) -> Shown:
    parts = {name: _shown(part, hidden, (*at, name)) for name, part in tally.parts.items()}
    return Shown(count=None if at in hidden else tally.count, parts=parts)
