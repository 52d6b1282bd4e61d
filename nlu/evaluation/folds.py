"""Cut the training data into folds such that near-alike wordings are never on both sides.

Otherwise a wording is foretold from its twin, and the figures flatter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from random import Random

from nlu.corpus import Example
from nlu.near_copies import Prints, fingerprint

FOLDS = 5
SEED = 20261122

ALIKE = 0.3
"""Share of common word pairs from which two wordings of a topic stay together."""


def assign(examples: Sequence[Example], folds: int = FOLDS, seed: int = SEED) -> list[int]:
    """The fold (0 … folds - 1) of each example: every topic spread evenly, kin together."""
    by_topic: defaultdict[str, list[int]] = defaultdict(list)
    for at, example in enumerate(examples):
        by_topic[example.topic].append(at)
    random = Random(seed)
    assigned = [0] * len(examples)
    for members in by_topic.values():
        families = kin([examples[at].text for at in members])
        random.shuffle(families)
        families.sort(key=len, reverse=True)
        # Ties go to a random fold, so that small topics do not all miss the last ones.
        order = random.sample(range(folds), folds)
        sizes = dict.fromkeys(order, 0)
        for family in families:
            fold = min(order, key=sizes.__getitem__)
            sizes[fold] += len(family)
            for member in family:
                assigned[members[member]] = fold
    return assigned


def kin(texts: Sequence[str]) -> list[list[int]]:
    """The texts as families: who is near-alike, directly or by way of others, is in one."""
    prints = Prints(ALIKE)
    head = list(range(len(texts)))

    def find(at: int) -> int:
        while head[at] != at:
            head[at] = head[head[at]]
            at = head[at]
        return at

    for later, text in enumerate(texts):
        pairs = fingerprint(text)
        for earlier in prints.like(pairs):
            head[find(later)] = find(earlier)
        prints.put(pairs)
    families: defaultdict[int, list[int]] = defaultdict(list)
    for at in range(len(texts)):
        families[find(at)].append(at)
    return list(families.values())
