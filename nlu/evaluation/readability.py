"""Are the answers easy to read? Sentences of at most 25 words on average, topic by topic.

A word is what stands between two spaces, which in Vietnamese is a syllable. A list item, a line and
what ends in ".", "!", "?" or "…" is a sentence; headings and titles are none.
"""

from __future__ import annotations

from collections.abc import Iterable

from content.files import Library
from content.readability import AIM, sentences
from content.schema import Topic
from nlu.evaluation.measures import Frozen

MOST_SENTENCES = 20
"""Longest sentences that are listed."""


class Sentence(Frozen):
    """A sentence of a topic and its length in words."""

    topic: str
    words: int
    text: str


class TopicReadability(Frozen):
    """How long the sentences of a topic are, in words."""

    topic: str
    sentences: int
    average: float
    longest: int

    @property
    def is_plain(self) -> bool:
        """Whether the topic keeps the aim."""
        return self.average <= AIM


class Readability(Frozen):
    """The content as a whole: its average, and the topics with the longest sentences first."""

    average: float
    topics: tuple[TopicReadability, ...]
    longest: tuple[Sentence, ...]

    @property
    def too_hard(self) -> tuple[TopicReadability, ...]:
        """The topics that miss the aim."""
        return tuple(topic for topic in self.topics if not topic.is_plain)


def of_topic(topic: Topic) -> list[Sentence]:
    """The Vietnamese sentences that a reader of the whole topic meets."""
    texts = [topic.short.vi, *(part.text.vi for part in topic.details)]
    texts += [step.vi for step in topic.next_steps]
    return [
        Sentence(topic=topic.id, words=len(found.split()), text=found)
        for text in texts
        for found in sentences(text)
    ]


def measure(library: Library) -> Readability:
    """The readability of all the content."""
    by_topic = {topic.id: of_topic(topic) for topic in library.topics.values()}
    everything = [sentence for some in by_topic.values() for sentence in some]
    return Readability(
        average=_average(everything),
        topics=tuple(
            sorted(
                (
                    TopicReadability(
                        topic=name,
                        sentences=len(some),
                        average=_average(some),
                        longest=max(sentence.words for sentence in some),
                    )
                    for name, some in by_topic.items()
                ),
                key=lambda topic: (-topic.average, topic.topic),
            )
        ),
        longest=tuple(
            sorted(everything, key=lambda found: (-found.words, found.topic, found.text))
        )[:MOST_SENTENCES],
    )


def _average(some: Iterable[Sentence]) -> float:
    words = [sentence.words for sentence in some]
    return round(sum(words) / len(words), 2) if words else 0.0
