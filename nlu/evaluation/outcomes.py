"""What became of each question: the decision that a turn takes, held against what is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nlu.decision import CHOICES, OUT_OF_SCOPE, Act, Decision, Parse
from nlu.evaluation.questions import Question
from nlu.safety import look
from nlu.understanding import understand


class Outcome(StrEnum):
    """What the person got."""

    RIGHT = "right"
    """The answer, script, card or honest no that fits."""

    OFFERED = "offered"
    """A choice of topics, the right one among them."""

    ASKED = "asked"
    """The gentle question whether they are safe."""

    NOT_OFFERED = "not_offered"
    """A choice of topics without the right one."""

    WRONG = "wrong"
    """An answer to another question, with confidence."""

    TURNED_AWAY = "turned_away"
    """A refusal or "that is not what I know about" to a question that deserved an answer."""

    ALARMED = "alarmed"
    """A crisis card without a crisis."""


@dataclass(frozen=True)
class Case:
    """A question, what the classifier said of it and what was decided."""

    question: Question
    parse: Parse
    decision: Decision

    @property
    def outcome(self) -> Outcome:
        """What the person got."""
        question, decision = self.question, self.decision
        if decision.danger:
            return Outcome.ASKED
        if decision.act is Act.CLARIFY:
            found = set(decision.choices) & set(question.topics)
            return Outcome.OFFERED if found else Outcome.NOT_OFFERED
        if decision.topic in question.topics:
            return Outcome.RIGHT
        if decision.act is Act.CRISIS:
            return Outcome.WRONG if question.is_about("crisis/") else Outcome.ALARMED
        if decision.act in (Act.REFUSE, Act.OUT_OF_SCOPE):
            return Outcome.TURNED_AWAY
        return Outcome.WRONG

    @property
    def is_answered(self) -> bool:
        """Whether it was answered at once, as if sure."""
        return self.decision.act in (Act.ANSWER, Act.FLOW)

    def is_found_within(self, places: int) -> bool:
        """Whether a right topic is among the classifier's first `places`."""
        return any(r.topic in self.question.topics for r in self.parse.ranking[:places])

    @property
    def is_first(self) -> bool:
        """Whether the classifier ranks a right topic first."""
        return self.is_found_within(1)

    @property
    def is_among_first(self) -> bool:
        """Whether a right topic is among the first that could be offered."""
        return self.is_found_within(CHOICES)

    @property
    def is_strictly_first(self) -> bool:
        """Whether the classifier ranks the best topic first."""
        return self.parse.ranking[0].topic == self.question.topics[0]

    @property
    def is_crisis(self) -> bool:
        """Whether somebody is in danger according to the best topic."""
        return self.question.group == "crisis"

    @property
    def is_out_of_scope(self) -> bool:
        """Whether the best answer is that this is not what the service knows about."""
        return self.question.topics[0] == OUT_OF_SCOPE


class Recorded:
    """A classifier that repeats what one said before: a turn's rules, without its server."""

    def __init__(self, parses: Mapping[str, Parse]) -> None:
        """`parses`: by text."""
        self._parses = parses

    async def parse(self, text: str) -> Parse:
        """The ranking for `text`. Raises KeyError for a text that was not asked before."""
        return self._parses[text]


async def decide_all(questions: Sequence[Question], parses: Sequence[Parse]) -> list[Case]:
    """The decision a turn takes on each question, given the classifier's parse of each."""
    recorded = Recorded(
        {question.text: parse for question, parse in zip(questions, parses, strict=True)}
    )
    return [
        Case(question, parse, await understand(question.text, recorded, look(question.text)))
        for question, parse in zip(questions, parses, strict=True)
    ]
