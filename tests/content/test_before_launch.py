"""What must be settled before launch is one list, in data and in both documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.before_launch import Covers, points
from content.instrument import Permission, load, names
from content.phones import ALLOWED_NUMBERS

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


@pytest.mark.parametrize("name", ["before-launch.md", "before-launch.en.md"])
def test_the_documents_say_what_an_approval_covers(name: str):
    text = (DOCS / name).read_text(encoding="utf-8")
    for point in points():
        covers = point.covers or Covers()
        line = text[text.index(f"(`{point.id}`)") :].split("\n")[1]
        for place in (*covers.files, *covers.messages, *covers.topics):
            assert f"{place}`" in line


@pytest.mark.parametrize("name", ["before-launch.md", "before-launch.en.md"])
def test_the_documents_name_every_number_of_the_texts(name: str):
    text = (DOCS / name).read_text(encoding="utf-8")
    assert all(number in text for number in ALLOWED_NUMBERS)


def test_every_instrument_that_needs_a_permission_has_a_point():
    ids = {point.id for point in points()}
    needed = [name for name in names() if load(name).licence.permission is Permission.NEEDED]
    assert needed
    assert {f"{name}_permission" for name in needed} <= ids


def test_every_wording_of_every_instrument_is_approved_by_somebody():
    covered = {place for point in points() if point.covers for place in point.covers.files}
    for name in names():
        for part in ("items", "answers"):
            assert f"content/instruments/{name}.yml#{part}" in covered
