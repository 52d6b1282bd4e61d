"""Every cut-off of triage, on both sides; the level is the highest that fits."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.instrument import load
from flows.aftercare.rules import Level, triage_rules
from flows.aftercare.triage import INSTRUMENTS, judge

GOOD: dict[str, Any] = {
    "hold": "light",
    "craving": 2,
    "confidence": 8,
    "exposure": "0",
    "low_days": "0",
    "support": "4-7",
    "safety": "no",
    "person": "no",
}


def level(change: dict[str, Any], *history: dict[str, Any]) -> tuple[Level, tuple[str, ...]]:
    verdict = judge({**GOOD, **change}, [{**GOOD, **week} for week in history])
    return verdict.level, verdict.reasons


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"safety": "plan"}, "plan"),
        ({"safety": "passing"}, "passing"),
        ({"person": "today"}, "today"),
        ({"use_days": "4-7"}, "use_many"),
    ],
)
def test_red_signs(change: dict[str, Any], reason: str):
    assert level(change) == (Level.RED, (reason,))


def test_wanting_a_person_hides_no_other_card():
    verdict = judge({**GOOD, "person": "today", "use_days": "4-7"}, [])
    assert (verdict.reasons, verdict.card) == (("use_many", "today"), "crisis/overdose")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"craving": 7}, "craving_high"),
        ({"confidence": 4}, "confidence_low"),
        ({"exposure": "4-7"}, "exposure"),
        ({"low_days": "4-7"}, "low_days"),
        ({"interest": "1", "down": "1"}, "mood_note"),
        ({"interest": "2", "down": "1"}, "mood"),
        ({"interest": "3", "down": None}, "mood"),
        ({"interest": None, "down": "3"}, "mood"),
        ({"interest": "2", "down": None}, "mood_note"),
        ({"hold": "very"}, "hold_very"),
        ({"dose": "3-7"}, "dose"),
        ({"safety": None}, "silent"),
        ({"person": "week"}, "week"),
        ({"use_days": "1"}, "use"),
        ({"use_days": "2-3"}, "use"),
    ],
)
def test_amber_signs(change: dict[str, Any], reason: str):
    assert level(change) == (Level.AMBER, (reason,))


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"craving": 6},
        {"confidence": 5},
        {"exposure": "2-3"},
        {"low_days": "2-3"},
        {"interest": "1", "down": "0"},
        {"dose": "2"},
        {"use_days": "0"},
        {"interest": "1", "down": None},
        {"interest": None, "down": None},
        {"hold": "hard"},
        {"hold": None},
        {"craving": None},
        {"confidence": None},
        {"person": None},
        {"support": "0"},
    ],
)
def test_green_up_to_the_cut_off(change: dict[str, Any]):
    assert level(change) == (Level.GREEN, ())


@pytest.mark.parametrize(
    ("now", "before", "reasons"),
    [
        ({"craving": 5}, [{"craving": 2}], ("craving_up",)),
        ({"craving": 4}, [{"craving": 2}], ()),
        ({"craving": 6}, [{"craving": 2}, {"craving": 4}], ("craving_up",)),
        ({"craving": 5}, [{"craving": 2}, {"craving": 3}], ()),
        ({"craving": 5}, [{"craving": 2}] * 4 + [{"craving": 9}] * 4, ("craving_up",)),
        ({"craving": 5}, [{"craving": None}, {"craving": 2}], ("craving_up",)),
        ({"confidence": 5}, [{"confidence": 8}], ("confidence_down",)),
        ({"confidence": 6}, [{"confidence": 8}], ()),
        ({"low_days": "2-3"}, [{"low_days": "2-3"}], ("low_again",)),
        ({"low_days": "2-3"}, [{"low_days": "1"}, {"low_days": "2-3"}], ()),
    ],
)
def test_a_change_is_measured_against_the_persons_own_weeks(
    now: dict[str, Any], before: list[dict[str, Any]], reasons: tuple[str, ...]
):
    assert level(now, *before)[1] == reasons


@pytest.mark.parametrize(
    ("now", "before", "is_more"),
    [("2-3", "1", True), ("1", "1", False), ("1", "2-3", False), ("1", None, False)],
)
def test_more_days_than_last_time_is_red(now: str, before: str | None, is_more: bool):
    assert ("use_more" in level({"use_days": now}, {"use_days": before})[1]) == is_more


def test_being_alone_counts_only_together_with_another_sign():
    assert level({"support": "0", "craving": 7})[1] == ("craving_high", "alone")


def test_every_fitting_rule_of_the_level_is_a_reason():
    signs = {"safety": "passing", "person": "today", "craving": 10}
    assert level(signs) == (Level.RED, ("passing", "today"))


def test_hard_two_weeks_running_stays_green():
    assert level({"hold": "hard"}, {"hold": "hard"}) == (Level.GREEN, ())


def test_danger_and_silence_about_it_show_the_card():
    for answer in ("plan", "passing", None):
        assert judge({**GOOD, "safety": answer}, []).card == "crisis/suicide"


def test_every_red_reason_shows_a_card():
    red = {rule.id for rule in triage_rules().rules if rule.level is Level.RED}
    assert red <= set(triage_rules().cards)


def test_the_card_is_that_of_the_most_pressing_reason():
    assert judge({**GOOD, "use_days": "4-7"}, []).card == "crisis/overdose"
    assert judge({**GOOD, "use_days": "1"}, []).card == "crisis/overdose"
    both = judge({**GOOD, "use_days": "4-7", "safety": "passing"}, [])
    assert both.card == "crisis/suicide"
    assert judge({**GOOD, "craving": 9}, []).card is None


def test_every_rule_looks_at_an_item_and_answers_that_exist():
    items = {item.id: (name, item) for name in INSTRUMENTS for item in load(name).items}
    for rule in triage_rules().rules:
        for looked in rule.looked_at:
            name, item = items[looked]
            options = {option.id for option in load(name).options(item)}
            assert set(rule.one_of) <= options


ANY = {
    item.id: st.sampled_from([None, *(option.id for option in load(name).options(item))])
    if item.answers
    else st.one_of(st.none(), st.integers(0, 10))
    for name in INSTRUMENTS
    for item in load(name).items
}
ANSWERS = st.fixed_dictionaries({}, optional=ANY)


@given(ANSWERS, st.lists(ANSWERS, max_size=6))
def test_any_answers_have_a_level_and_danger_is_never_green(
    answers: dict[str, Any], history: list[dict[str, Any]]
):
    verdict = judge(answers, history)
    assert (verdict.level is Level.GREEN) == (not verdict.reasons)
    if answers.get("safety") in ("plan", "passing") or answers.get("person") == "today":
        assert verdict.level is Level.RED
