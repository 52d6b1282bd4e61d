"""What an approval covers, and how a change of it shows."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from content.before_launch import Covers, points
from content.covered import ROOT, NotThereError, as_text, fingerprint, read
from content.files import load
from content.messages import mark, translate
from content.shipping import import_files
from content.tables import RevisionRow
from store.engine import Store
from tests.support.reaching import AT

BREATH = mark("Craving")

RULES = """
# How soon.
rules:
  - {id: plan, least: 7}
mean_of: 4
"""
CODE = '''
"""A module."""
from content.messages import mark

def asked():
    """What is asked."""
    return mark("Craving")

def other():
    return [mark("Confi" "dence"), str("not a message")]
'''


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "rules.yml").write_text(RULES)
    (tmp_path / "talk").mkdir()
    (tmp_path / "talk" / "asking.py").write_text(CODE)
    return tmp_path


async def print_of(store: Store, covers: Covers, root: Path = ROOT) -> str:
    async with store.transaction() as session:
        return fingerprint(await read(session, covers, root))


def changed(root: Path, name: str, old: str, new: str) -> Path:
    """A copy of everything in which one file is different."""
    copy = root.parent / f"{root.name}-{abs(hash((name, old, new)))}"
    shutil.copytree(root, copy)
    text = (root / name).read_text()
    assert old in text
    (copy / name).write_text(text.replace(old, new))
    return copy


async def test_a_changed_rule_changes_the_fingerprint(store: Store, root: Path) -> None:
    covers = Covers(files=("rules.yml",))
    before = await print_of(store, covers, root)
    other = changed(root, "rules.yml", "least: 7", "least: 8")
    assert await print_of(store, covers, other) != before
    assert await print_of(store, covers, root) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# How soon.", "# Said better."),
        ("{id: plan, least: 7}", "{least: 7,   id: plan}"),
        ("mean_of: 4\n", "mean_of: 4\n\n\n"),
    ],
)
async def test_how_a_rule_is_written_down_does_not_matter(
    store: Store, root: Path, old: str, new: str
) -> None:
    covers = Covers(files=("rules.yml",))
    other = changed(root, "rules.yml", old, new)
    assert await print_of(store, covers, other) == await print_of(store, covers, root)


async def test_a_part_of_a_file_changes_with_that_part_alone(store: Store, root: Path) -> None:
    covers = Covers(files=("rules.yml#rules",))
    before = await print_of(store, covers, root)
    assert await print_of(store, covers, changed(root, "rules.yml", "of: 4", "of: 5")) == before
    assert await print_of(store, covers, changed(root, "rules.yml", "t: 7", "t: 8")) != before


async def test_messages_count_with_their_vietnamese_and_the_code_around_them_does_not(
    store: Store, root: Path
) -> None:
    covers = Covers(messages=("talk",))
    async with store.transaction() as session:
        found = await read(session, covers, root)
    assert found == {
        "talk": [
            {"en": "Craving", "vi": translate("vi", BREATH)},
            {"en": "Confidence", "vi": translate("vi", mark("Confidence"))},
        ]
    }
    before = fingerprint(found)
    path = "talk/asking.py"
    assert await print_of(store, covers, changed(root, path, "def asked", "def ask")) == before
    assert await print_of(store, covers, changed(root, path, '"Craving"', '"Mood"')) != before


async def test_the_messages_of_one_function_can_be_meant(store: Store, root: Path) -> None:
    covers = Covers(messages=("talk/asking.py#asked",))
    async with store.transaction() as session:
        (messages,) = (await read(session, covers, root)).values()
    assert [each["en"] for each in messages] == ["Craving"]


@pytest.mark.parametrize(
    "covers",
    [
        Covers(files=("gone.yml",)),
        Covers(files=("rules.yml#gone",)),
        Covers(messages=("talk/asking.py#gone",)),
        Covers(messages=("gone",)),
    ],
)
async def test_what_is_not_there_is_an_error(store: Store, root: Path, covers: Covers) -> None:
    with pytest.raises(NotThereError, match="gone"):
        await print_of(store, covers, root)


async def test_a_topic_counts_as_it_is_published(store: Store) -> None:
    await import_files(store, load(), AT)
    covers = Covers(topics=("crisis",))
    before = await print_of(store, covers)
    async with store.transaction() as session:
        wanted = select(RevisionRow).where(RevisionRow.topic == "crisis/suicide")
        row = (await session.scalars(wanted)).one()
        row.body = {**row.body, "review_by": date(2028, 1, 1).isoformat()}
    assert await print_of(store, covers) == before
    async with store.transaction() as session:
        row = (await session.scalars(wanted)).one()
        row.body = {**row.body, "short": {"vi": "Khác.", "en": "Other."}}
    assert await print_of(store, covers) != before


async def test_what_every_point_covers_is_there_and_can_be_read(sqlite_store: Store) -> None:
    await import_files(sqlite_store, load(), AT)
    for point in points():
        if point.covers:
            async with sqlite_store.transaction() as session:
                found = await read(session, point.covers)
            assert all(found.values()), point.id
            assert len(as_text(found)) > 40


async def test_the_text_to_approve_is_laid_out_in_lines(sqlite_store: Store) -> None:
    await import_files(sqlite_store, load(), AT)
    async with sqlite_store.transaction() as session:
        text = as_text(await read(session, Covers(topics=("crisis",))))
    assert "\n      Cảm ơn bạn đã nói ra." in text
    assert "\\n" not in text
