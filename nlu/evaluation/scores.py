"""What is kept of a model's evaluation: figures and counts, no text; and how two models differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlu.evaluation.figures import Figures, by_topic, confused, measure
from nlu.evaluation.measures import Frozen, Share
from nlu.evaluation.outcomes import decide_all
from nlu.evaluation.questions import Question, digest
from nlu.evaluation.runs import Laboratory
from nlu.shelf import Shelf


class Confused(Frozen):
    """A topic that was taken for another, and how often."""

    topic: str
    taken_for: str
    count: int


class Scores(Frozen):
    """A model's figures on the questions of a digest; `topics`: reached, by best topic."""

    questions: str
    figures: Figures
    topics: dict[str, Share]
    confusions: tuple[Confused, ...]


async def score(
    shelf: Shelf, name: str, questions: Sequence[Question], laboratory: Laboratory
) -> Scores:
    """Ask a model every question. Raises nlu.evaluation.errors.EvaluationError."""
    parses = await laboratory.rank(shelf.path(name), [question.text for question in questions])
    cases = await decide_all(questions, parses)
    return Scores(
        questions=digest(questions),
        figures=measure(cases),
        topics=by_topic(cases),
        confusions=tuple(
            Confused(topic=pair[0], taken_for=pair[1], count=count)
            for pair, count in sorted(confused(cases).items())
        ),
    )


@dataclass(frozen=True)
class Change:
    """How a figure of a part went from the live model to the candidate; `name` may be a pair."""

    name: tuple[str, ...]
    live: int
    candidate: int
    of: int

    @property
    def by(self) -> int:
        """How many more, or with a minus fewer."""
        return self.candidate - self.live


def changed_topics(candidate: Scores, live: Scores) -> list[Change]:
    """The topics whose questions are reached more or less often, the greatest losses first."""
    found = (
        Change((topic,), live.topics[topic].hits, now.hits, now.of)
        for topic, now in candidate.topics.items()
        if topic in live.topics
    )
    return sorted((one for one in found if one.by), key=lambda one: (one.by, one.name))


def changed_confusions(candidate: Scores, live: Scores) -> list[Change]:
    """The pairs of topics taken for each other more or less often, what grew most first."""
    found = _pairs(candidate, live)
    return sorted((one for one in found if one.by), key=lambda one: (-one.by, one.name))


def _pairs(candidate: Scores, live: Scores) -> Iterator[Change]:
    now, before = (
        {(pair.topic, pair.taken_for): pair.count for pair in scores.confusions}
        for scores in (candidate, live)
    )
    for pair in now.keys() | before.keys():
        yield Change(pair, before.get(pair, 0), now.get(pair, 0), 0)
