"""Questions that are alike come together, within bounded work."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nlu.likeness import MOST_TEXTS, groups


def test_the_same_question_in_other_dresses_is_one_group():
    texts = [
        "hút cần sa có bị đuổi học không",
        "cai rượu ở đâu vậy ạ",
        "hut can sa co bi duoi hoc k",
        "Hút cần sa có bị đuổi học không v",
        "cai rượu ở đâu",
    ]
    assert groups(texts) == [[0, 2, 3], [1, 4]]


@given(st.lists(st.text(max_size=40), max_size=30))
def test_every_text_is_in_exactly_one_group(texts: list[str]):
    found = groups(texts)
    assert sorted(at for group in found for at in group) == list(range(len(texts)))
    assert [len(group) for group in found] == sorted(map(len, found), reverse=True)


def test_more_than_the_limit_wait():
    assert sum(map(len, groups(["cai"] * (MOST_TEXTS + 5)))) == MOST_TEXTS
