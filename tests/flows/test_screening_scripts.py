"""The talk of a self-screening: by age, what a result leads to, danger first, what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scripts.hearing import Answer, hear
from bot.scripts.showing import tell
from flows.engine import (
    Called,
    Choose,
    Menu,
    Person,
    Picture,
    Read,
    ScriptBrokenError,
    Text,
    replay,
)
from flows.screening import SCREENING, SMALL_STEP
from flows.screening.assist import Injecting, Level, Result, Score
from flows.screening.telling import numbers, packed, told, unpacked
from flows.screening.way_on import ways_on
from tests.support.playing import Played, play

AGAIN = "2027-02-21"
COUNTED = {"day": "2026-11-23", "again": AGAIN, "reaches": True}
KEPT = {"code": "F6HT3-4P5GF", "until": "2026-11-30"}
EFFECTS = {"screening_count": lambda _: COUNTED, "screening_keep": lambda _: KEPT}

WORST = ["daily", "daily", "daily", "daily", "recent", "recent"]
NO_MOOD = ["no"]


def screening(*answers: object) -> Played:
    return play(SCREENING, answers, EFFECTS)


def counted(played: Played) -> Mapping[str, Any]:
    return next(do.arguments for do in played.done if do.effect == "screening_count")


def test_the_age_comes_first_with_what_is_kept_and_the_emergency_number():
    played = screening()
    assert played.asked[0].prompt.message == "How old are you?"
    said = " ".join(played.words)
    assert "115" in said
    assert "tie nothing" in said


def test_somebody_under_12_is_asked_nothing_and_told_of_111():
    played = screening("child")
    assert played.is_over
    assert "111" in " ".join(played.words)
    assert counted(played) == {"age": "0-11", "bands": {"any": "guide"}}


def test_12_to_17_gets_no_score_no_band_and_no_penalties():
    played = screening("young", ["alcohol", "pills"], "weekly", ["stop", "pressed"], *NO_MOOD)
    assert played.is_over
    assert counted(played) == {"age": "12-17", "bands": {"any": "guide"}}
    assert not [say for say in played.said if say.picture]
    read = [way.topic for say in played.said for way in say.ways if isinstance(way, Read)]
    assert not [topic for topic in read if topic.startswith("law/")]
    assert "111" in " ".join(played.words)
    assert ("booking", "counselling") in played.begins()


@pytest.mark.parametrize("tried", [[], None])
def test_12_to_17_who_tried_nothing_or_would_not_say_is_not_asked_on(tried: object):
    played = screening("young", tried, *NO_MOOD)
    assert played.is_over
    assert "111" in " ".join(played.words)


def test_never_is_asked_once_more_before_it_is_believed():
    played = screening("adult", [], [])
    assert played.is_over
    assert counted(played) == {"age": "18+", "bands": {"any": "low"}}
    assert played.begins() == []


def test_remembering_something_at_the_second_asking_goes_on_with_it():
    played = screening("adult", [], ["alcohol"])
    assert played.asked[-1].prompt.values["substance"].message == "alcohol"


def test_who_will_not_say_what_they_used_is_let_go_and_not_counted():
    played = screening("adult", None)
    assert played.is_over
    assert played.done == []


def test_a_high_result_offers_somebody_today_and_asks_about_safety_in_any_case():
    played = screening("adult", ["opioids"], *WORST, "recent", "no", "no", "done")
    assert played.is_over
    assert any(words.startswith("Shall we find somebody today?") for words in played.words)
    assert ("booking", "substitution") in played.begins()
    assert ("booking", "blood_test") in played.begins()
    read = [way.topic for say in played.said for way in say.ways if isinstance(way, Read)]
    assert "drug/overdose" in read
    assert counted(played)["bands"] == {"opioids": "high", "injecting": "recent", "any": "high"}


@pytest.mark.parametrize("sign", ["passing", "plan"])
@pytest.mark.parametrize(
    "before",
    [
        ("adult", ["alcohol"], "never", "never", "never", "never"),
        ("young", []),
    ],
)
def test_any_sign_of_danger_shows_the_card_at_once_and_the_rest_waits(
    before: tuple[object, ...], sign: str
):
    played = screening(*before, "yes", "0", None, sign)
    assert played.crises() == ["crisis/suicide"]
    assert played.asked[-1].prompt.message.startswith("The rest can wait")
    assert played.done == []
    after = screening(*before, "yes", "0", None, sign, "on")
    assert counted(after)["bands"]["any"] in ("low", "guide")


def test_not_saying_whether_one_thinks_of_death_shows_where_help_is():
    played = screening("young", [], "yes", "0", "0", None)
    read = [way.topic for say in played.said for way in say.ways if isinstance(way, Read)]
    assert "crisis/suicide" in read
    assert played.crises() == []


@pytest.mark.parametrize(("one", "other", "offers"), [("0", "1", 0), ("1", "1", 1), ("1", "2", 2)])
def test_the_mood_bands_offer_nothing_reading_or_a_person(one: str, other: str, offers: int):
    played = screening("young", [], "yes", one, other, "no")
    before = screening("young", [], "no")
    offered = sum(len(say.ways) for say in played.said) - sum(len(say.ways) for say in before.said)
    assert offered == {0: 0, 1: 1, 2: 3}[offers]


def test_the_points_are_told_only_when_asked_for():
    answers = ("adult", ["alcohol"], *WORST, "never", "yes", "0", "0", "no")
    assert "{substance}: {points} of {most}" not in screening(*answers).words
    assert "{substance}: {points} of {most}" in screening(*answers, "points").words


def test_a_kept_result_is_bands_alone_and_its_code_is_told_once():
    answers = ("adult", ["alcohol"], "daily", None, "never", "never", "never", "never", "never")
    played = screening(*answers, "no", "code", "done")
    kept = next(do for do in played.done if do.effect == "screening_keep")
    assert kept.final
    assert kept.arguments["result"] == {
        "bands": {"alcohol": "low_so_far"},
        "injecting": "never",
        "complete": False,
        "again": AGAIN,
    }
    assert any("It may be incomplete" in words for words in played.words)


def test_a_band_that_holds_says_that_it_may_be_incomplete():
    answers = ("adult", ["alcohol"], "daily", None, "weekly", *["never"] * 4, "no")
    played = screening(*answers)
    assert counted(played)["bands"]["any"] == "moderate"
    assert "You left some questions out, so this may be incomplete." in played.words


def extras(played: Played) -> list[str]:
    """What is offered with the result."""
    asked = played.asked[-1]
    assert isinstance(asked, Choose)
    return [option.key for option in asked.options]


def test_a_note_is_offered_only_where_the_service_can_write_by_itself():
    answers = ("adult", ["alcohol"], *["never"] * 4, "no")
    assert extras(screening(*answers)) == ["code", "points", "again", "done"]
    unreached = {**EFFECTS, "screening_count": lambda _: {**COUNTED, "reaches": False}}
    assert extras(play(SCREENING, answers, unreached)) == ["code", "points", "done"]


def test_whoever_took_all_that_is_offered_is_not_left_without_a_way_on():
    played = screening(
        "adult", ["alcohol"], *["never"] * 4, *NO_MOOD, "code", "points", "again", "no"
    )
    assert played.is_over
    assert played.said[-1].ways == (Menu(),)


def test_where_nothing_can_be_told_there_is_nothing_to_keep_and_no_points():
    answers = ("adult", ["alcohol"], *[None] * 4, "no")
    assert extras(screening(*answers)) == ["again", "done"]
    unreached = {**EFFECTS, "screening_count": lambda _: {**COUNTED, "reaches": False}}
    assert play(SCREENING, answers, unreached).is_over


def test_points_leave_out_what_cannot_be_told_and_say_that_it_could_be_more():
    scores = (Score("alcohol", Level.UNKNOWN, 0), Score("cannabis", Level.LOW, 2))
    words = tell(numbers(Result(scores, is_complete=False)), "en")
    assert words == "cannabis: 2 of 39\nQuestions that were left out could add to it."


def test_who_asks_for_somebody_else_is_asked_nothing_and_shown_who_helps_both():
    played = screening("someone")
    assert played.is_over
    assert played.done == []
    assert "115" in " ".join(played.words)
    ways = played.said[-1].ways
    assert Read("family/child_using") in ways
    assert Person() in ways
    assert ("booking", "counselling") in played.begins()


RESULTS = st.builds(
    Result,
    st.lists(
        st.builds(
            Score,
            st.sampled_from(["tobacco", "alcohol", "cannabis", "opioids", "other"]),
            st.sampled_from(Level),
            st.none(),
        ),
        max_size=4,
        unique_by=lambda score: score.substance,
    ).map(tuple),
    st.sampled_from(Injecting),
    st.booleans(),
)


@pytest.mark.parametrize("other", ["0", "1", None])
def test_mood_with_a_question_left_out_is_never_called_well(other: str | None):
    played = screening("young", [], "yes", None, other, "no")
    (said,) = (say for say in played.said if say.text.message.startswith("You need not say how"))
    assert Person() in said.ways


def test_one_mood_answer_that_reaches_a_cut_off_holds_though_the_other_was_left_out():
    played = screening("young", [], "yes", "3", None, "no")
    assert ("booking", "psychology") in played.begins()


@given(RESULTS)
def test_a_result_survives_being_kept(result: Result):
    assert unpacked(packed(result, AGAIN)) == result


@given(RESULTS)
def test_no_result_labels_frightens_or_lacks_a_way_to_a_person(result: Result):
    said = list(told(result, AGAIN))
    words = " ".join(tell(say.text, "vi") for say in said).lower()
    assert "nghiện" not in words
    assert "tội phạm" not in words
    assert "công an" not in words
    assert "115" in words
    assert "chẩn đoán" in words
    assert len(ways_on(result)) <= 7
    assert "Person" in {type(way).__name__ for way in ways_on(result)}


@given(RESULTS)
def test_the_picture_marks_the_middle_of_the_band_that_the_words_name(result: Result):
    pictures = [say.picture for say in told(result, AGAIN) if say.picture]
    first = result.first
    is_named = first is not None and first.level is result.level and first.level.is_band
    assert len(pictures) == is_named
    for picture in pictures:
        assert isinstance(picture, Picture)
        here = [
            band
            for band in picture.shows["bands"]
            if band["from"] <= picture.shows["value"] <= band["to"]
        ]
        assert len(here) == 1


@given(st.lists(st.sampled_from(["adult", "alcohol", "never", "daily", "no", None]), max_size=20))
def test_any_answers_fit_or_are_refused(answers: list[object]):
    try:
        standing = replay(SCREENING, answers)
    except ScriptBrokenError:
        return
    assert standing.step == len(answers)


@pytest.mark.parametrize("number", range(11))
def test_every_readiness_gets_an_answer_and_a_step(number: int):
    played = play(SMALL_STEP, [["relax"], ["money"], number, "tell"], given={"about": "cannabis"})
    assert played.is_over
    assert ("booking", "counselling") in played.begins()


@pytest.mark.parametrize("substance", ["alcohol", "sedatives", "opioids"])
def test_using_less_alone_is_not_offered_where_it_is_dangerous(substance: str):
    given = {"about": substance, "level": "high"}
    with pytest.raises(AssertionError, match="does not take"):
        play(SMALL_STEP, [None, None, None, "day"], given=given)
    assert play(SMALL_STEP, [None, None, None, "advice"], given=given).is_over


def test_a_small_step_needs_to_know_nothing():
    assert play(SMALL_STEP, [None, None, 0, "later"], given={"about": "no such"}).is_over


@pytest.mark.parametrize("typed", ["tiếp tục", "tiep tuc", "đi tiếp"])
def test_going_on_after_the_card_may_be_typed_in_other_words(typed: str):
    waits = screening("young", [], "yes", "0", "0", "passing").asked[-1]

    def labels(text: Text) -> list[str]:
        return [tell(text, "vi"), *(text.also if isinstance(text, Called) else ())]

    assert hear(waits, typed, date(2026, 11, 23), labels) == Answer("on")
