"""Scoring by ASSIST: ranges, skip rules, completeness, and that worse never counts less."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.screening.assist import (
    Answers,
    Injecting,
    Level,
    Result,
    Score,
    Step,
    instrument,
    most_points,
    plan,
    result,
)

RULES = instrument()
SUBSTANCES = [substance.id for substance in RULES.substances]
ITEMS = [item.id for item in RULES.items if item.per_substance]
UNSURE = (Level.LOW_SO_FAR, Level.UNKNOWN)
OFTEN = ("never", "once", "monthly", "weekly", "daily")
EVER = ("never", "earlier", "recent")


def options(item: str) -> tuple[str, ...]:
    """An item's answers from the best to the worst."""
    return EVER if item in ("concern", "control", "injecting") else OFTEN


def answers_of(chosen: list[str]) -> st.SearchStrategy[dict[Step, str | None]]:
    """Any answers to any of the items, asked for or not."""
    steps: list[Step] = [(substance, item) for substance in chosen for item in ITEMS]
    steps.append((None, "injecting"))
    return st.fixed_dictionaries(
        {step: st.sampled_from((*options(step[1]), None)) for step in steps}
    )


@st.composite
def screenings(draw: st.DrawFn) -> tuple[list[str], dict[Step, str | None]]:
    chosen = draw(st.lists(st.sampled_from(SUBSTANCES), unique=True, min_size=1, max_size=4))
    return chosen, draw(answers_of(chosen))


def filled(substance: str, **given: str | None) -> Answers:
    """Everything "never" but what is given."""
    answers: dict[Step, str | None] = {(substance, item): "never" for item in ITEMS}
    answers[(None, "injecting")] = given.pop("injecting", "never")
    return answers | {(substance, item): answer for item, answer in given.items()}


def points(substance: str, **given: str | None) -> int | None:
    return result([substance], filled(substance, **given)).scores[0].points


@given(screenings())
def test_a_score_lies_in_its_range_and_its_band(made: tuple[list[str], Answers]):
    for score in result(*made).scores:
        assert score.points is not None
        assert 0 <= score.points <= most_points(score.substance)
        band = RULES.band(score.points, score.substance).id
        assert band == ("low" if score.level in UNSURE else score.level)


@given(screenings(), st.data())
def test_a_worse_answer_never_lowers_anything(
    made: tuple[list[str], dict[Step, str | None]], data: st.DataObject
):
    chosen, answers = made
    step = data.draw(st.sampled_from(sorted(answers, key=str)))
    now = answers[step]
    if now is None:
        return
    worse = data.draw(st.sampled_from(options(step[1])[options(step[1]).index(now) :]))
    before, after = result(chosen, answers), result(chosen, {**answers, step: worse})
    for one, other in zip(before.scores, after.scores, strict=True):
        assert (one.points or 0) <= (other.points or 0)
        assert one.level.rank <= other.level.rank
    assert before.level.rank <= after.level.rank


@given(screenings())
def test_what_is_not_asked_counts_nothing(made: tuple[list[str], dict[Step, str | None]]):
    chosen, answers = made
    steps = plan(chosen, answers)
    only = {step: answers[step] for step in steps}
    assert result(chosen, only) == result(chosen, answers)


@given(screenings())
def test_a_result_is_complete_exactly_when_nothing_asked_was_skipped(
    made: tuple[list[str], dict[Step, str | None]],
):
    chosen, answers = made
    skipped = [step for step in plan(chosen, answers) if answers[step] is None]
    assert result(chosen, answers).is_complete == (not skipped)


@given(screenings())
def test_a_plan_only_gets_shorter_as_answers_come(
    made: tuple[list[str], dict[Step, str | None]],
):
    chosen, answers = made
    known: dict[Step, str | None] = {}
    length = len(plan(chosen, known))
    for step in plan(chosen, answers):
        known[step] = answers[step]
        assert len(plan(chosen, known)) <= length
        length = len(plan(chosen, known))
    assert set(plan(chosen, known)) == set(known)


@pytest.mark.parametrize("substance", SUBSTANCES)
def test_the_most_is_39_and_31_for_tobacco(substance: str):
    worst = {item: options(item)[-1] for item in ITEMS}
    most = 31 if substance == "tobacco" else 39
    assert points(substance, **worst) == most_points(substance) == most


def test_tobacco_never_has_the_question_on_duties():
    assert ("tobacco", "duties") not in plan(["tobacco"], {})
    assert points("tobacco", use="daily", duties="daily") == 6


@pytest.mark.parametrize("substance", SUBSTANCES)
def test_who_did_not_use_lately_is_asked_about_worry_and_control_alone(substance: str):
    steps = plan([substance], {(substance, "use"): "never"})
    assert steps == (
        (substance, "use"),
        (substance, "concern"),
        (substance, "control"),
        (None, "injecting"),
    )


