"""What must be settled before launch is one list, in data and in both documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.before_launch import points

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_no_point_is_there_twice():
    ids = [point.id for point in points()]
    assert len(ids) == len(set(ids)) > 10


@pytest.mark.parametrize(
    ("name", "language"), [("before-launch.md", "vi"), ("before-launch.en.md", "en")]
)
def test_the_documents_hold_every_point(name: str, language: str):
    text = (DOCS / name).read_text(encoding="utf-8")
    for point in points():
        assert f"`{point.id}`" in text
        assert getattr(point.title, language) in text
        assert getattr(point.why, language) in text
