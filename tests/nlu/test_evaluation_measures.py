"""The arithmetic of an evaluation, property by property."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from nlu.evaluation.measures import Share, calibration, calibration_error, share, wilson

ANSWERS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (10, 100, 0.0552, 0.1744),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (50, 100, 0.4038, 0.5962),
    ],
)
def test_wilsons_interval_has_its_known_values(hits: int, of: int, low: float, high: float):
    assert wilson(hits, of) == pytest.approx((low, high), abs=1e-4)


@given(st.integers(0, 400), st.integers(0, 400))
def test_the_interval_holds_the_share_and_stays_within_0_and_1(hits: int, more: int):
    low, high = wilson(hits, hits + more)
    assert 0 <= low <= high <= 1
    if hits + more:
        assert low <= hits / (hits + more) <= high


@given(st.integers(0, 50), st.integers(1, 50))
def test_more_questions_narrow_the_interval(hits: int, misses: int):
    small, large = wilson(hits, hits + misses), wilson(hits * 4, (hits + misses) * 4)
    assert large[1] - large[0] < small[1] - small[0]


def test_of_nothing_nothing_is_known():
    nothing = share([])
    assert (nothing.share, nothing.low, nothing.high) == (0.0, 0.0, 1.0)


def test_more_hits_than_trials_is_refused():
    with pytest.raises(ValidationError):
        Share(hits=2, of=1)


@given(st.lists(st.booleans()))
def test_a_share_survives_its_file(truths: list[bool]):
    counted = share(truths)
    assert Share.model_validate_json(counted.model_dump_json()) == counted


@given(ANSWERS)
def test_every_answer_falls_in_one_bin(answers: list[tuple[float, bool]]):
    curve = calibration(answers)
    assert sum(step.right.of for step in curve) == len(answers)
    assert sum(step.right.hits for step in curve) == sum(right for _, right in answers)
    for step in curve:
        assert step.low - 1e-4 <= step.sureness <= step.high + 1e-4


@given(ANSWERS)
def test_the_calibration_error_is_a_distance(answers: list[tuple[float, bool]]):
    assert 0 <= calibration_error(calibration(answers)) <= 1


def test_honest_sureness_has_no_error_and_boasting_has_all():
    honest = [(0.75, at < 75) for at in range(100)]
    assert calibration_error(calibration(honest)) == 0
    assert calibration_error(calibration([(1.0, False)] * 10)) == 1
