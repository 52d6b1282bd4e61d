"""Put two people's changes to one text together, field by field, without losing either's.

Lists whose length nobody changed are compared item by item; others as a whole.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from content.revisions.labels import Place

Body = dict[str, Any]
MISSING: Any = None
"""What stands for a field that a text does not have: texts leave empty fields out."""


@dataclass(frozen=True)
class Conflict:
    """A field that both changed, each in another way."""

    at: Place
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Merged:
    """Both changes together. Where they conflict, `body` has mine."""

    body: Body
    conflicts: tuple[Conflict, ...]
    taken: tuple[Place, ...]


def merge(
    base: Mapping[str, Any],
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
    prefer_theirs: Collection[Place] = (),
) -> Merged:
    """Merge three ways. `taken`: the fields that are as they made them.

    `prefer_theirs`: conflicts that were settled their way.
    """
    work = _Work(frozenset(prefer_theirs), [], [])
    body = work.value((), dict(base), dict(mine), dict(theirs))
    return Merged(body, tuple(work.conflicts), tuple(work.taken))


@dataclass(frozen=True)
class _Work:
    prefer_theirs: frozenset[Place]
    conflicts: list[Conflict]
    taken: list[Place]

    def value(self, at: Place, base: Any, mine: Any, theirs: Any) -> Any:  # noqa: ANN401 - any JSON
        if theirs in (mine, base):
            return mine
        if mine == base:
            self.taken.append(at)
            return theirs
        if all(isinstance(one, dict) for one in (base, mine, theirs)):
            return self._fields(at, base, mine, theirs)
        if all(isinstance(one, list) for one in (base, mine, theirs)) and (
            len(base) == len(mine) == len(theirs)
        ):
            triples = zip(base, mine, theirs, strict=True)
            return [self.value((*at, number), *three) for number, three in enumerate(triples)]
        if at in self.prefer_theirs:
            self.taken.append(at)
            return theirs
        self.conflicts.append(Conflict(at, base, mine, theirs))
        return mine

    def _fields(self, at: Place, base: Body, mine: Body, theirs: Body) -> Body:
        # The order is that of my text, then what only they have.
        keys = dict.fromkeys((*mine, *theirs, *base))
        merged = {
            key: self.value(
                (*at, key), base.get(key, MISSING), mine.get(key, MISSING), theirs.get(key, MISSING)
            )
            for key in keys
        }
        return {key: value for key, value in merged.items() if value is not MISSING}
