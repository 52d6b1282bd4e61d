"""Find topics by words alone: what is left of understanding while the Rasa server is away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import log

from nlu.text.normal import normalize

MOST_FOUND = 3


class KeywordIndex:
    """Topics by the folded words of their titles and keywords; rare words weigh more."""

    def __init__(self, texts: Mapping[str, Iterable[str]]) -> None:
        """`texts`: for each topic id, its title and keywords."""
        self._grams: defaultdict[str, set[str]] = defaultdict(set)
        for topic, lines in texts.items():
            for line in lines:
                for gram in _grams(line):
                    self._grams[gram].add(topic)
        self._topics = len(texts)

    def search(self, text: str) -> list[str]:
        """Up to MOST_FOUND topics that share telling words with `text`, best first."""
        scores: defaultdict[str, float] = defaultdict(float)
        for gram in _grams(text):
            topics = self._grams.get(gram, ())
            for topic in topics:
                scores[topic] += log(self._topics / len(topics)) * (1 + gram.count(" "))
        ranked = sorted(scores, key=lambda topic: (-scores[topic], topic))
        return [topic for topic in ranked if scores[topic] > log(self._topics) / 2][:MOST_FOUND]


def _grams(text: str) -> set[str]:
    words = normalize(text).folded
    pairs = (f"{one} {two}" for one, two in zip(words, words[1:], strict=False))
    return {*words, *pairs}
