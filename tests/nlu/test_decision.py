"""From what was found to what is done: the safety net first, then sureness."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.decision import Act, Parse, Ranked, Thresholds, decide
from nlu.keywords import KeywordIndex
from nlu.safety import Alarm, Level

SURE = Thresholds(answer=0.7, out_of_scope=0.8, refuse=0.6, crisis=0.6)
CERTAIN = Alarm("crisis/suicide", Level.CERTAIN, "rule")
UNCLEAR = Alarm("crisis/suicide", Level.UNCLEAR, "rule")
TOPICS = ["law/work", "drug/meth", "refuse/buy", "crisis/violence", "service/quiz", "chat/bye"]


def parse(*ranking: tuple[str, float]) -> Parse:
    return Parse(tuple(Ranked(*entry) for entry in ranking), SURE)


@pytest.mark.parametrize(
    ("ranking", "act", "topic"),
    [
        ([("law/work", 0.9), ("drug/meth", 0.05)], Act.ANSWER, "law/work"),
        ([("law/work", 0.75), ("drug/meth", 0.03)], Act.ANSWER, "law/work"),
        ([("law/work", 0.75), ("drug/meth", 0.2)], Act.CLARIFY, "law/work"),
        ([("service/quiz", 0.9)], Act.FLOW, "service/quiz"),
        ([("refuse/buy", 0.65)], Act.REFUSE, "refuse/buy"),
        ([("refuse/buy", 0.35), ("refuse/evade_test", 0.3)], Act.REFUSE, "refuse/buy"),
        ([("crisis/violence", 0.65)], Act.CRISIS, "crisis/violence"),
        (
            [("law/work", 0.4), ("crisis/violence", 0.4), ("crisis/suicide", 0.2)],
            Act.CRISIS,
            "crisis/violence",
        ),
        ([("other/out_of_scope", 0.85)], Act.OUT_OF_SCOPE, "other/out_of_scope"),
        ([("other/out_of_scope", 0.75)], Act.CLARIFY, "other/out_of_scope"),
        ([("crisis/violence", 0.5)], Act.CLARIFY, "crisis/violence"),
    ],
)
def test_the_act_follows_sureness(ranking: list[tuple[str, float]], act: Act, topic: str):
    decision = decide(None, parse(*ranking))
    assert (decision.act, decision.topic) == (act, topic)


@pytest.mark.parametrize(
    ("ranking", "act"),
    [
        ([("law/work", 0.5), ("other/out_of_scope", 0.4)], Act.CLARIFY),
        ([("other/out_of_scope", 0.4), ("law/work", 0.3)], Act.OUT_OF_SCOPE),
        ([("law/work", 0.4), ("refuse/buy", 0.35)], Act.CLARIFY),
        ([("law/work", 0.4), ("refuse/buy", 0.3), ("refuse/evade_test", 0.2)], Act.REFUSE),
    ],
)
def test_nobody_is_turned_away_while_another_topic_is_likelier(
    ranking: list[tuple[str, float]], act: Act
):
    low = Thresholds(answer=0.7, out_of_scope=0.3, refuse=0.3, crisis=0.6)
    assert decide(None, Parse(tuple(Ranked(*entry) for entry in ranking), low)).act is act


@given(st.lists(st.tuples(st.sampled_from(TOPICS), st.floats(0, 1)), min_size=1, max_size=10))
def test_no_score_overrides_a_certain_alarm(ranking: list[tuple[str, float]]):
    decision = decide(CERTAIN, parse(*ranking))
    assert (decision.act, decision.topic) == (Act.CRISIS, "crisis/suicide")


@given(st.lists(st.tuples(st.sampled_from(TOPICS), st.floats(0, 1)), min_size=1, max_size=10))
def test_an_unclear_sign_is_asked_about_or_taken_for_a_crisis(ranking: list[tuple[str, float]]):
    decision = decide(UNCLEAR, parse(*ranking))
    assert decision.act is Act.CRISIS or decision.danger == UNCLEAR.topic


def test_an_unclear_sign_that_the_classifier_shares_is_a_crisis():
    assert decide(UNCLEAR, parse(("crisis/suicide", 0.3))).act is Act.CRISIS
    shared_out = parse(("law/work", 0.4), ("crisis/suicide", 0.2), ("crisis/violence", 0.1))
    assert decide(UNCLEAR, shared_out).act is Act.CRISIS


def test_an_unclear_sign_that_the_classifier_hardly_shares_is_asked_about():
    below = decide(UNCLEAR, parse(("law/work", 0.7), ("crisis/suicide", 0.29)))
    assert (below.act, below.danger) == (Act.CLARIFY, "crisis/suicide")


def test_a_crisis_that_the_classifier_hardly_sees_is_no_second_sign():
    decision = decide(UNCLEAR, parse(("law/work", 0.9), ("crisis/suicide", 0.01)))
    assert (decision.act, decision.danger) == (Act.CLARIFY, "crisis/suicide")


def test_a_crisis_the_classifier_is_unsure_of_is_asked_about_gently():
    assert decide(None, parse(("crisis/violence", 0.3))).danger == "crisis/violence"
    assert decide(None, parse(("law/work", 0.3), ("crisis/violence", 0.15))).danger is None


def test_a_crisis_that_another_topic_hides_is_asked_about_gently():
    hidden = parse(("after/stigma", 0.6), ("crisis/suicide", 0.15), ("crisis/violence", 0.1))
    decision = decide(None, hidden)
    assert (decision.act, decision.danger) == (Act.CLARIFY, "crisis/suicide")
    assert decide(None, parse(("law/work", 0.8), ("crisis/suicide", 0.1))).danger is None


def test_while_the_classifier_is_away_alarms_still_work():
    assert decide(CERTAIN, None).act is Act.CRISIS
    assert decide(UNCLEAR, None).danger
    assert decide(None, None).act is Act.CLARIFY


@given(st.lists(st.tuples(st.sampled_from(TOPICS), st.floats(0, 1)), min_size=1, max_size=10))
def test_a_choice_never_leads_to_a_refusal_or_small_talk(ranking: list[tuple[str, float]]):
    decision = decide(None, parse(*ranking))
    offered = (*decision.choices, *decision.alternatives)
    assert not any(topic.startswith(("refuse/", "chat/", "other/")) for topic in offered)
    assert len(decision.choices) <= 3


INDEX = KeywordIndex(
    {
        "treat/methadone": {"Methadone": 3.0, "Thuốc uống mỗi ngày thay heroin": 1.0},
        "drug/heroin": {"Heroin, thuốc phiện": 3.0},
        "law/grow": {"Trồng cây có chất ma tuý": 3.0},
    }
)


def test_a_telling_word_finds_its_topic_in_any_dress():
    assert INDEX.search("methadone la gi vay")[0] == "treat/methadone"
    assert INDEX.search("TRỒNG CÂY bị sao")[0] == "law/grow"


def test_words_that_tell_nothing_find_nothing():
    assert INDEX.search("em là gì vậy ạ") == []


@given(st.text(max_size=100))
def test_a_search_never_breaks(text: str):
    assert len(INDEX.search(text)) <= 3
