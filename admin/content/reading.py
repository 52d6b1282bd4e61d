"""Questions the pages ask of the content: which state, which sources, which match a search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from content.catalogue import Catalogue, is_being_checked, is_past_review, name_of
from content.groups import GROUPS
from content.messages import mark
from content.revisions.standing import Standing
from content.schema import Confidence, Document, DocumentKind, Statement, Topic
from nlu.text.letters import clean, fold

LONGEST_SEARCH = 100
"""Characters of a search that are used."""

CONFIDENCE: Mapping[Confidence, str] = MappingProxyType(
    {
        Confidence.CERTAIN: mark("Certain"),
        Confidence.SINGLE_SOURCE: mark("One source only"),
        Confidence.EDITORIAL: mark("Advice of the editors"),
    }
)

KINDS: Mapping[DocumentKind, str] = MappingProxyType(
    {
        DocumentKind.LAW: mark("Law"),
        DocumentKind.DECREE: mark("Decree"),
        DocumentKind.CIRCULAR: mark("Circular"),
        DocumentKind.RESOLUTION: mark("Resolution"),
        DocumentKind.DECISION: mark("Decision"),
        DocumentKind.PLAN: mark("Plan"),
        DocumentKind.GUIDELINE: mark("Guideline"),
        DocumentKind.RESEARCH: mark("Research"),
        DocumentKind.PRESS: mark("Press"),
        DocumentKind.NOTICE: mark("Notice"),
        DocumentKind.EDITORIAL: mark("Editors"),
    }
)

_BINDING = frozenset(
    {
        DocumentKind.LAW,
        DocumentKind.DECREE,
        DocumentKind.CIRCULAR,
        DocumentKind.RESOLUTION,
        DocumentKind.DECISION,
    }
)


class Filter(StrEnum):
    """Topics that are looked for by their state. One topic may be in several."""

    PUBLISHED = "published"
    CHECKING = "checking"
    PAST_REVIEW = "past_review"


FILTERS: Mapping[Filter, str] = MappingProxyType(
    {
        Filter.PUBLISHED: mark("Answered in full"),
        Filter.CHECKING: mark("Being checked"),
        Filter.PAST_REVIEW: mark("Past review"),
    }
)
"""The states that follow from what is published, with their names as messages."""


class Work(StrEnum):
    """Topics by where they stand in the work of staff."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    SCHEDULED = "scheduled"
    DOUBTED = "doubted"
    NEWER = "newer"
    EDITED = "edited"


WORK: Mapping[Work, str] = MappingProxyType(
    {
        Work.DRAFT: mark("Draft"),
        Work.IN_REVIEW: mark("In review"),
        Work.SCHEDULED: mark("Waits for its date"),
        Work.DOUBTED: mark("A source was replaced"),
        Work.NEWER: mark("A newer edition came"),
        Work.EDITED: mark("Edited here"),
    }
)
"""The states in the work of staff, with their names as messages."""


class Force(StrEnum):
    """Whether a document binds today.

    LIKELY: its dates say so, but it was not verified beyond one source. REFERENCE: it is no law.
    """

    ENDED = "ended"
    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    LIKELY = "likely"
    UNDATED = "undated"
    REFERENCE = "reference"


FORCES: Mapping[Force, str] = MappingProxyType(
    {
        Force.IN_FORCE: mark("In force"),
        Force.LIKELY: mark("In force according to one source"),
        Force.NOT_YET: mark("Not in force yet"),
        Force.ENDED: mark("No longer in force"),
        Force.UNDATED: mark("Dates not noted"),
        Force.REFERENCE: mark("For reference"),
    }
)
"""Each state of a document in the order of the list, with its name as a message."""


def is_in(topic: Topic, state: Filter, today: date) -> bool:
    """Whether a topic is in a state."""
    if state is Filter.PAST_REVIEW:
        return is_past_review(topic, today)
    return is_being_checked(topic) is (state is Filter.CHECKING)


def work_on(standing: Standing) -> list[Work]:
    """Where a topic stands in the work of staff."""
    found = [Work(standing.state)] if standing.state else []
    for state, holds in (
        (Work.DOUBTED, bool(standing.doubts)),
        (Work.NEWER, standing.shipped),
        (Work.EDITED, standing.edited),
    ):
        if holds:
            found.append(state)
    return found


def count(topics: Iterable[Topic], today: date) -> dict[Filter, int]:
    """How many topics are in each state."""
    every = list(topics)
    return {state: sum(is_in(topic, state, today) for topic in every) for state in Filter}


def force_of(document: Document, today: date) -> Force:
    """Whether a document is in force today, as far as its dates are known."""
    if document.effective_to and today > document.effective_to:
        return Force.ENDED
    if document.effective_from and today < document.effective_from:
        return Force.NOT_YET
    if document.effective_from:
        return Force.IN_FORCE if document.confidence is Confidence.CERTAIN else Force.LIKELY
    return Force.UNDATED if document.kind in _BINDING else Force.REFERENCE


def has_ended(statement: Statement, today: date) -> bool:
    """Whether a statement no longer holds by its own dates."""
    return statement.effective_to is not None and today > statement.effective_to


def by_group(topics: Iterable[Topic]) -> list[tuple[str, list[Topic]]]:
    """The topics of each group that has some, groups in the order of the list."""
    found: dict[str, list[Topic]] = {group: [] for group in GROUPS}
    for topic in topics:
        found.setdefault(topic.group, []).append(topic)
    return [(group, members) for group, members in found.items() if members]


def resting_on(catalogue: Catalogue) -> dict[str, list[Topic]]:
    """The topics that rest on each document, by the document's id."""
    found: dict[str, list[Topic]] = {}
    for topic in catalogue.topics.values():
        sources = (source for statement in topic.statements for source in statement.sources)
        for document in dict.fromkeys(source.document for source in sources):
            found.setdefault(document, []).append(topic)
    return found


def search_words(typed: str) -> tuple[str, ...]:
    """The words of a search, without capitals and diacritics."""
    return tuple(fold(clean(typed[:LONGEST_SEARCH])).split())


def names_topic(words: Sequence[str], topic: Topic) -> bool:
    """Whether every word stands in the topic's title, in either language, or in its id."""
    return _has_all(words, (topic.title.vi, topic.title.en or "", topic.id))


def names_document(words: Sequence[str], document: Document) -> bool:
    """Whether every word stands in the document's title, in either language, number or id."""
    names = (name_of(document, "vi"), name_of(document, "en"), document.id)
    return _has_all(words, names)


def _has_all(words: Sequence[str], names: Iterable[str]) -> bool:
    text = fold(" ".join(names))
    return all(word in text for word in words)
