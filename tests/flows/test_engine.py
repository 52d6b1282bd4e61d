"""Scripts come back to where they stood, whatever happened in between."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.engine import (
    Choose,
    ChooseMany,
    Do,
    Given,
    Moment,
    Number,
    Option,
    PickDay,
    PickTime,
    Question,
    Say,
    Script,
    ScriptBrokenError,
    Talk,
    Text,
    Write,
    replay,
)
from flows.talk import FORGET, LANGUAGE, SCRIPTS

YES_NO = (Option("yes", Text("Yes")), Option("no", Text("No")))


def _counting(_: Given) -> Talk:
    """Asks until "no", telling how many it has; then wants something done."""
    count = 0
    while (yield Choose(Text("More?"), YES_NO)) == "yes":
        count += 1
        yield Say(Text("So many: {count}", {"count": count}))
    result = yield Do("save", {"count": count})
    yield Say(Text("Saved as {result}", {"result": result}))


COUNTING = Script("counting", 1, _counting)


@given(st.lists(st.just("yes"), max_size=100))
def test_replay_stands_where_the_talk_stood(answers: list[str]):
    standing = replay(COUNTING, answers)
    assert isinstance(standing.waits, Choose)
    assert standing.step == len(answers)
    assert standing == replay(COUNTING, list(answers))


@given(st.lists(st.sampled_from(["yes", "no"]), max_size=30))
def test_any_answers_either_fit_or_are_refused_as_broken(answers: list[str]):
    try:
        standing = replay(COUNTING, answers)
    except ScriptBrokenError:
        assert "no" in answers
    else:
        assert standing.step == len(answers)


def test_only_what_was_said_since_the_last_answer_is_told():
    assert replay(COUNTING, ["yes", "yes"]).said == (Say(Text("So many: {count}", {"count": 2})),)


def test_an_effect_is_wanted_once_and_its_result_is_told():
    wanted = replay(COUNTING, ["yes", "no"])
    assert wanted.waits == Do("save", {"count": 1})
    after = replay(COUNTING, ["yes", "no", "A1"])
    assert after.is_over
    assert after.said == (Say(Text("Saved as {result}", {"result": "A1"})),)


def test_an_answer_that_was_never_offered_is_broken():
    with pytest.raises(ScriptBrokenError):
        replay(COUNTING, ["perhaps"])


def test_answers_after_the_end_are_broken():
    with pytest.raises(ScriptBrokenError):
        replay(COUNTING, ["no", "A1", "yes"])


def test_a_script_that_never_ends_is_stopped():
    def endless(_: Given) -> Talk:
        while True:
            yield Say(Text("again"))

    with pytest.raises(ScriptBrokenError, match="more than"):
        replay(Script("endless", 1, endless), [])


def test_an_answer_can_be_taken_back_until_something_final_was_done():
    def booking(_: Given) -> Talk:
        yield Choose(Text("Sure?"), YES_NO)
        yield Do("look")
        yield Choose(Text("Quite sure?"), YES_NO)
        yield Do("book", final=True)
        yield Choose(Text("Happy?"), YES_NO)

    script = Script("booking", 1, booking)
    assert replay(script, []).back is None
    assert replay(script, ["yes"]).back == 0
    assert replay(script, ["yes", None]).back == 0
    assert replay(script, ["yes", None, "yes"]).back == 2
    assert replay(script, ["yes", None, "yes", None]).back is None
    assert replay(script, ["yes", None, "yes", None, "no"]).back == 4


def test_what_is_said_before_an_effect_is_told_with_what_follows_it():
    def slow(_: Given) -> Talk:
        yield Choose(Text("Sure?"), YES_NO)
        yield Say(Text("Wait"))
        yield Do("work")
        yield Say(Text("Done"))

    said = replay(Script("slow", 1, slow), ["yes", None]).said
    assert [say.text.message for say in said] == ["Wait", "Done"]


NINE = datetime(2026, 11, 30, 9, tzinfo=UTC)
SKIP = Text("Rather not say")


@pytest.mark.parametrize(
    ("question", "taken", "refused"),
    [
        (Choose(Text("?"), YES_NO), ["yes", "no"], ["", "YES", None, 1, ["yes"]]),
        (Choose(Text("?"), YES_NO, skip=SKIP), ["yes", None], ["", 0]),
        (ChooseMany(Text("?"), YES_NO), [[], ["yes"], ["yes", "no"]], [["no", "yes"], "yes", None]),
        (ChooseMany(Text("?"), YES_NO, least=1), [["no"]], [[], ["no", "no"], ["perhaps"]]),
        (Number(Text("?"), 0, 10), [0, 10], [-1, 11, "5", 5.0, True, None]),
        (Write(Text("?"), longest=3), ["a", "abc"], ["", "abcd", " a", 3, None]),
        (PickDay(Text("?"), (NINE.date(),)), ["2026-11-30"], ["2026-12-01", "30/11", None]),
        (PickTime(Text("?"), (Moment("7", NINE),)), ["7"], ["8", 7, None]),
    ],
)
def test_each_kind_of_question_takes_its_answers_and_no_others(
    question: Question, taken: list[Any], refused: list[Any]
):
    assert all(question.takes(answer) for answer in taken)
    assert not any(question.takes(answer) for answer in refused)


def test_what_was_known_before_reaches_the_script():
    def greeting(given: Given) -> Talk:
        yield Say(Text("Hello {name}", {"name": given["name"]}))

    said = replay(Script("greeting", 1, greeting), [], {"name": "Sao"}).said
    assert said[0].text.values == {"name": "Sao"}


def test_every_script_is_known_by_its_own_name():
    assert SCRIPTS["forget"] is FORGET
    assert SCRIPTS["language"] is LANGUAGE
