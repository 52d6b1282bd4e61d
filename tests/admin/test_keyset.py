"""A cursor gives back what was put in, and nothing else is taken for one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.keyset import LONGEST, cursor, keys_of
from admin.pages.refusals import Refusal


@given(
    st.integers(-(2**63), 2**63),
    st.text(max_size=20),
    st.datetimes(timezones=st.just(UTC)),
)
def test_the_values_come_back(number: int, word: str, moment: datetime):
    written = cursor((number, word, moment))
    assert len(written) <= LONGEST
    assert keys_of(written, int, str, datetime) == (number, word, moment)


def test_no_cursor_is_the_first_page():
    assert keys_of("", int) is None


@given(st.text(min_size=1, max_size=60))
def test_no_other_word_breaks_it(word: str):
    with pytest.raises(Refusal):
        keys_of(word, int, datetime)


@pytest.mark.parametrize(
    "given", [cursor((True,)), cursor(("1",)), cursor((1, 2)), cursor(("2026-01-01T00:00:00",))]
)
def test_values_of_another_kind_are_refused(given: str):
    for kind in (int, datetime):
        with pytest.raises(Refusal):
            keys_of(given, kind)
