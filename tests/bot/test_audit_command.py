"""`donghanh audit verify`, as it is run on the machine."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation in which one account was made."""
    monkeypatch.setenv("DONGHANH_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert run("staff", "add", "lan", "--role", "lead").exit_code == 0
    return tmp_path / "data"


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_an_untouched_record_is_confirmed(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = run("audit", "verify")
    assert result.exit_code == 0
    assert "Cả 1 mục vẫn đúng" in capsys.readouterr().out


def test_a_changed_record_ends_with_the_entry_and_code_one(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = sqlite3.connect(data_dir / "donghanh.db")
    database.execute("DROP TRIGGER admin_audit_no_update")
    database.execute("UPDATE admin_audit SET staff_name = 'binh'")
    database.commit()
    database.close()
    result = run("audit", "verify")
    assert result.exit_code == 1
    assert "Mục 1 trong 1 mục" in capsys.readouterr().out


def test_a_record_does_not_hold_under_the_key_of_another_installation(data_dir: Path) -> None:
    (data_dir / "keys" / "master.key").write_text("ab" * 32)
    assert run("audit", "verify").exit_code == 1
