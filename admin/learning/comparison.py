"""Two models side by side, as tables of figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from content.groups import GROUPS
from content.messages import mark, translate
from flows.learning.tables import ModelRow
from nlu.evaluation.figures import Figures, Slice
from nlu.evaluation.gate import Reason
from nlu.evaluation.measures import Share
from nlu.evaluation.names import DRESSES, SAFETY, percent
from nlu.evaluation.scores import Change, Scores, changed_confusions, changed_topics

MORE_IS_WORSE = frozenset(
    {"wrong_answers", "false_alarms", "false_questions", "false_rejections", "false_refusals"}
)

OVERALL: Mapping[str, str] = {
    "first": mark("Right topic first"),
    "among_first": mark("Right topic among the first three"),
    "right": mark("Right at once"),
    "reached": mark("Reached the right topic"),
    "wrong_answers": mark("Confident answers that are wrong"),
}
"""Figures of all questions, by their field."""

MOST_CHANGES = 30
"""Topics, or pairs, that are listed."""


@dataclass(frozen=True)
class Row:
    """A figure of both models; `trend`: better, worse, or same. Without a live one it is empty."""

    name: str
    live: str
    candidate: str
    count: str
    trend: str


@dataclass(frozen=True)
class Comparison:
    """A candidate's figures beside those of the live model, where there is one to compare with."""

    candidate: Scores
    live: Scores | None
    language: str

    @classmethod
    def of(cls, model: ModelRow, live: ModelRow | None, language: str) -> Comparison | None:
        """None where the model was not measured."""
        if model.scores is None:
            return None
        candidate = Scores.model_validate(model.scores)
        other = Scores.model_validate(live.scores) if live and live.scores else None
        if other and (other.questions != candidate.questions or live is model):
            other = None
        return cls(candidate, other, language)

    def share(self, field: str) -> str:
        """One of the figures of all questions, written."""
        return percent(getattr(self.candidate.figures.overall, field).share, self.language)

    @property
    def crises(self) -> str:
        """How many crises were found, written."""
        return percent(self.candidate.figures.safety.crisis_found.share, self.language)

    @property
    def overall(self) -> list[Row]:
        """The figures of all questions."""
        return [self._row(name, field, partial(_of_all, field)) for field, name in OVERALL.items()]

    @property
    def safety(self) -> list[Row]:
        """Crises, scope, refusals."""
        return [
            self._row(name, field, partial(_of_safety, field)) for field, name in SAFETY.items()
        ]

    @property
    def dresses(self) -> list[Row]:
        """Reached, by how people type."""
        return list(self._parts(lambda f: f.dresses, DRESSES))

    @property
    def groups(self) -> list[Row]:
        """Reached, by group of topics."""
        return list(self._parts(lambda f: f.groups, GROUPS))

    @property
    def topics(self) -> list[Change]:
        """The topics that changed, the greatest losses first."""
        return changed_topics(self.candidate, self.live)[:MOST_CHANGES] if self.live else []

    @property
    def confusions(self) -> list[Change]:
        """The pairs taken for each other more or less often than before."""
        if not self.live:
            return []
        found = changed_confusions(self.candidate, self.live)
        return sorted(found, key=lambda one: (-abs(one.by), one.name))[:MOST_CHANGES]

    def _parts(
        self, of: Callable[[Figures], Mapping[str, Slice]], names: Mapping[str, str]
    ) -> Iterator[Row]:
        for part in of(self.candidate.figures):

            def reached(figures: Figures, part: str = part) -> Share | None:
                slice_ = of(figures).get(part)
                return slice_.reached if slice_ else None

            yield self._row(names.get(part, part), part, reached)

    def _row(self, name: str, field: str, of: Callable[[Figures], Share | None]) -> Row:
        now = of(self.candidate.figures)
        before = of(self.live.figures) if self.live else None
        assert now is not None
        trend = ""
        if before is not None:
            sign = -1 if field in MORE_IS_WORSE else 1
            by = sign * (now.share - before.share)
            trend = "better" if by > 0 else "worse" if by < 0 else "same"
        return Row(
            translate(self.language, name),
            percent(before.share, self.language) if before else "",
            percent(now.share, self.language),
            f"{now.hits}/{now.of}",
            trend,
        )


def _of_all(field: str, figures: Figures) -> Share:
    found: Share = getattr(figures.overall, field)
    return found


def _of_safety(field: str, figures: Figures) -> Share:
    found: Share = getattr(figures.safety, field)
    return found


@dataclass(frozen=True)
class ModelShown:
    """A line of the history. `back`: whether it was live before; `fits`: whether it may be now."""

    row: ModelRow
    comparison: Comparison | None
    reasons: tuple[str, ...]
    back: bool
    fits: bool
    older: bool

    @classmethod
    def of(
        cls, model: ModelRow, live: ModelRow | None, code: str | None, language: str
    ) -> ModelShown:
        """`code`: what the trainer's own models are made with."""
        reasons = reasons_of(model, language)
        back, older = model.live_at is not None, model.code != code
        fits = not model.live and model.on_disk and not older and (back or not reasons)
        return cls(model, Comparison.of(model, live, language), reasons, back, fits, older)


def reasons_of(model: ModelRow, language: str) -> tuple[str, ...]:
    """Why the gate refused a model, a sentence each."""
    return tuple(Reason(**reason).tell(language) for reason in model.reasons)
