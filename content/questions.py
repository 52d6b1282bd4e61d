"""The questions of the knowledge quiz: each rests on one statement of a topic.

They stand in `content/quiz/*.yml` and are read once. A question names its statement by the very
words of it, so a statement that was rewritten, removed or is out of force takes its question along
(see `ground`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from content.catalogue import Catalogue
from content.files import ContentError, records
from content.schema import Bilingual, Confidence, Prose, Statement, Strict, TopicId

HOME = Path(__file__).parent / "quiz"

LONGEST_LABEL = 40
"""Most characters of an answer: what a phone shows on one button (see Telegram's keyboards)."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=40)]
Label = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_LABEL)
]


class QuizQuestion(Strict):
    """One question: what is asked, the right answer, wrong ones, and why it is so.

    `rests_on` is the Vietnamese text of the statement of `topic` that it rests on.
    """

    id: Slug
    topic: TopicId
    rests_on: Prose
    question: Bilingual[Prose]
    right: Bilingual[Label]
    wrong: Annotated[tuple[Bilingual[Label], ...], Field(min_length=2, max_length=3)]
    because: Bilingual[Prose]

    @property
    def answers(self) -> tuple[Bilingual[Label], ...]:
        """Every answer; the right one is the first."""
        return (self.right, *self.wrong)

    @model_validator(mode="after")
    def _is_whole_in_both_languages(self) -> Self:
        if any(text.en is None for text in (self.question, self.because, *self.answers)):
            raise ValueError("is not in both languages")
        for language in ("vi", "en"):
            labels = [answer.in_language(language) for answer in self.answers]
            if len(set(labels)) != len(labels):
                raise ValueError("two answers read the same")
        return self


def load(home: Path = HOME) -> Mapping[str, QuizQuestion]:
    """Every question by id. Raises ContentError with all the problems found."""
    problems: list[str] = []
    found: dict[str, QuizQuestion] = {}
    for path in sorted(home.glob("*.yml")):
        for question in records(path, QuizQuestion, problems):
            if question.id in found:
                problems.append(f"{path.name}: question {question.id} is there twice")
            found[question.id] = question
    if problems:
        raise ContentError("\n".join(problems))
    return MappingProxyType(found)


@cache
def questions() -> Mapping[str, QuizQuestion]:
    """The questions of the service, by id. Raises ContentError."""
    return load()


def ground(question: QuizQuestion, catalogue: Catalogue, today: date) -> Statement | None:
    """The statement a question rests on; None where it may not be asked today.

    It may be asked while its topic is published with that statement, certain or our own advice,
    and the statement and every document behind it are in force.
    """
    topic = catalogue.topics.get(question.topic)
    for statement in topic.statements if topic else ():
        if statement.text.vi == question.rests_on:
            return statement if _holds(statement, catalogue, today) else None
    return None


def _holds(statement: Statement, catalogue: Catalogue, today: date) -> bool:
    if statement.confidence is Confidence.SINGLE_SOURCE:
        return False
    return all(
        (begins is None or begins <= today) and (ends is None or today <= ends)
        for begins, ends in _spans(statement, catalogue)
    )


def _spans(statement: Statement, catalogue: Catalogue) -> Iterator[tuple[date | None, date | None]]:
    yield statement.effective_from, statement.effective_to
    for source in statement.sources:
        document = catalogue.documents[source.document]
        yield document.effective_from, document.effective_to
