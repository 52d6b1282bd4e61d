"""`donghanh audit verify`, as it is run on the machine."""

from __future__ import annotations

import io
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.run import console


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation in which one account was made."""
    monkeypatch.setenv("DONGHANH_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert run("staff", "add", "lan", "--role", "lead") == 0
    return tmp_path / "data"


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What is told to the person at the machine."""
    terminal = io.StringIO()
    monkeypatch.setattr(console, "_out", terminal)
    return terminal


def run(*words: str) -> int:
    return CliRunner().invoke(app, list(words)).exit_code


def test_an_untouched_record_is_confirmed(data_dir: Path, terminal: io.StringIO) -> None:
    assert run("audit", "verify") == 0
    assert "Cả 1 mục vẫn đúng" in terminal.getvalue()


def test_a_changed_record_ends_with_the_entry_and_code_one(
    data_dir: Path, terminal: io.StringIO
) -> None:
    database = sqlite3.connect(data_dir / "donghanh.db")
    database.execute("DROP TRIGGER admin_audit_no_update")
    database.execute("UPDATE admin_audit SET staff_name = 'binh'")
    database.commit()
    database.close()
    assert run("audit", "verify") == 1
    assert "Mục 1 trong 1 mục" in terminal.getvalue()


def test_a_record_does_not_hold_under_the_key_of_another_installation(data_dir: Path) -> None:
    (data_dir / "keys" / "master.key").write_text("ab" * 32)
    assert run("audit", "verify") == 1
