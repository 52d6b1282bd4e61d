"""Whether a topic or a document may be kept: its shape, its sources, its numbers, its length.

The shape is that of content.schema; the other rules are those that the YAML files are tested by.
Faults stand in the way; warnings are for the writer to weigh.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from content.messages import mark
from content.phones import unknown_numbers
from content.readability import AIM, words_a_sentence
from content.revisions.faults import Fault, of_shape
from content.revisions.labels import Place
from content.revisions.people import is_fixed
from content.revisions.tidying import tidy
from content.schema import Document, Status, Topic

SOURCED_GROUPS = ("law", "drug", "treat", "after")
"""Groups whose full answers state facts, and so need statements with sources."""

_EMERGENCY = re.compile(r"(?<!\d)11[1345](?!\d)")
_NAMES = re.compile(r"(?i)con nghiện|thằng nghiện|bạn bị nghiện|đồ nghiện|\baddicts?\b")


@dataclass(frozen=True)
class Known:
    """What a text may refer to: topics by id, documents by id."""

    topics: Mapping[str, object]
    documents: Mapping[str, Document]


@dataclass(frozen=True)
class Checked:
    """A topic that is in shape, if it is, with what is wrong and what is to be weighed."""

    topic: Topic | None
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...] = ()


def check(body: Mapping[str, Any], known: Known) -> Checked:
    """Check a topic as it was filled in."""
    try:
        topic = Topic.model_validate(tidy(dict(body)))
    except ValidationError as error:
        return Checked(None, tuple(of_shape(error, ("reviewed_on", "review_by"))))
    faults = (*_phones(topic), *_references(topic, known), *_fixed(topic))
    return Checked(topic, faults, tuple(_warnings(topic, known)))


def check_document(
    body: Mapping[str, Any], documents: Mapping[str, Document]
) -> tuple[Document | None, tuple[Fault, ...]]:
    """Check a document as it was filled in."""
    try:
        document = Document.model_validate(tidy(dict(body)))
    except ValidationError as error:
        return None, tuple(of_shape(error, ("effective_from", "effective_to")))
    newer, faults = document.replaced_by, []
    if newer is not None and newer not in documents and newer != document.id:
        faults.append(Fault(("replaced_by",), mark("There is no such document.")))
    seen = {document.id}
    while newer is not None:
        if newer in seen:
            text = mark("A document cannot be replaced by itself, nor by one that it replaces.")
            faults.append(Fault(("replaced_by",), text))
            break
        seen.add(newer)
        newer = documents[newer].replaced_by if newer in documents else None
    return document, tuple(faults)


def texts(topic: Topic) -> Iterator[tuple[Place, str]]:
    """Every text of a topic that people may see, with its place."""
    held: list[tuple[Place, Any]] = [(("title",), topic.title), (("short",), topic.short)]
    for at, part in enumerate(topic.details):
        held += [(("details", at, "heading"), part.heading), (("details", at, "text"), part.text)]
    held += [(("next_steps", at), line) for at, line in enumerate(topic.next_steps)]
    held += [(("unconfirmed", at), line) for at, line in enumerate(topic.unconfirmed)]
    held += [(("statements", at, "text"), one.text) for at, one in enumerate(topic.statements)]
    for place, pair in held:
        yield (*place, "vi"), pair.vi
        if pair.en is not None:
            yield (*place, "en"), pair.en


def _phones(topic: Topic) -> Iterator[Fault]:
    message = mark("{number} is not on the list of checked telephone numbers.")
    for place, text in texts(topic):
        for number in unknown_numbers(text):
            yield Fault(place, message, {"number": number})


def _references(topic: Topic, known: Known) -> Iterator[Fault]:
    for at, other in enumerate(topic.related):
        if other == topic.id:
            yield Fault(("related", at), mark("A topic is not related to itself."))
        elif other not in known.topics:
            message = mark("There is no topic {topic}.")
            yield Fault(("related", at), message, {"topic": other})
    for at, statement in enumerate(topic.statements):
        for number, source in enumerate(statement.sources):
            if source.document not in known.documents:
                place: Place = ("statements", at, "sources", number, "document")
                message = mark("There is no document {document}.")
                yield Fault(place, message, {"document": source.document})
        if (
            statement.effective_from
            and statement.effective_to
            and statement.effective_to < statement.effective_from
        ):
            place = ("statements", at, "effective_to")
            yield Fault(place, mark("The later date has to come after the earlier one."))


def _fixed(topic: Topic) -> Iterator[Fault]:
    if is_fixed(topic.id) and topic.status is Status.CHECKING:
        yield Fault(("status",), mark("A fixed text is always answered in full."))
    if topic.group == "crisis":
        for tongue, text in (("vi", topic.short.vi), ("en", topic.short.en)):
            if text and not _EMERGENCY.search(text):
                message = mark("Words for someone in danger have to name 111, 113, 114 or 115.")
                yield Fault(("short", tongue), message)


def _warnings(topic: Topic, known: Known) -> Iterator[Fault]:
    if (words := words_a_sentence(topic.short.vi)) > AIM:
        message = mark("Hard to read: {words} words a sentence on average, aim for {aim} at most.")
        yield Fault(("short", "vi"), message, {"words": round(words), "aim": round(AIM)})
    for tongue_of, pair in (("title", topic.title), ("short", topic.short)):
        if pair.en is None:
            yield Fault((tongue_of, "en"), mark("There is no English yet."))
    if topic.short.en and figures(topic.short.en) != figures(topic.short.vi):
        yield Fault(("short", "en"), mark("The figures differ from the Vietnamese."))
    for place, text in texts(topic):
        if found := _NAMES.search(text):
            message = mark("“{words}” labels people. Is there a kinder way to say it?")
            yield Fault(place, message, {"words": found[0]})
    is_full = topic.status is Status.PUBLISHED
    if is_full and topic.group in SOURCED_GROUPS and not topic.statements:
        yield Fault(("statements",), mark("An answer with facts needs statements with sources."))
    yield from _old_sources(topic, known)


def _old_sources(topic: Topic, known: Known) -> Iterator[Fault]:
    for at, statement in enumerate(topic.statements):
        for number, source in enumerate(statement.sources):
            document = known.documents.get(source.document)
            if document and document.replaced_by:
                place = ("statements", at, "sources", number, "document")
                message = mark("This document was replaced by {document}. Does this still hold?")
                yield Fault(place, message, {"document": document.replaced_by})


def figures(text: str) -> list[str]:
    """The numbers of a text in order of size, as English writes them: 0.1, 1000."""
    thousands = re.sub(r"(?<=\d)[.,](?=000\b)", "", text)
    return sorted(re.findall(r"\d+(?:\.\d+)*", re.sub(r"(?<=\d),(?=\d)", ".", thousands)))
