"""Why a text is decided as it is: what was read, what the safety net saw, which words spoke.

The words' say is found by leaving each out and looking how the topics' probabilities change
(occlusion: Zeiler and Fergus, ECCV 2014). So it works with any classifier, needs nothing of the
server but its parse, and costs only whoever asks for an explanation.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from nlu.decision import CRISIS, OUT_OF_SCOPE, REFUSE, Decision, Parse, decide
from nlu.explain_safety import Seen, trace
from nlu.safety import look
from nlu.text.normal import normalize
from nlu.understanding import Classifier

MOST_WORDS = 40
"""Words of a text that are left out in turn; those beyond are not explained."""

MOST_TOLD = 6
"""Most words named for one topic."""

LEAST_TOLD = 0.01
"""A word that changes a probability by less says nothing."""

TOGETHER = 0.05
"""Two neighbours are named as one when both left out change so much more than either alone."""

TOPICS = 2
"""How many of the likeliest topics are explained."""

SIDE_BY_SIDE = 8
"""Parses asked of the classifier at once."""


@dataclass(frozen=True)
class Bar:
    """A probability held against its threshold."""

    name: str
    share: float
    threshold: float

    @property
    def is_reached(self) -> bool:
        """Whether it counts as sure."""
        return self.share >= self.threshold


@dataclass(frozen=True)
class Say:
    """Words of a text and how much of a topic's probability is lost without them (may be < 0)."""

    words: str
    weight: float


@dataclass(frozen=True)
class Voices:
    """A topic, its probability, and the words that speak for and against it, loudest first."""

    topic: str
    share: float
    says: tuple[Say, ...]


@dataclass(frozen=True)
class Explanation:
    """Everything that led to a decision.

    `normal` and `folded`: the text as the classifier reads it, with and without marks.
    """

    decision: Decision
    normal: str
    folded: str
    seen: tuple[Seen, ...]
    bars: tuple[Bar, ...]
    voices: tuple[Voices, ...]


async def explain(text: str, classifier: Classifier) -> Explanation:
    """Explain the decision on `text`. Raises NluAwayError where the classifier is away."""
    # First, since the rules are read at their first use: a parse under way would time out.
    seen, alarm = trace(text), look(text)
    parse = await classifier.parse(text)
    normal = normalize(text)
    return Explanation(
        decide(alarm, parse),
        normal.text,
        normal.plain,
        seen,
        bars(parse),
        await _voices(text, parse, classifier),
    )


def bars(parse: Parse) -> tuple[Bar, ...]:
    """What nlu.decision holds against a threshold, in the order in which it does."""
    sure = parse.thresholds
    return (
        Bar("crisis", parse.mass(CRISIS), sure.crisis),
        Bar("refuse", parse.leading(REFUSE), sure.refuse),
        Bar("out_of_scope", parse.leading(OUT_OF_SCOPE), sure.out_of_scope),
        Bar("answer", parse.lead, sure.answer),
    )


def share_of(parse: Parse, topic: str) -> float:
    """The probability of a topic; 0 where it is not in the ranking."""
    return next((r.confidence for r in parse.ranking if r.topic == topic), 0.0)


async def _voices(text: str, parse: Parse, classifier: Classifier) -> tuple[Voices, ...]:
    """What the words of the text say for the likeliest topics."""
    words = text.split()
    runs = runs_of(min(len(words), MOST_WORDS))
    turn = asyncio.Semaphore(SIDE_BY_SIDE)

    async def without(run: range) -> Parse:
        async with turn:
            return await classifier.parse(" ".join([*words[: run.start], *words[run.stop :]]))

    parses = await asyncio.gather(*(without(run) for run in runs))
    voices: list[Voices] = []
    for ranked in parse.ranking[:TOPICS]:
        lost = {
            run: ranked.confidence - share_of(left, ranked.topic)
            for run, left in zip(runs, parses, strict=True)
        }
        says = tuple(
            Say(" ".join(words[run.start : run.stop]), round(lost[run], 4)) for run in told(lost)
        )
        voices.append(Voices(ranked.topic, ranked.confidence, says))
    return tuple(voices)


def runs_of(words: int) -> list[range]:
    """Every word alone and every two neighbours; nothing for a single word."""
    if words < 2:
        return []
    alone = [range(at, at + 1) for at in range(words)]
    return alone + [range(at, at + 2) for at in range(words - 1) if words > 2]


def told(lost: dict[range, float]) -> Sequence[range]:
    """The runs worth naming, the loudest first, none of them twice.

    A pair counts only when it says more than either of its words: "ma tuý" rather than "ma", but
    "methadone" rather than "methadone là".
    """

    def strength(run: range) -> float:
        return abs(lost[run])

    def counts(run: range) -> bool:
        parts = [range(at, at + 1) for at in run] if len(run) > 1 else []
        return strength(run) >= max([LEAST_TOLD, *(strength(p) + TOGETHER for p in parts)])

    chosen: list[range] = []
    taken: set[int] = set()
    for run in sorted(lost, key=lambda run: (-strength(run), run.start, len(run))):
        if counts(run) and taken.isdisjoint(run):
            chosen.append(run)
            taken.update(run)
    return chosen[:MOST_TOLD]
