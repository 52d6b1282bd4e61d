"""docs/screenshots holds what `make screenshots` takes, and its README.md shows all of it."""

from __future__ import annotations

from tests.screenshots.listing import differences


def test_what_is_listed_kept_and_taken_is_the_same() -> None:
    assert differences() == []
