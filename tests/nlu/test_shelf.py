"""The folder of models: publishing is one rename, every start finds the live model again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nlu.corpus import Example, as_rasa, read_with
from nlu.evaluation import questions
from nlu.lessons import lessons
from nlu.model import STAFF, fingerprint, path_in
from nlu.shelf import KEPT, GoneError, Shelf

LESSON = as_rasa([Example("law/vape", "pod chill là gì vậy")]).encode()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def put_model(shelf: Shelf, staff: bytes = b"") -> str:
    name = shelf.put_changes(staff)
    shelf.path(name).write_bytes(b"a model")
    return name


def test_without_changes_of_staff_the_repositorys_model_is_live(shelf: Shelf):
    assert shelf.live == fingerprint() == path_in(shelf.folder).name.removesuffix(".tar.gz")


def test_a_published_model_is_the_one_of_every_start(shelf: Shelf):
    first, second = put_model(shelf), put_model(shelf, LESSON)
    assert shelf.live == first
    shelf.publish(second)
    assert path_in(shelf.folder) == shelf.path(second)
    assert Shelf(shelf.folder).live == second
    shelf.publish(first)
    assert path_in(shelf.folder) == shelf.path(first)
    assert not (shelf.folder / STAFF).exists()


def test_a_model_that_is_gone_or_of_other_code_is_not_published(shelf: Shelf):
    put_model(shelf)
    missing = shelf.put_changes(LESSON)
    with pytest.raises(GoneError):
        shelf.publish(missing)
    shelf.path("0123456789ab").write_bytes(b"a model of another version")
    with pytest.raises(GoneError):
        shelf.publish("0123456789ab")


def test_only_a_few_models_stay_and_the_live_one_among_them(shelf: Shelf):
    live = put_model(shelf)
    made = [put_model(shelf, LESSON + b"#%d" % number) for number in range(KEPT + 3)]
    for age, name in enumerate([live, *made]):
        os.utime(shelf.path(name), (age, age))
    (shelf.folder / "mine.tar.gz").write_bytes(b"not ours")
    shelf.tidy()
    assert set(shelf.names()) == {live, *made[-KEPT + 1 :]}
    assert (shelf.folder / "mine.tar.gz").exists()
    assert not shelf.changes(made[0]).exists()


def test_what_staff_changed_is_learned_instead_of_the_files(tmp_path: Path):
    files = tmp_path / "a.yml"
    files.write_text(as_rasa([Example("law/vape", "hút pod"), Example("law/work", "đi làm")]))
    staff = tmp_path / STAFF
    added = Example("law/work", "cty [ghi chú](x) test ma tuý")
    staff.write_text(as_rasa([added], [Example("law/vape", "hút pod")]))
    learned = read_with(staff, [files])
    assert [one.topic for one in learned] == ["law/work", "law/work"]
    assert learned[1].text == "cty [ghi chú] (x) test ma tuý"
    assert read_with(tmp_path / "none.yml", [files]) == read_with(None, [files])


def test_lessons_are_bare_sorted_and_leave_evaluation_questions_out():
    asked = questions.read()
    leak = next(one.text for one in asked if len(one.text.split()) > 8)
    known = Example("law/work", "đi làm có bị test không")
    added = [
        ("law/work", "em tên [name] bị test ở cty"),
        ("law/vape", leak),
        ("law/vape", "pod chill là gì vậy"),
        ("law/work", known.text),
        ("law/work", "[name]"),
    ]
    found = lessons(added, [("law/work", known.text), ("law/work", "không có")], asked, [known])
    again = lessons(reversed(added), [("law/work", known.text)], asked, [known])
    assert found.staff == again.staff
    assert (found.added, found.withheld, found.left_out, found.examples) == (2, 1, 1, 2)
    assert "em tên bị test ở cty" in found.staff.decode()
    assert leak not in found.staff.decode()
    assert lessons([], [], asked, [known]).staff == b""
