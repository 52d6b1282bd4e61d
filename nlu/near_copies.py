"""Which wordings are nearly the same: they share pairs of words, whatever dress they are in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from nlu.text.normal import normalize

NEAR_COPY = 0.8
"""Share of common word pairs (Jaccard) from which two wordings are one in the eyes of a model."""

Fingerprint = frozenset[tuple[str, str]]


def fingerprint(text: str) -> Fingerprint:
    """The folded word pairs of a text, its ends included: what near-copies share."""
    words = ("", *normalize(text).folded, "")
    return frozenset(pairwise(words))


class Prints:
    """Fingerprints by the pairs they hold, so that those like another are found at once."""

    def __init__(self, alike: float = NEAR_COPY) -> None:
        """None yet; `alike`: the share of common pairs (Jaccard, over 0) that makes two alike."""
        self._alike = alike
        self._sizes: list[int] = []
        self._having: defaultdict[tuple[str, str], list[int]] = defaultdict(list)

    def put(self, pairs: Fingerprint) -> None:
        """Add a fingerprint; the first is number 0."""
        for pair in pairs:
            self._having[pair].append(len(self._sizes))
        self._sizes.append(len(pairs))

    def like(self, pairs: Fingerprint) -> Iterator[int]:
        """The numbers of those that are like `pairs`, in the order they were put."""
        common = Counter(at for pair in pairs for at in self._having.get(pair, ()))
        for at in sorted(common):
            shared = common[at]
            if shared >= self._alike * (len(pairs) + self._sizes[at] - shared):
                yield at
