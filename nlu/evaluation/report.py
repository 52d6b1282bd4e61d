"""One evaluation from end to end, and the records it leaves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from content import files
from content.messages import mark
from nlu.corpus import Example
from nlu.decision import Act
from nlu.evaluation import figures, folds, others, questions, readability
from nlu.evaluation.figures import Confusion, Figures
from nlu.evaluation.measures import Frozen, Share, share
from nlu.evaluation.others import OtherResult
from nlu.evaluation.outcomes import Case, Outcome, decide_all
from nlu.evaluation.questions import Question
from nlu.evaluation.readability import Readability
from nlu.evaluation.runs import Laboratory
from nlu.text.letters import fold

LATEST = Path(__file__).parent / "latest.json"
"""The committed summary."""

MOST_LISTED = 60
"""Questions listed for each kind of failure."""

HARDEST = 5
"""Topics named in the summary of readability."""

_FLAT = re.compile(r'\{\s*"hits": [^{}]*\}')
"""A share, as it is written."""

Tell = Callable[..., None]
"""Prints a message, with its values."""


@dataclass(frozen=True)
class Plan:
    """What is measured: a model file and the examples it was made of, in so many folds.

    `folds` 0: no cross-validation. `bench`: the folder of other people's data.
    """

    model: Path
    examples: Sequence[Example]
    folds: int = 0
    bench: Path | None = None


class Cross(Frozen):
    """Cross-validation: the right topic first in each fold, and the figures of all folds."""

    folds: tuple[Share, ...]
    figures: Figures


class Summary(Frozen):
    """The figures without any text: what is committed and compared."""

    model: str
    examples: int
    topics: int
    questions: str
    fixed: Figures
    cross: Cross | None = None
    others: tuple[OtherResult, ...] = ()
    sentence_average: float
    hardest_topics: dict[str, float]


class Failure(Frozen):
    """A question that went wrong: what is right, what was decided and how sure."""

    text: str
    right: str
    decided: str
    topic: str
    sureness: float
    reason: str


class Report(Frozen):
    """The summary, and the questions behind it."""

    summary: Summary
    confusions: tuple[Confusion, ...]
    missed_crises: tuple[Failure, ...]
    false_alarms: tuple[Failure, ...]
    wrong_answers: tuple[Failure, ...]
    turned_away: tuple[Failure, ...]
    readability: Readability


async def evaluate(plan: Plan, laboratory: Laboratory, tell: Tell) -> Report:
    """Measure what is planned. Raises EvaluationError."""
    benchmarks = others.find(plan.bench) if plan.bench else []
    asked = questions.read()
    tell(mark("Asking the model {count} questions."), count=len(asked))
    parses = await laboratory.rank(plan.model, [question.text for question in asked])
    cases = await decide_all(asked, parses)
    cross = await _cross(plan, laboratory, tell) if plan.folds else None
    results: list[OtherResult] = []
    for benchmark in benchmarks:
        tell(mark("Training on data of others: {name}."), name=benchmark.name)
        results.append(await others.measure(benchmark, laboratory))
    reading = readability.measure(files.load())
    return Report(
        summary=Summary(
            model=plan.model.name.removesuffix(".tar.gz"),
            examples=len(plan.examples),
            topics=len({example.topic for example in plan.examples}),
            questions=questions.digest(asked),
            fixed=figures.measure(cases),
            cross=cross,
            others=tuple(results),
            sentence_average=reading.average,
            hardest_topics={topic.topic: topic.average for topic in reading.topics[:HARDEST]},
        ),
        confusions=figures.confusions(cases),
        missed_crises=_failures(c for c in cases if c.is_crisis and not figures.is_found(c)),
        false_alarms=_failures(
            c for c in cases if not c.question.is_about("crisis/") and c.decision.act is Act.CRISIS
        ),
        wrong_answers=_failures(c for c in cases if c.outcome is Outcome.WRONG),
        turned_away=_failures(c for c in cases if c.outcome is Outcome.TURNED_AWAY),
        readability=reading,
    )


async def _cross(plan: Plan, laboratory: Laboratory, tell: Tell) -> Cross:
    """Foretell each wording, as written and without diacritics, from the other folds."""
    fold_of = folds.assign(plan.examples, plan.folds)
    cases: list[Case] = []
    firsts: list[Share] = []
    for part in range(plan.folds):
        tell(mark("Cross-validation: part {part} of {parts}."), part=part + 1, parts=plan.folds)
        kept = [e for e, at in zip(plan.examples, fold_of, strict=True) if at != part]
        held = [e for e, at in zip(plan.examples, fold_of, strict=True) if at == part]
        asked = [Question(e.text, (e.topic,), "full") for e in held]
        asked += [Question(fold(e.text), (e.topic,), "plain") for e in held]
        parses = await laboratory.train_and_rank(kept, [question.text for question in asked])
        found = await decide_all(asked, parses)
        firsts.append(share(case.is_first for case in found))
        cases += found
    return Cross(folds=tuple(firsts), figures=figures.measure(cases))


def _failures(cases: Iterable[Case]) -> tuple[Failure, ...]:
    """The surest first: these mislead most."""
    found = [
        Failure(
            text=case.question.text,
            right="|".join(case.question.topics),
            decided=case.decision.act.value,
            topic=case.decision.topic or "",
            sureness=round(case.decision.confidence, 4),
            reason=case.decision.reason,
        )
        for case in cases
    ]
    return tuple(sorted(found, key=lambda failure: -failure.sureness)[:MOST_LISTED])


def read_summary(path: Path = LATEST) -> Summary:
    """A summary from its file. Raises OSError and pydantic.ValidationError."""
    return Summary.model_validate_json(path.read_text(encoding="utf-8"))


def write(path: Path, record: Frozen) -> None:
    """Write a record as JSON, each share on one line, in one step."""
    written = path.with_suffix(".new")
    text = _FLAT.sub(
        lambda found: " ".join(found.group().split()), record.model_dump_json(indent=1)
    )
    written.write_text(text + "\n", encoding="utf-8")
    written.replace(path)
