"""A cursor gives back what was put in, and nothing else is taken for one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.keyset import BadCursorError, read, write


@given(
    st.integers(),
    st.text(max_size=20),
    st.datetimes(timezones=st.just(UTC)),
)
def test_the_values_come_back(number: int, word: str, moment: datetime):
    cursor = write(number, word, moment)
    if len(cursor) <= 200:
        assert read(cursor, int, str, moment.__class__) == (number, word, moment)


@given(st.text(max_size=60))
def test_no_other_word_breaks_it(word: str):
    with pytest.raises(BadCursorError):
        read(word, int, datetime)


@pytest.mark.parametrize(
    "cursor", [write(True), write("1"), write(1, 2), write("2026-01-01T00:00:00")]
)
def test_values_of_another_kind_are_refused(cursor: str):
    with pytest.raises(BadCursorError):
        read(cursor, int)
    with pytest.raises(BadCursorError):
        read(cursor, datetime)
