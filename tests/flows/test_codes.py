"""Codes that people read out and type in."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import codes

SEEDS = st.integers(min_value=0, max_value=2**32)


def code(seed: int = 7) -> str:
    return codes.make(Random(seed))


def test_a_code_is_two_groups_of_five():
    assert [len(group) for group in code().split("-")] == [5, 5]


def test_the_alphabet_spells_nothing_and_confuses_nothing():
    assert not set("AEIOUY01LZSBV") & set(codes.ALPHABET)
    assert len(set(codes.ALPHABET)) == len(codes.ALPHABET)


def test_every_misread_character_stands_for_one_of_the_alphabet():
    for wrong, right in codes.MISREAD.items():
        assert chr(wrong) not in codes.ALPHABET
        assert right in codes.ALPHABET


def test_the_number_of_characters_is_prime_and_above_the_longest_code():
    size = len(codes.ALPHABET)
    assert all(size % divisor for divisor in range(2, size))
    assert size > codes.LONGEST


def test_a_code_holds_forty_bits():
    assert codes.bits() >= 40


@given(SEEDS, st.integers(min_value=2, max_value=codes.LONGEST))
def test_a_code_reads_back_at_every_length(seed: int, length: int):
    made = codes.make(Random(seed), length)
    assert codes.read(made, length) == made


@given(SEEDS)
def test_case_spaces_and_dashes_do_not_matter(seed: int):
    made = code(seed)
    plain = made.replace("-", "")
    assert codes.read(f"  {plain.lower()} ") == made
    assert codes.read(" ".join(plain)) == made


@given(SEEDS)
def test_look_alikes_count_as_what_they_look_like(seed: int):
    made = code(seed)
    worn = made.replace("2", "Z").replace("5", "S").replace("8", "B")
    assert codes.read(worn) == made


@given(SEEDS, st.integers(0, 9), st.sampled_from(codes.ALPHABET))
def test_one_wrong_character_is_noticed(seed: int, place: int, mark: str):
    plain = code(seed).replace("-", "")
    wrong = plain[:place] + mark + plain[place + 1 :]
    assert (codes.read(wrong) is None) == (wrong != plain)


@given(SEEDS, st.integers(0, 9), st.integers(0, 9))
def test_two_exchanged_characters_are_noticed(seed: int, one: int, other: int):
    plain = list(code(seed).replace("-", ""))
    changed = plain.copy()
    changed[one], changed[other] = plain[other], plain[one]
    assert (codes.read("".join(changed)) is None) == (changed != plain)


@given(st.text())
def test_any_text_is_a_code_or_none(text: str):
    read = codes.read(text)
    assert read is None or codes.read(read) == read


@pytest.mark.parametrize("typed", ["", "-", "C7K2M", "C7K2M-9QRTW-C7K2M", "C7K2M-9QRTO", "đường"])
def test_what_is_no_code_is_none(typed: str):
    assert codes.read(typed) is None


@pytest.mark.parametrize("length", [-1, 0, 1, codes.LONGEST + 1])
def test_a_length_that_the_check_does_not_carry_is_an_error(length: int):
    with pytest.raises(ValueError, match="characters"):
        codes.make(Random(1), length)
