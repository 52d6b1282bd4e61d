"""The training data is sound: enough wordings, no near-copies, nothing of the evaluation."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.files import load
from nlu.corpus import (
    CorpusError,
    Example,
    conflicts,
    intent_of,
    near_copies,
    read,
    topic_of,
)
from nlu.near_copies import NEAR_COPY, fingerprint

EXAMPLES = read()
EVALUATION = Path(__file__).parents[2] / "nlu" / "evaluation" / "questions.tsv"
LEAST = {"service": 60, "chat": 60, "other": 60}
LEAST_ELSEWHERE = 120


def evaluation() -> list[dict[str, str]]:
    with EVALUATION.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_topic_has_enough_wordings_and_no_other_topic_has_any():
    counts = Counter(example.topic for example in EXAMPLES)
    assert set(counts) == set(load().topics)
    for topic, count in counts.items():
        assert count >= LEAST.get(topic.partition("/")[0], LEAST_ELSEWHERE), topic


def test_out_of_scope_has_many_wordings():
    assert sum(example.topic == "other/out_of_scope" for example in EXAMPLES) >= 800


def test_no_two_wordings_of_a_topic_are_near_copies():
    assert list(near_copies(EXAMPLES)) == []


def test_no_wording_stands_under_two_topics():
    assert list(conflicts(EXAMPLES)) == []


def test_the_evaluation_is_large_and_names_only_our_topics():
    rows = evaluation()
    topics = set(load().topics)
    assert len(rows) >= 1000
    for row in rows:
        assert set(row["topics"].split("|")) <= topics
        assert row["dress"] in {"full", "plain", "teencode", "slips", "slang"}


def test_no_question_of_the_evaluation_was_trained_on():
    trained = {fingerprint(example.text) for example in EXAMPLES if len(example.text.split()) > 3}
    asked = {fingerprint(row["text"]) for row in evaluation() if len(row["text"].split()) > 3}
    assert not trained & asked


def test_a_near_copy_is_found_and_a_new_wording_is_not():
    one = Example("law/work", "công ty có được đuổi việc vì test ra dương tính không")
    copy = Example("law/work", "cong ty co dc đuổi việc vì test ra dương tính k ạ")
    new = Example("law/work", "sếp bắt em đi thử nước tiểu có đúng luật không")
    assert list(near_copies([one, copy, new])) == [(one, copy)]


WORDS = [f"từ{number}" for number in range(12)]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(4, 12), st.integers(0, 11)), max_size=20))
def test_every_near_copy_is_found_that_comparing_all_would_find(
    cuts: list[tuple[int, int, int]],
):
    examples = [
        Example("law/work", " ".join([*WORDS[start:end], WORDS[added]]))
        for start, end, added in cuts
    ]
    prints = [fingerprint(example.text) for example in examples]

    def alike(earlier: int, later: int) -> bool:
        common, either = prints[earlier] & prints[later], prints[earlier] | prints[later]
        return len(common) >= NEAR_COPY * len(either)

    first = [
        (next((at for at in range(later) if alike(at, later)), None), later)
        for later in range(len(examples))
    ]
    compared = [(examples[at], examples[later]) for at, later in first if at is not None]
    assert list(near_copies(examples)) == compared


def test_an_intent_and_its_topic_name_each_other():
    assert topic_of(intent_of("law/use_penalty")) == "law/use_penalty"


@pytest.mark.parametrize("text", ["nlu: 5", "[", "nlu:\n- intent: a.b\n  examples: |\n    no dash"])
def test_a_file_that_is_no_training_data_is_named(tmp_path: Path, text: str):
    path = tmp_path / "odd.yml"
    path.write_text(text)
    with pytest.raises(CorpusError, match=r"odd\.yml"):
        read([path])
