"""One question has one normal form, however it was typed."""

from __future__ import annotations

import unicodedata
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text import dresses
from nlu.text.letters import clean, fold, is_accented, place_tones
from nlu.text.normal import MAX_CHARACTERS, MAX_TOKENS, normalize
from nlu.text.teencode import WORDS, expand, squeeze

VIETNAMESE = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậếềểễệ hởũỵ 0123", max_size=60)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("Hút cần sa bị phạt bao nhiêu???", "hút cần sa bị phạt bao nhiêu"),
        ("e lo dap da roi co bi bat k", "em lo dap da roi co bi bat không"),
        ("hòa  thủy", "hoà thuỷ"),
        ("quý", "quý"),
        ("saooooo", "sao"),
        ("ma\u200btuý", "matuý"),
        ("\u202eđá", "đá"),
        ("phạt 1.5 triệu", "phạt 1.5 triệu"),
        ("…!?", ""),
    ],
)
def test_what_was_typed_gets_its_normal_form(typed: str, normal: str):
    assert normalize(typed).text == normal


@given(st.text(max_size=300))
def test_any_text_has_a_normal_form_within_its_bounds(text: str):
    normal = normalize(text)
    assert len(normal.words) == len(normal.folded) <= MAX_TOKENS
    assert all(
        word and fold(word) == plain
        for word, plain in zip(normal.words, normal.folded, strict=True)
    )


@given(st.text(max_size=200))
def test_a_clean_text_is_composed_and_hides_nothing(text: str):
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(unicodedata.category(c)[0] == "C" for c in cleaned)


@given(VIETNAMESE)
def test_a_tone_is_placed_the_same_wherever_it_was_typed(text: str):
    assert place_tones(place_tones(text)) == place_tones(text)
    assert fold(place_tones(text)) == fold(text)


@given(VIETNAMESE)
def test_folding_keeps_every_letter_and_loses_every_mark(text: str):
    assert len(fold(text)) == len(unicodedata.normalize("NFC", text))
    assert not is_accented(fold(text))


def test_the_longest_text_is_cut_and_not_refused():
    assert normalize("đá " * MAX_CHARACTERS).words == ("đá",) * MAX_TOKENS


def test_teencode_is_written_in_its_own_normal_form():
    for short, long in WORDS.items():
        assert short == clean(short).lower()
        assert normalize(long).text == long, short
        assert short != long


def test_a_word_the_table_does_not_know_stays():
    assert expand(["k", "xyz"]) == ["không", "xyz"]


def test_only_stretched_letters_are_shortened():
    assert squeeze("trời ơiiii xoong") == "trời ơi xoong"


@given(VIETNAMESE, st.integers(0, 9), st.integers(0, 5))
def test_a_wardrobe_is_the_same_for_the_same_seed_and_begins_with_the_text(
    text: str, seed: int, others: int
):
    worn = dresses.wardrobe(text, Random(seed), others)
    assert worn == dresses.wardrobe(text, Random(seed), others)
    assert worn[0] == text
    assert len(worn) == len(set(worn)) <= others + 1


@given(VIETNAMESE, st.integers(0, 99))
def test_teencode_means_what_it_stands_for(text: str, seed: int):
    plain = normalize(text).text
    assert fold(normalize(dresses.teencode(plain, Random(seed))).text) == fold(plain) or any(
        word in WORDS for word in plain.split()
    )


def test_slips_touch_few_words_and_keep_their_number():
    text = " ".join(["nghiện"] * 200)
    slipped = dresses.with_slips(text, Random(1)).split()
    changed = sum(word != "nghiện" for word in slipped)
    assert len(slipped) == 200
    assert 5 < changed < 60


def test_keys_of_an_input_method_are_left_as_they_are_hit():
    assert dresses._as_keys("phạt", vni=False) == "phatj"
    assert dresses._as_keys("phạt", vni=True) == "phat5"
    assert dresses._as_keys("đường", vni=False) == "dduwowngf"
