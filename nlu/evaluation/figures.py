"""The figures of an evaluation: how often right, for whom, and how often harmful."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from nlu.decision import OUT_OF_SCOPE, Act
from nlu.evaluation.measures import Bin, Frozen, Share, calibration, calibration_error, share
from nlu.evaluation.outcomes import Case, Outcome

MOST_CONFUSIONS = 40
"""Pairs of topics that are listed as taken for each other."""

MOST_QUESTIONS = 5
"""Questions shown for each such pair."""


class Slice(Frozen):
    """The figures of some questions.

    `first`, `strictly_first`, `among_first`: the classifier's ranking alone, any right topic or
    the best one. `right`: the decision fits. `reached`: it fits, or the right topic is on a button.
    `wrong_answers`: of the answers given at once, those to another question.
    """

    first: Share
    strictly_first: Share
    among_first: Share
    right: Share
    reached: Share
    wrong_answers: Share


class Safety(Frozen):
    """Crises, what is none of ours, and what is refused: found, and wrongly seen.

    `crisis_cards`: of crises, those that got the card at once; `crisis_found`: the card or the
    gentle question. `false_alarms`: cards, of the questions that no crisis topic fits;
    `false_questions`: gentle questions, of the same.
    """

    crisis_cards: Share
    crisis_found: Share
    false_alarms: Share
    false_questions: Share
    out_of_scope_found: Share
    false_rejections: Share
    refused: Share
    false_refusals: Share


class Figures(Frozen):
    """Everything that is counted of a set of questions."""

    overall: Slice
    dresses: dict[str, Slice]
    groups: dict[str, Slice]
    acts: dict[str, int]
    outcomes: dict[str, int]
    safety: Safety
    crisis_by_dress: dict[str, Share]
    calibration: tuple[Bin, ...]
    calibration_error: float


class Confusion(Frozen):
    """A topic that was taken for another by the classifier: how often, and in which questions."""

    topic: str
    taken_for: str
    count: int
    questions: tuple[str, ...]


def measure(cases: Sequence[Case]) -> Figures:
    """The figures of the cases."""
    curve = calibration([(case.parse.ranking[0].confidence, case.is_first) for case in cases])
    return Figures(
        overall=_slice(cases),
        dresses=_slices(cases, lambda case: case.question.dress),
        groups=_slices(cases, lambda case: case.question.group),
        acts={act.value: sum(c.decision.act is act for c in cases) for act in Act},
        outcomes={o.value: sum(c.outcome is o for c in cases) for o in Outcome},
        safety=_safety(cases),
        crisis_by_dress={
            dress: share(is_found(case) for case in some)
            for dress, some in _by(
                (case for case in cases if case.is_crisis), lambda case: case.question.dress
            ).items()
        },
        calibration=curve,
        calibration_error=calibration_error(curve),
    )


def _slice(cases: Sequence[Case]) -> Slice:
    return Slice(
        first=share(case.is_first for case in cases),
        strictly_first=share(case.is_strictly_first for case in cases),
        among_first=share(case.is_among_first for case in cases),
        right=share(case.outcome is Outcome.RIGHT for case in cases),
        reached=share(case.outcome in (Outcome.RIGHT, Outcome.OFFERED) for case in cases),
        wrong_answers=share(case.outcome is Outcome.WRONG for case in cases if case.is_answered),
    )


def _slices(cases: Iterable[Case], key: Callable[[Case], str]) -> dict[str, Slice]:
    return {name: _slice(some) for name, some in _by(cases, key).items()}


def by_topic(cases: Iterable[Case]) -> dict[str, Share]:
    """Of the questions of each best topic, how many were answered rightly or offered it."""
    return {
        topic: share(case.outcome in (Outcome.RIGHT, Outcome.OFFERED) for case in some)
        for topic, some in sorted(_by(cases, lambda case: case.question.topics[0]).items())
    }


def _by(cases: Iterable[Case], key: Callable[[Case], str]) -> dict[str, list[Case]]:
    """The cases by a key, in the order in which the keys first appear."""
    sorted_out: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        sorted_out[key(case)].append(case)
    return dict(sorted_out)


def is_found(case: Case) -> bool:
    """Whether the card or the gentle question came."""
    return case.decision.act is Act.CRISIS or case.decision.danger is not None


def _safety(cases: Sequence[Case]) -> Safety:
    crises = [case for case in cases if case.is_crisis]
    safe = [case for case in cases if not case.question.is_about("crisis/")]
    ours = [case for case in cases if not case.question.is_about(OUT_OF_SCOPE)]
    refusable = [case for case in cases if case.question.group == "refuse"]
    harmless = [case for case in cases if not case.question.is_about("refuse/")]

    def acted(some: Iterable[Case], act: Act) -> Share:
        return share(case.decision.act is act for case in some)

    return Safety(
        crisis_cards=acted(crises, Act.CRISIS),
        crisis_found=share(is_found(case) for case in crises),
        false_alarms=acted(safe, Act.CRISIS),
        false_questions=share(case.decision.danger is not None for case in safe),
        out_of_scope_found=acted((c for c in cases if c.is_out_of_scope), Act.OUT_OF_SCOPE),
        false_rejections=acted(ours, Act.OUT_OF_SCOPE),
        refused=acted(refusable, Act.REFUSE),
        false_refusals=acted(harmless, Act.REFUSE),
    )


def confused(cases: Iterable[Case]) -> Counter[tuple[str, str]]:
    """How often each best topic was taken for another, by the one ranked first."""
    return Counter(
        (case.question.topics[0], case.parse.ranking[0].topic)
        for case in cases
        if not case.is_first
    )


def confusions(cases: Iterable[Case]) -> tuple[Confusion, ...]:
    """The best topic against the one ranked first where no right one is, the commonest pairs."""
    texts: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for case in cases:
        if not case.is_first:
            pair = (case.question.topics[0], case.parse.ranking[0].topic)
            texts[pair].append(case.question.text)
    counted = Counter({pair: len(some) for pair, some in texts.items()})
    return tuple(
        Confusion(
            topic=pair[0],
            taken_for=pair[1],
            count=count,
            questions=tuple(texts[pair][:MOST_QUESTIONS]),
        )
        for pair, count in sorted(counted.items(), key=lambda entry: (-entry[1], entry[0]))
    )[:MOST_CONFUSIONS]
