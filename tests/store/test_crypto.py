"""Sealed values open for whom and where they were sealed, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.crypto import FORMAT, Keyring, SealError

PLACE = "reach_contact.address|telegram"
ONE, TWO, INDEX = b"1" * 32, b"2" * 32, b"i" * 32


@pytest.fixture
def keys() -> Keyring:
    return Keyring({1: ONE}, 1, INDEX)


@given(st.text(max_size=50))
def test_what_is_sealed_opens_again(text: str):
    keys = Keyring.of(b"m" * 32)
    assert keys.open(keys.seal(text, PLACE), PLACE) == text


def test_a_sealed_value_does_not_show_what_it_holds(keys: Keyring):
    sealed = keys.seal("123456789", PLACE)
    assert b"123456789" not in sealed
    assert sealed != keys.seal("123456789", PLACE)


def test_a_value_of_another_place_does_not_open(keys: Keyring):
    with pytest.raises(SealError, match="zalo"):
        keys.open(keys.seal("a", PLACE), "reach_contact.address|zalo")


@pytest.mark.parametrize("at", [0, 1, 2, 14, -1])
def test_a_changed_value_does_not_open(keys: Keyring, at: int):
    sealed = bytearray(keys.seal("address", PLACE))
    sealed[at] ^= 1
    with pytest.raises(SealError):
        keys.open(bytes(sealed), PLACE)


@pytest.mark.parametrize(
    "sealed", [b"", b"\x01", bytes((FORMAT, 1)), bytes((FORMAT, 1)) + b"x" * 9]
)
def test_a_value_that_was_cut_short_does_not_open(keys: Keyring, sealed: bytes):
    with pytest.raises(SealError):
        keys.open(sealed, PLACE)


def test_a_new_key_seals_and_the_old_one_still_opens(keys: Keyring):
    old = keys.seal("a", PLACE)
    ring = Keyring({1: ONE, 2: TWO}, 2, INDEX)
    assert ring.open(old, PLACE) == "a"
    assert (ring.is_current(old), ring.is_current(ring.seal("a", PLACE))) == (False, True)


def test_without_its_key_a_value_does_not_open(keys: Keyring):
    with pytest.raises(SealError, match="key"):
        Keyring({2: TWO}, 2, INDEX).open(keys.seal("a", PLACE), PLACE)


def test_equal_texts_have_equal_marks_in_one_place_only(keys: Keyring):
    assert keys.index("Đồng", PLACE) == keys.index("Đồng", PLACE)
    assert keys.index("a", PLACE) != keys.index("b", PLACE)
    assert keys.index("a", PLACE) != keys.index("a", "other|telegram")
    assert keys.index("ba", "c") != keys.index("a", "cb")


def test_marks_do_not_follow_from_the_sealing_keys():
    one = Keyring({1: ONE}, 1, INDEX)
    other = Keyring({1: ONE}, 1, b"j" * 32)
    assert one.index("a", PLACE) != other.index("a", PLACE)


@pytest.mark.parametrize(
    ("ring", "current", "index"),
    [
        ({}, 0, INDEX),
        ({1: ONE}, 2, INDEX),
        ({256: ONE}, 256, INDEX),
        ({1: b"x"}, 1, INDEX),
        ({1: ONE}, 1, b""),
    ],
)
def test_a_ring_of_wrong_keys_is_refused(ring: dict[int, bytes], current: int, index: bytes):
    with pytest.raises(ValueError, match="key"):
        Keyring(ring, current, index)
