"""Words of one kind are one to the classifier, in any dress."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text.kinds import with_kinds
from nlu.text.normal import normalize


def kinds(text: str) -> list[str]:
    return list(with_kinds(normalize(text)))


def test_two_names_of_one_thing_are_one_kind():
    assert kinds("trồng bồ đà") == kinds("trồng cần sa")


def test_a_phrase_is_known_without_diacritics():
    assert kinds("thuoc la dien tu") == kinds("thuốc lá điện tử")


def test_a_word_that_diacritics_tell_apart_is_known_only_with_them():
    assert kinds("đá")[0].startswith("#")
    assert kinds("da") == ["da"]


@pytest.mark.parametrize("text", ["công an phường", "cong an phuong"])
def test_the_longest_phrase_wins(text: str):
    assert len(kinds(text)) == 1


@given(st.text(max_size=200))
def test_any_text_has_kinds_and_never_more_of_them_than_words(text: str):
    assert len(kinds(text)) <= len(normalize(text).words)
