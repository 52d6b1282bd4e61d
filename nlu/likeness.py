"""Put questions that are alike together, by the runs of letters they share. Pure.

Leaders: each text joins the first group whose leader it is like, else it leads a group of its own.
Only texts that share some of their rarest runs are compared, so the work stays small (after the
prefix filter of Bayardo, Ma and Srikant, "Scaling up all pairs similarity search", WWW 2007, cut
short: a pair that shares only common runs may be missed).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from heapq import nsmallest

from nlu.text.normal import normalize

RUN = 3
"""Letters of a run."""

ALIKE = 0.35
"""Share of common runs (Jaccard) from which two texts go together."""

LOOKED_AT = 10
"""The rarest runs of a text, by which those like it are found."""

FEWEST_SHARED = 2
"""So many of these must be shared before two texts are compared whole."""

MOST_TEXTS = 400
"""Most texts grouped at once, so that a page of them opens within 0.1 s; the rest wait."""

REMEMBERED = 2 * MOST_TEXTS
"""Texts whose runs are kept in memory: a list that waits is grouped again at every look."""


def groups(texts: Sequence[str]) -> list[list[int]]:
    """The places of `texts` in groups, larger ones first; within one in the order given.

    At most the first MOST_TEXTS are looked at.
    """
    runs = [runs_of(text) for text in texts[:MOST_TEXTS]]
    rarity = Counter(run for some in runs for run in some)
    leaders: list[int] = []
    members: dict[int, list[int]] = {}
    led_by: defaultdict[str, list[int]] = defaultdict(list)
    for at, some in enumerate(runs):
        looked_at = nsmallest(LOOKED_AT, some, key=lambda run: (rarity[run], run))
        shared = Counter(leader for run in looked_at for leader in led_by.get(run, ()))
        found = sorted(one for one, count in shared.items() if count >= FEWEST_SHARED)
        leader = next((one for one in found if likeness(runs[one], some) >= ALIKE), None)
        if leader is None:
            leaders.append(at)
            members[at] = [at]
            for run in looked_at:
                led_by[run].append(at)
        else:
            members[leader].append(at)
    return sorted(members.values(), key=lambda group: (-len(group), group[0]))


@lru_cache(REMEMBERED)
def runs_of(text: str) -> frozenset[str]:
    """The runs of RUN folded letters of a text in normal form, its ends included."""
    plain = f" {normalize(text).plain} "
    return frozenset(plain[at : at + RUN] for at in range(max(1, len(plain) - RUN + 1)))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of runs in common, 0–1 (Jaccard)."""
    return len(one & other) / len(one | other)