def test_who_would_rather_not_say_is_not_pressed_on_the_past_three_months():
    assert len(plan(["opioids"], {("opioids", "use"): None})) == 4


@pytest.mark.parametrize(
    ("given", "level"),
    [
        ({"use": None, "concern": None, "control": None}, Level.UNKNOWN),
        ({"use": None}, Level.UNKNOWN),
        ({"use": None, "concern": "earlier"}, Level.UNKNOWN),
        ({"use": None, "concern": "recent"}, Level.MODERATE),
        ({"use": "once", "urge": None}, Level.LOW_SO_FAR),
        ({"use": "weekly", "urge": None}, Level.MODERATE),
        ({"use": "never", "control": None}, Level.LOW_SO_FAR),
        ({"use": "never", "urge": None, "trouble": None, "duties": None}, Level.LOW),
    ],
)
def test_it_is_never_low_while_what_was_left_unsaid_could_lift_it(
    given: dict[str, str | None], level: Level
):
    assert result(["opioids"], filled("opioids", **given)).level is level


@pytest.mark.parametrize(
    ("given", "level"),
    [
        ({"use": "never", "concern": None}, Level.LOW),
        ({"use": "never", "concern": "recent", "control": None}, Level.LOW_SO_FAR),
        ({"use": "once", "duties": None}, Level.LOW),
        ({"use": "monthly", "duties": None}, Level.LOW_SO_FAR),
    ],
)
def test_alcohol_stays_low_where_the_unsaid_could_not_reach_11(
    given: dict[str, str | None], level: Level
):
    assert result(["alcohol"], filled("alcohol", **given)).level is level


def test_who_does_not_say_whether_they_injected_is_not_plainly_low():
    found = result(["cannabis"], filled("cannabis", injecting=None))
    assert (found.scores[0].level, found.level) == (Level.LOW, Level.LOW_SO_FAR)
    assert found.first == found.scores[0]


def test_what_cannot_be_told_of_one_substance_is_not_low_because_of_another():
    scores = (Score("alcohol", Level.LOW, 0), Score("opioids", Level.UNKNOWN, 0))
    assert Result(scores).level is Level.UNKNOWN
    assert Result((*scores, Score("cannabis", Level.HIGH, 30))).level is Level.HIGH


def test_who_never_used_anything_is_asked_nothing_and_is_low():
    assert plan([], {}) == ()
    assert result([], {}) == Result((), Injecting.NEVER, is_complete=True)
    assert result([], {}).level is Level.LOW


@pytest.mark.parametrize(
    ("substance", "given", "total", "level"),
    [
        ("alcohol", {"use": "weekly", "concern": "recent"}, 10, Level.LOW),
        ("alcohol", {"use": "daily", "urge": "weekly"}, 11, Level.MODERATE),
        ("cannabis", {"concern": "earlier"}, 3, Level.LOW),
        ("cannabis", {"use": "weekly"}, 4, Level.MODERATE),
        (
            "amphetamines",
            {"use": "daily", "urge": "daily", "trouble": "daily", "duties": "daily"},
            27,
            Level.HIGH,
        ),
        (
            "amphetamines",
            {"use": "daily", "urge": "daily", "trouble": "weekly", "duties": "daily"},
            26,
            Level.MODERATE,
        ),
        ("opioids", {}, 0, Level.LOW),
        ("opioids", {"control": "recent"}, 6, Level.MODERATE),
    ],
)
def test_the_bands_at_their_edges(substance: str, given: dict[str, str], total: int, level: Level):
    assert result([substance], filled(substance, **given)).scores == (
        Score(substance, level, total),
    )


def test_injecting_lately_is_at_least_moderate_and_adds_no_points():
    found = result(["opioids"], filled("opioids", injecting="recent"))
    assert (found.level, found.scores[0].points) == (Level.MODERATE, 0)
    assert found.injecting is Injecting.RECENT
    earlier = result(["opioids"], filled("opioids", injecting="earlier"))
    assert earlier.level is Level.LOW


def test_first_comes_the_highest_band_and_then_the_most_points():
    scores = (
        Score("alcohol", Level.LOW, 10),
        Score("cannabis", Level.MODERATE, 5),
        Score("opioids", Level.MODERATE, 9),
    )
    assert Result(scores).first == scores[2]
    assert Result(()).first is None


def test_two_substances_stay_under_twenty_five_taps():
    age, ever, done, mood, end = 1, 1, 1, 4, 1
    assert age + ever + done + len(plan(["alcohol", "opioids"], {})) + mood + end < 25
