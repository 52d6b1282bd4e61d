"""From what was found in a text to what is done about it. One pure rule, used by every turn.

The safety net comes first and no score overrides it. Then the classifier's ranking, held against
thresholds that its own training found (nlu.rasa.components.thresholds).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nlu.safety import Alarm, Level

CHOICES = 3
"""Most topics offered when it is unsure."""

CLEARLY_NOTHING = 0.02
"""A topic under this probability is not worth offering as a choice."""

PERHAPS = 0.05
"""A topic of at least this probability is offered beside a sure answer."""

LEANING = 0.2
"""From this probability of all crisis topics together it asks gently, though another topic is
likelier: a cry missed costs more than a question too many."""

AGREEING = 0.3
"""From this probability of all crisis topics together an unclear sign of the net is a cry; under it
it is asked about."""

ALTERNATIVES = 2
"""Most topics offered beside a sure answer."""

OUT_OF_SCOPE = "other/out_of_scope"
CRISIS, REFUSE = "crisis/", "refuse/"
"""How the topics of a group begin."""

NEVER_OFFERED = (REFUSE, "chat/", OUT_OF_SCOPE)
"""What makes no sense on a button."""


class Act(StrEnum):
    """What is done about a text.

    CLARIFY with a `danger` asks one gentle question: are you safe? Without one it offers topics.
    """

    ANSWER = "answer"
    CLARIFY = "clarify"
    CRISIS = "crisis"
    REFUSE = "refuse"
    FLOW = "flow"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class Ranked:
    """A topic and the probability that the text is about it."""

    topic: str
    confidence: float


@dataclass(frozen=True)
class Thresholds:
    """How sure is sure enough, each 0–1; found at training, never by hand.

    `answer` is a lead (Parse.lead), the others are probabilities.
    """

    answer: float
    out_of_scope: float
    refuse: float
    crisis: float


@dataclass(frozen=True)
class Parse:
    """What the classifier says of a text, best topic first."""

    ranking: tuple[Ranked, ...]
    thresholds: Thresholds

    @property
    def lead(self) -> float:
        """By how much the first topic is likelier than the second.

        It tells right answers from wrong ones better than the probability of the first alone: a
        text that says little spreads over many topics, and the first may still be clear.
        """
        first, second = (*(r.confidence for r in self.ranking[:2]), 0.0)[:2]
        return first - second

    def mass(self, group: str) -> float:
        """The probability of all topics that begin like this."""
        return sum(r.confidence for r in self.ranking if r.topic.startswith(group))

    def leading(self, group: str) -> float:
        """The probability of a group that no topic outside of it reaches; 0.0 where one does."""
        mass = self.mass(group)
        others = (r.confidence for r in self.ranking if not r.topic.startswith(group))
        return mass if mass > max(others, default=0.0) else 0.0

    def best_of(self, group: str) -> str:
        """The likeliest topic of the ranking that begins like this."""
        return next(r.topic for r in self.ranking if r.topic.startswith(group))


@dataclass(frozen=True)
class Decision:
    """What is done, about which topic, how sure, what else it could be, and why."""

    act: Act
    topic: str | None
    confidence: float
    ranking: tuple[Ranked, ...]
    reason: str
    danger: str | None = None
    """The crisis topic to ask about gently, where a sign is unclear."""

    @property
    def choices(self) -> tuple[str, ...]:
        """The topics worth offering when the act is CLARIFY."""
        return tuple(
            r.topic
            for r in self.ranking
            if r.confidence >= CLEARLY_NOTHING and not r.topic.startswith(NEVER_OFFERED)
        )[:CHOICES]

    @property
    def alternatives(self) -> tuple[str, ...]:
        """What else the text may well be about, when the act is ANSWER."""
        return tuple(
            r.topic
            for r in self.ranking
            if r.confidence >= PERHAPS
            and r.topic != self.topic
            and not r.topic.startswith(NEVER_OFFERED)
        )[:ALTERNATIVES]


def decide(alarm: Alarm | None, parse: Parse | None) -> Decision:
    """The act for a text, from the safety net's alarm and the classifier's parse.

    `parse` is None while the classifier is away: then only alarms are acted on, and the act is
    CLARIFY with no choices, which the caller fills by keyword search.
    """
    ranking = parse.ranking if parse else ()
    if alarm and alarm.level is Level.CERTAIN:
        return Decision(Act.CRISIS, alarm.topic, 1.0, ranking, f"safety rule {alarm.rule}")
    if parse is None:
        return Decision(
            Act.CLARIFY, None, 0.0, (), "classifier away", danger=alarm.topic if alarm else None
        )
    sure = parse.thresholds
    top = parse.ranking[0]
    crisis = parse.mass(CRISIS)
    if crisis >= (AGREEING if alarm else sure.crisis):
        topic = parse.best_of(CRISIS)
        return Decision(Act.CRISIS, topic, crisis, ranking, "classifier: crisis group")
    if alarm:
        reason = f"unclear sign {alarm.rule}"
        return Decision(Act.CLARIFY, top.topic, top.confidence, ranking, reason, alarm.topic)
    if top.topic.startswith(CRISIS) or crisis >= LEANING:
        reason = "classifier: perhaps crisis"
        danger = parse.best_of(CRISIS)
        return Decision(Act.CLARIFY, top.topic, top.confidence, ranking, reason, danger)
    refuse = parse.leading(REFUSE)
    if refuse >= sure.refuse:
        return Decision(Act.REFUSE, parse.best_of(REFUSE), refuse, ranking, "classifier: refuse")
    nothing = parse.leading(OUT_OF_SCOPE)
    if nothing >= sure.out_of_scope:
        return Decision(Act.OUT_OF_SCOPE, OUT_OF_SCOPE, nothing, ranking, "classifier: not ours")
    unsafe = top.topic.startswith((OUT_OF_SCOPE, REFUSE))
    if parse.lead >= sure.answer and not unsafe:
        act = Act.FLOW if top.topic.startswith("service/") else Act.ANSWER
        return Decision(act, top.topic, top.confidence, ranking, "classifier: sure")
    return Decision(Act.CLARIFY, top.topic, top.confidence, ranking, "classifier: unsure")
