"""An explanation (nlu.explain) in plain words, ready to be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from admin.learning.topics import Topics
from content.messages import mark, translate
from nlu import explain_names as names
from nlu.decision import Act
from nlu.explain import Explanation

ACTS: Mapping[Act, str] = {
    Act.ANSWER: mark("It answers with the topic “{topic}”."),
    Act.CLARIFY: mark("It is not sure and offers topics to choose from."),
    Act.CRISIS: mark("It shows the crisis card “{topic}” at once."),
    Act.REFUSE: mark("It refuses kindly: “{topic}”."),
    Act.FLOW: mark("It starts the conversation “{topic}”."),
    Act.OUT_OF_SCOPE: mark("It says that this is another subject."),
}
ASKED_FIRST = mark("It asks gently whether the person is safe.")


@dataclass(frozen=True)
class Rule:
    """A rule of the safety net that matched; `against`: what silenced or softened it."""

    why: str
    words: str
    level: str
    against: str


@dataclass(frozen=True)
class Measure:
    """A probability and the threshold it was held against, in hundredths."""

    name: str
    share: int
    threshold: int
    is_reached: bool


@dataclass(frozen=True)
class Spoken:
    """A topic, how likely it is (hundredths), and the words for it and against it."""

    title: str
    topic: str
    share: int
    words_for: tuple[tuple[str, int], ...]
    words_against: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Explained:
    """What the page shows of an explanation."""

    found: Explanation
    topics: Topics
    language: str

    @property
    def act(self) -> str:
        """What is done, in a sentence."""
        decision = self.found.decision
        if decision.danger:
            return translate(self.language, ASKED_FIRST)
        title = self.topics.title(decision.topic)
        return translate(self.language, ACTS[decision.act], topic=title)

    @property
    def is_crisis(self) -> bool:
        """Whether somebody may be in danger."""
        return self.found.decision.act is Act.CRISIS or self.found.decision.danger is not None

    @property
    def reason(self) -> str:
        """Why, in a sentence."""
        reason = self.found.decision.reason
        known = (text for start, text in names.REASONS.items() if reason.startswith(start))
        text = next(known, None)
        return translate(self.language, text) if text else reason

    @property
    def offered(self) -> list[str]:
        """The titles of the topics offered, where it is unsure."""
        decision = self.found.decision
        if decision.act is not Act.CLARIFY or decision.danger:
            return []
        return [self.topics.title(topic) for topic in decision.choices]

    @property
    def rules(self) -> Iterator[Rule]:
        """What the safety net saw."""
        for seen in self.found.seen:
            name = names.RULES.get(seen.rule)
            level = names.LEVELS[seen.level.value] if seen.level else mark("not counted")
            guards = (*seen.silenced_by, *seen.softened_by)
            yield Rule(
                translate(self.language, name) if name else seen.why,
                seen.words,
                translate(self.language, level),
                ", ".join(translate(self.language, names.GUARDS.get(one, one)) for one in guards),
            )

    @property
    def measures(self) -> list[Measure]:
        """Each probability that counts, in the order in which it does."""
        return [
            Measure(
                translate(self.language, names.BARS[bar.name]),
                round(100 * bar.share),
                round(100 * bar.threshold),
                bar.is_reached,
            )
            for bar in self.found.bars
        ]

    @property
    def spoken(self) -> list[Spoken]:
        """The likeliest topics and what the words say of them."""
        return [
            Spoken(
                self.topics.title(voices.topic),
                voices.topic,
                round(100 * voices.share),
                tuple((s.words, round(100 * s.weight)) for s in voices.says if s.weight > 0),
                tuple((s.words, round(-100 * s.weight)) for s in voices.says if s.weight < 0),
            )
            for voices in self.found.voices
        ]
