"""A decision about texts and rules holds for the version that was decided about."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from content import covered
from flows.aftercare import decisions
from flows.aftercare.tables import DecisionRow
from store.engine import Store
from tests.support.reaching import AT


async def settle(store: Store, point: str, days: int = 0) -> None:
    async with store.transaction() as session:
        now = AT + timedelta(days=days)
        await decisions.record(session, point, by="quan", note="Bác sĩ, công văn thử", now=now)


async def state(store: Store, point: str) -> tuple[bool, bool]:
    """Whether a point is settled, and whether what was approved has changed."""
    async with store.transaction() as session:
        found = await decisions.standing(session, point)
    return found.is_settled, found.is_changed


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house of one's own to change rules in."""
    skip = shutil.ignore_patterns("__pycache__", "static")
    for folder in ("content/instruments", "flows", "bot", "nlu/safety"):
        shutil.copytree(covered.ROOT / folder, tmp_path / folder, ignore=skip)
    monkeypatch.setattr(covered, "ROOT", tmp_path)
    return tmp_path


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("point", "name", "old", "new"),
    [
        ("triage_rules", "flows/aftercare/rules.yml", "least: 7", "least: 8"),
        ("triage_rules", "flows/aftercare/ladder.yml", "red: 4", "red: 8"),
        ("screening_wording", "content/instruments/assist.yml", "least: 27", "least: 26"),
        ("screening_wording", "content/instruments/young.yml", "bao lâu", "mấy hôm"),
        ("screening_wording", "flows/screening/young.py", "no fault of yours", "your fault"),
        ("substance_groups", "content/instruments/assist.yml", "lào, vape'", "lào'"),
        ("risk_sentences", "content/instruments/assist.yml", "làm hại đường thở", "vô hại"),
        (
            "checkin_wording",
            "content/instruments/checkin.yml",
            "khó đến mức nào với bạn",
            "có khó không",
        ),
        ("crisis_texts", "bot/replies.py", "are you safe right now", "are you well"),
        ("crisis_signs", "nlu/safety/rules/suicide.yml", "level: certain", "level: perhaps"),
        ("retention", "flows/hotline/rules.yml", "90", "900"),
    ],
)
async def test_a_changed_text_or_rule_opens_its_point_again(  # noqa: PLR0917
    sqlite_store: Store, root: Path, point: str, name: str, old: str, new: str
) -> None:
    await settle(sqlite_store, point)
    assert await state(sqlite_store, point) == (True, False)
    change(root, name, old, new)
    assert await state(sqlite_store, point) == (False, True)
    await settle(sqlite_store, point, days=1)
    assert await state(sqlite_store, point) == (True, False)


async def test_a_change_elsewhere_opens_nothing(sqlite_store: Store, root: Path) -> None:
    for point in ("risk_sentences", "triage_rules", "dossier"):
        await settle(sqlite_store, point)
    change(root, "content/instruments/assist.yml", "Hằng tháng", "Mỗi tháng")
    change(root, "flows/aftercare/rules.yml", "# Triage", "# The triage")
    for point in ("risk_sentences", "triage_rules", "dossier"):
        assert await state(sqlite_store, point) == (True, False)


async def test_what_was_approved_without_a_version_is_open(store: Store) -> None:
    await settle(store, "triage_rules")
    async with store.transaction() as session:
        await session.execute(update(DecisionRow).values(fingerprint=None))
    assert await state(store, "triage_rules") == (False, True)


async def test_every_point_is_open_at_first_and_stands_alone(store: Store) -> None:
    await settle(store, "dossier")
    async with store.transaction() as session:
        found = await decisions.standings(session)
    assert [each.point.id for each in found if each.is_settled] == ["dossier"]


async def test_a_point_that_is_not_there_is_an_error(store: Store) -> None:
    async with store.transaction() as session:
        with pytest.raises(decisions.NoSuchPointError):
            await decisions.standing(session, "gone")
