"""Find topics by words alone: what is left of understanding while the Rasa server is away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from math import log
from pathlib import Path

from nlu.text.normal import normalize

MOST_FOUND = 3
LEAST_SHARE = 0.35
"""A topic is offered when it scores at least this share of the best one."""

FUNCTION_WORDS = frozenset(
    (Path(__file__).parent / "function-words.txt").read_text(encoding="utf-8").split()
)
"""Words that say nothing of the topic."""


class KeywordIndex:
    """Topics by the words and word pairs of their texts; rare ones weigh more."""

    def __init__(self, texts: Mapping[str, Mapping[str, float]]) -> None:
        """`texts`: for each topic id its lines (title, keywords, answer) and the weight of each."""
        self._weights: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for topic, lines in texts.items():
            for line, weight in lines.items():
                for gram in _grams(line):
                    known = self._weights[gram].get(topic, 0.0)
                    self._weights[gram][topic] = max(known, weight)
        self._topics = len(texts)

    def search(self, text: str) -> list[str]:
        """Up to MOST_FOUND topics that share telling words with `text`, best first."""
        scores: defaultdict[str, float] = defaultdict(float)
        for gram in _grams(text):
            topics = self._weights.get(gram, {})
            for topic, weight in topics.items():
                scores[topic] += weight * log(1 + self._topics / len(topics))
        ranked = sorted(scores, key=lambda topic: (-scores[topic], topic))
        return [t for t in ranked if scores[t] >= LEAST_SHARE * scores[ranked[0]]][:MOST_FOUND]


def _grams(text: str) -> set[str]:
    """Telling words, and pairs of neighbours with at least one telling word, folded."""
    normal = normalize(text)
    telling = [word not in FUNCTION_WORDS for word in normal.words]
    found = {plain for plain, tells in zip(normal.folded, telling, strict=True) if tells}
    for at in range(len(normal.folded) - 1):
        if telling[at] or telling[at + 1]:
            found.add(f"{normal.folded[at]} {normal.folded[at + 1]}")
    return found
