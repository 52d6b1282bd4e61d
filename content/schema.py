"""The shape of a topic and of a document, as the YAML files hold them and the store keeps them.

A topic is what the service says about one thing; a document is where a fact comes from. Texts are
plain (no markup): a blank line parts paragraphs, a line that starts with "• " is a list item.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

SHORT_MAX = 600
"""Longest short answer, in characters: one phone screen."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=SHORT_MAX)]
TopicId = Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z_]+$")]
DocumentId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$", max_length=60)]


T = TypeVar("T")


class Strict(BaseModel):
    """A frozen record that refuses fields it does not know, so a misspelt key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Confidence(StrEnum):
    """How sure a fact is. What could not be verified has no grade: it is not stated as a fact."""

    CERTAIN = "certain"
    SINGLE_SOURCE = "single_source"
    EDITORIAL = "editorial"


class Status(StrEnum):
    """PUBLISHED is answered in full; CHECKING says honestly that the answer is being verified."""

    PUBLISHED = "published"
    CHECKING = "checking"


class DocumentKind(StrEnum):
    """What sort of source a document is."""

    LAW = "law"
    DECREE = "decree"
    CIRCULAR = "circular"
    RESOLUTION = "resolution"
    DECISION = "decision"
    PLAN = "plan"
    GUIDELINE = "guideline"
    RESEARCH = "research"
    PRESS = "press"
    NOTICE = "notice"
    EDITORIAL = "editorial"


class Bilingual(Strict, Generic[T]):
    """A text in Vietnamese and, where it has been written, in English."""

    vi: T
    en: T | None = None

    def in_language(self, language: str) -> T:
        """The text in `language`, or the Vietnamese where there is no English yet."""
        return self.en if language == "en" and self.en is not None else self.vi


class Document(Strict):
    """A source: a law, a decree, a guideline, an article.

    `number` is the official number as people cite it, where there is one. `published` is a date as
    precise as it is known ("2018", "2024-10", "2019-12-27") for sources that are not in force but
    merely appeared. `notes` is for staff and is never shown in a chat.
    """

    id: DocumentId
    kind: DocumentKind
    number: Line | None = None
    title: Bilingual[Line]
    effective_from: date | None = None
    effective_to: date | None = None
    replaced_by: DocumentId | None = None
    published: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")] | None = None
    checked_on: date
    confidence: Confidence
    notes: Prose | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.effective_from and self.effective_to and self.effective_to < self.effective_from:
            raise ValueError(f"{self.id}: effective_to is before effective_from")
        return self


class Source(Strict):
    """Where in a document a fact stands. `article` is written out: "Điều 30 khoản 1 điểm a"."""

    document: DocumentId
    article: Line | None = None


class Statement(Strict):
    """One checkable fact that an answer rests on."""

    text: Bilingual[Prose]
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    effective_from: date | None = None
    effective_to: date | None = None
    checked_on: date
    confidence: Confidence


class Part(Strict):
    """One longer part of an answer, shown when the person asks for more."""

    heading: Bilingual[Line]
    text: Bilingual[Prose]


class Topic(Strict):
    """What the service says about one thing, and why it may say so."""

    id: TopicId
    title: Bilingual[Line]
    status: Status = Status.PUBLISHED
    reviewed_on: date
    review_by: date
    short: Bilingual[Short]
    details: tuple[Part, ...] = ()
    next_steps: tuple[Bilingual[Line], ...] = ()
    related: tuple[TopicId, ...] = ()
    statements: tuple[Statement, ...] = ()
    unconfirmed: tuple[Bilingual[Line], ...] = ()
    keywords: tuple[Line, ...] = ()

    @property
    def group(self) -> str:
        """The part of the id before the slash: law, drug, treat…"""
        return self.id.partition("/")[0]

    @model_validator(mode="after")
    def _is_reviewed_before_it_is_due(self) -> Self:
        if self.review_by <= self.reviewed_on:
            raise ValueError(f"{self.id}: review_by must be after reviewed_on")
        return self
