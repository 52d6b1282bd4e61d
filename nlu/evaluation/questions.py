"""The questions that a model is measured on, and the check that it was not trained on them."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nlu.corpus import Example
from nlu.evaluation.errors import EvaluationError
from nlu.near_copies import Prints, fingerprint

FILE = Path(__file__).parent / "questions.tsv"
COLUMNS = ["text", "topics", "dress"]
DRESSES = ("full", "plain", "teencode", "slips", "slang")
MOST_TOPICS = 3

TOO_SHORT = 3
"""Texts of so few words ("cảm ơn bạn") are said alike by everybody and leak nothing."""


@dataclass(frozen=True)
class Question:
    """A text, the topics that are right for it, best first, and the dress it is typed in."""

    text: str
    topics: tuple[str, ...]
    dress: str

    @property
    def group(self) -> str:
        """The group of the best topic."""
        return self.topics[0].partition("/")[0]

    def is_about(self, prefix: str) -> bool:
        """Whether a topic that is right starts so: "crisis/", "other/out_of_scope"."""
        return any(topic.startswith(prefix) for topic in self.topics)


def read(path: Path = FILE) -> list[Question]:
    """The questions of a file. Raises EvaluationError, with the line that does not fit."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
            if rows.fieldnames != COLUMNS:
                raise EvaluationError(f"{path.name}: the columns are not {', '.join(COLUMNS)}")
            return [_question(row, path, line) for line, row in enumerate(rows, start=2)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise EvaluationError(f"{path.name}: {error}") from error


def _question(row: dict[str, str], path: Path, line: int) -> Question:
    text, topics, dress = (row[name] or "" for name in COLUMNS)
    named = tuple(topics.split("|"))
    if not text or not all(named) or len(named) > MOST_TOPICS or dress not in DRESSES:
        raise EvaluationError(f"{path.name}: line {line} is no question")
    return Question(text, named, dress)


def digest(questions: Iterable[Question]) -> str:
    """A short hash of the questions and their right topics: figures compare only within one."""
    found = hashlib.sha256()
    for question in questions:
        found.update(f"{question.text}\t{'|'.join(question.topics)}\n".encode())
    return found.hexdigest()[:12]


class NearCopies:
    """Finds the questions of which a text is a near-copy."""

    def __init__(self, questions: Iterable[Question]) -> None:
        """Index the questions that are long enough to leak."""
        self._questions: list[Question] = []
        self._prints = Prints()
        for question in questions:
            pairs = fingerprint(question.text)
            if len(pairs) > TOO_SHORT + 1:
                self._questions.append(question)
                self._prints.put(pairs)

    def of(self, text: str) -> list[Question]:
        """The questions that `text` would tell a model."""
        return [self._questions[at] for at in self._prints.like(fingerprint(text))]


def leaks(
    questions: Iterable[Question], examples: Iterable[Example]
) -> Iterator[tuple[Question, Example]]:
    """Questions that a training example tells the model, each with that example."""
    known = NearCopies(questions)
    for example in examples:
        for question in known.of(example.text):
            yield question, example
