"""What in the content is stale or thin: topic by topic, why somebody should look at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from content.catalogue import Catalogue, is_being_checked, is_past_review
from content.messages import mark
from content.readability import AIM, words_a_sentence
from content.revisions.checking import SOURCED_GROUPS
from content.revisions.people import is_fixed
from content.schema import Confidence, Topic

SOON = timedelta(days=30)
"""A review that is due within this time is named."""

OLD_CHECK = timedelta(days=180)
"""A statement that nobody checked for so long is stale."""

THIN_WORDS = 25
"""A short answer of fewer words says little."""

FEW_EXAMPLES = 15
"""Below so many training examples, questions about a topic are understood badly."""


class Reason(StrEnum):
    """Why somebody should look at a topic, the gravest first."""

    DOUBTED = "doubted"
    PAST_REVIEW = "past_review"
    ENDED_SOURCE = "ended_source"
    CHECKING = "checking"
    NO_STATEMENTS = "no_statements"
    ONE_SOURCE = "one_source"
    OLD_CHECK = "old_check"
    DUE_SOON = "due_soon"
    NO_ENGLISH = "no_english"
    NO_DETAILS = "no_details"
    NO_STEPS = "no_steps"
    THIN = "thin"
    HARD = "hard"
    FEW_EXAMPLES = "few_examples"


REASONS: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.DOUBTED: mark("A document behind it was replaced"),
        Reason.PAST_REVIEW: mark("Past its review date"),
        Reason.ENDED_SOURCE: mark("A statement rests only on documents that have ended"),
        Reason.CHECKING: mark("Still being checked"),
        Reason.NO_STATEMENTS: mark("Facts without statements and sources"),
        Reason.ONE_SOURCE: mark("Rests on single sources only"),
        Reason.OLD_CHECK: mark("A statement was not checked for half a year"),
        Reason.DUE_SOON: mark("Review due within 30 days"),
        Reason.NO_ENGLISH: mark("Not in English yet"),
        Reason.NO_DETAILS: mark("No longer parts"),
        Reason.NO_STEPS: mark("No next steps"),
        Reason.THIN: mark("Very short answer"),
        Reason.HARD: mark("Long sentences"),
        Reason.FEW_EXAMPLES: mark("Few training examples"),
    }
)
"""Each reason's name, as a message."""


@dataclass(frozen=True)
class Line:
    """A topic with the reasons to look at it."""

    topic: Topic
    reasons: tuple[Reason, ...]


def report(catalogue: Catalogue, examples: Mapping[str, int], today: date) -> list[Line]:
    """The topics with a reason to be looked at, those with the gravest reasons first.

    `examples`: how many training examples each topic has.
    """
    order = list(Reason)
    lines = [
        Line(topic, reasons)
        for topic in catalogue.topics.values()
        if (reasons := reasons_of(topic, catalogue, examples.get(topic.id, 0), today))
    ]
    lines.sort(key=lambda line: [order.index(reason) for reason in line.reasons])
    return lines


def reasons_of(
    topic: Topic, catalogue: Catalogue, examples: int, today: date
) -> tuple[Reason, ...]:
    """Why somebody should look at a topic, the gravest reason first."""
    return tuple(reason for reason, holds in _holds(topic, catalogue, examples, today) if holds)


def _holds(
    topic: Topic, catalogue: Catalogue, examples: int, today: date
) -> list[tuple[Reason, bool]]:
    said = topic.statements
    full = not is_being_checked(topic)
    informs = full and topic.group in SOURCED_GROUPS
    sentences = topic.short.vi.split()
    return [
        (Reason.DOUBTED, topic.id in catalogue.doubtful),
        (Reason.PAST_REVIEW, is_past_review(topic, today)),
        (Reason.ENDED_SOURCE, _rests_on_ended(topic, catalogue, today)),
        (Reason.CHECKING, not full),
        (Reason.NO_STATEMENTS, informs and not said),
        (
            Reason.ONE_SOURCE,
            bool(said) and all(one.confidence is Confidence.SINGLE_SOURCE for one in said),
        ),
        (Reason.OLD_CHECK, any(one.checked_on < today - OLD_CHECK for one in said)),
        (Reason.DUE_SOON, today <= topic.review_by <= today + SOON),
        (Reason.NO_ENGLISH, topic.short.en is None or topic.title.en is None),
        (Reason.NO_DETAILS, informs and not topic.details),
        (Reason.NO_STEPS, informs and not topic.next_steps),
        (Reason.THIN, informs and len(sentences) < THIN_WORDS),
        (Reason.HARD, words_a_sentence(topic.short.vi) > AIM),
        (Reason.FEW_EXAMPLES, not is_fixed(topic.id) and examples < FEW_EXAMPLES),
    ]


def _rests_on_ended(topic: Topic, catalogue: Catalogue, today: date) -> bool:
    def has_ended(name: str) -> bool:
        ends = catalogue.documents[name].effective_to
        return ends is not None and ends < today

    return any(
        all(has_ended(source.document) for source in statement.sources)
        for statement in topic.statements
        if statement.effective_to is None
    )
