"""The tables of examples, wishes for topics, training runs and models."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, UtcDateTime


class ExampleRow(Base):
    """A wording of a topic, from the repository's files or from staff.

    `same`: equal for texts that are one wording to the classifier (a hash of the folded text).
    `withheld`: of the files, but not learned any more, because staff took it out.
    """

    __tablename__ = "learning_example"
    __table_args__ = (Index("ix_learning_example_topic_id", "topic", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(String(1000))
    same: Mapped[str] = mapped_column(String(32), index=True)
    origin: Mapped[str] = mapped_column(String(10), index=True)
    author: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withheld: Mapped[bool]


class WishRow(Base):
    """A topic that staff miss, in their own words; `questions`: how many people asked for it."""

    __tablename__ = "learning_wish"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    questions: Mapped[int]
    author: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)


class RunRow(Base):
    """A training or a publication that staff asked for.

    `slot` is 1 while the run waits or works and NULL after; it is unique, so there is one at most.
    `model`: the candidate, or the model to publish. `log`: the steps so far. `fault`: a message.
    """

    __tablename__ = "learning_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(12))
    slot: Mapped[int | None] = mapped_column(unique=True)
    model: Mapped[str | None] = mapped_column(String(12))
    asked_by: Mapped[str] = mapped_column(String(40))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    beat_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    percent: Mapped[int]
    log: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    fault: Mapped[str | None] = mapped_column(String(300))


class ModelRow(Base):
    """A model that was trained here. `name` is the hash of all it depends on.

    `code`: the repository's share of that hash; `data`: the hash of the training data. `added` and
    `withheld`: what staff changed about them. `scores`: nlu.evaluation.scores.Scores; `beside`: the
    model it was compared with, `reasons` why it may not replace that (nlu.evaluation.gate.Reason).
    """

    __tablename__ = "learning_model"

    name: Mapped[str] = mapped_column(String(12), primary_key=True)
    code: Mapped[str] = mapped_column(String(12))
    data: Mapped[str] = mapped_column(String(12))
    examples: Mapped[int]
    added: Mapped[int]
    withheld: Mapped[int]
    made_by: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    scores: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    beside: Mapped[str | None] = mapped_column(String(12))
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    live: Mapped[bool]
    live_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    on_disk: Mapped[bool]


class TrainerRow(Base):
    """The one row on who can train: when a process that can, or one that cannot, was last seen.

    `corpus`: the hash of the files that the examples were last read from; `code`: as in ModelRow.
    """

    __tablename__ = "learning_trainer"

    id: Mapped[int] = mapped_column(primary_key=True)
    able_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    unable_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    corpus: Mapped[str | None] = mapped_column(String(12))
    code: Mapped[str | None] = mapped_column(String(12))
