"""Scripts come back to where they stood, whatever happened in between."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.engine import Choose, Do, Option, Say, Script, ScriptBrokenError, Talk, Text, replay
from flows.talk import FORGET, LANGUAGE, SCRIPTS

YES_NO = (Option("yes", Text("Yes")), Option("no", Text("No")))


def _counting() -> Talk:
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
    assert replay(COUNTING, ["yes", "yes"]).said == (Text("So many: {count}", {"count": 2}),)


def test_an_effect_is_wanted_once_and_its_result_is_told():
    wanted = replay(COUNTING, ["yes", "no"])
    assert wanted.waits == Do("save", {"count": 1})
    after = replay(COUNTING, ["yes", "no", "A1"])
    assert after.is_over
    assert after.said == (Text("Saved as {result}", {"result": "A1"}),)


def test_an_answer_that_was_never_offered_is_broken():
    with pytest.raises(ScriptBrokenError):
        replay(COUNTING, ["perhaps"])


def test_answers_after_the_end_are_broken():
    with pytest.raises(ScriptBrokenError):
        replay(COUNTING, ["no", "A1", "yes"])


def test_a_script_that_never_ends_is_stopped():
    def endless() -> Talk:
        while True:
            yield Say(Text("again"))

    with pytest.raises(ScriptBrokenError, match="more than"):
        replay(Script("endless", 1, endless), [])


def test_every_script_is_known_by_its_own_name():
    assert SCRIPTS["forget"] is FORGET
    assert SCRIPTS["language"] is LANGUAGE
