"""The whole service as a user starts it: up, answering, leaving nothing behind."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, NluServer, Service, start_service, wait_until

pytestmark = pytest.mark.timeout(300)
"""Some start the whole service twice, on a machine that may have other work."""

MARKER = "XYZZY"
SECRET_TEXT = f"tôi là {MARKER} ở số 5 ngõ {MARKER}, gọi 0987654321"
NOTE = "0987654321"


def ask(service: Service, **body: object) -> dict[str, Any]:
    data = json.dumps({"conversation": None, **body}).encode()
    with urllib.request.urlopen(f"{service.url}/api/chat", data, timeout=20) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def children_of(service: Service) -> list[int]:
    """The processes that the service started and that are still there."""
    marker = str(service.data_dir).encode()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != service.process.pid:
            try:
                command = (entry / "cmdline").read_bytes()
                parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
            except OSError:
                continue
            if marker in command or int(parent) == service.process.pid:
                found.append(int(entry.name))
    return found


@contextmanager
def started(folder: Path, nlu: NluServer) -> Iterator[Service]:
    service = start_service(folder / "data", NLU_URL=nlu.url, NLU_TOKEN=nlu.token)
    yield service
    if service.process.poll() is None:
        service.process.kill()
        service.process.wait()


@pytest.fixture
def running(tmp_path: Path, nlu_server: NluServer):
    """A service of its own over the shared NLU server, to be stopped."""
    with started(tmp_path, nlu_server) as service:
        yield service


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory, nlu_server: NluServer):
    """A service for those who leave it running."""
    with started(tmp_path_factory.mktemp("lasting"), nlu_server) as service:
        yield service


def test_it_answers_with_sources_and_catches_a_cry_for_help(lasting: Service):
    reply = ask(lasting, text="hút cần sa bị phạt bao nhiêu")["replies"][0]
    assert (reply["kind"], reply["topic"]) == ("answer", "law/use_penalty")
    assert reply["sources"]
    assert ask(lasting, text="em không muốn sống nữa")["replies"][0]["kind"] == "crisis"


def test_it_prints_its_addresses_and_the_first_password_once(running: Service):
    printed = running.output.read_text()
    assert f"{running.url}/\n" in printed
    assert f"{running.url}/staff/\n" in printed
    assert "quantri" in printed
    assert running.stop() == 0
    again = start_service(running.data_dir, NLU_URL="http://127.0.0.1:1", NLU_TOKEN="t" * 16)
    try:
        assert "quantri" not in again.output.read_text()
    finally:
        again.stop()


def test_nothing_a_person_wrote_and_no_address_is_in_any_byte_it_wrote(running: Service):
    talk = ask(running, text=SECRET_TEXT)["conversation"]
    ask(running, conversation=talk, text=f"{MARKER} cần sa")
    ask(running, conversation=talk, text=f"/{MARKER}")
    ask(running, conversation=talk, choice=f"topic:{MARKER}")
    for body in (MARKER.encode(), b'{"text": 5, "choice": "' + MARKER.encode() + b'"}'):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{running.url}/api/chat", body, timeout=20)
        assert MARKER not in refused.value.read().decode()
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(f"{running.url}/{MARKER}?{NOTE}", timeout=20)
    assert running.stop() == 0
    written = [running.output, *(p for p in running.data_dir.rglob("*") if p.is_file())]
    assert len(written) > 3
    for path in written:
        content = path.read_bytes()
        for secret in (MARKER, NOTE, talk):
            assert secret.encode() not in content, path


def test_ctrl_c_stops_it_cleanly_and_leaves_no_process_behind(running: Service):
    assert children_of(running)
    assert running.stop() == 0
    assert children_of(running) == []
    assert "Traceback" not in running.output.read_text()


def test_a_killed_service_takes_its_children_along(running: Service):
    assert children_of(running)
    running.process.send_signal(signal.SIGKILL)
    running.process.wait()
    wait_until(lambda: not children_of(running), "the end of the children")


def test_a_talk_survives_a_restart(running: Service, nlu_server: NluServer):
    talk = ask(running, text="/ngonngu en")["conversation"]
    assert running.stop() == 0
    again = start_service(running.data_dir, NLU_URL=nlu_server.url, NLU_TOKEN=nlu_server.token)
    try:
        reply = ask(again, conversation=talk, text="/menu")["replies"][0]
        assert reply["text"] == "What would you like to know about?"
    finally:
        again.stop()


def test_counts_are_all_that_is_kept(running: Service):
    ask(running, choice="topic:law/testing")
    ask(running, choice="topic:law/testing")
    assert running.stop() == 0
    with sqlite3.connect(running.data_dir / "donghanh.db") as database:
        rows = database.execute("SELECT topic, channel, count FROM bot_daily_count").fetchall()
    assert ("law/testing", "web", 2) in rows


def test_the_data_folder_is_its_owners_alone(lasting: Service):
    assert stat.S_IMODE(lasting.data_dir.stat().st_mode) == 0o700
    key = lasting.data_dir / "keys" / "master.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_a_second_service_on_the_same_data_is_refused_in_words(lasting: Service):
    done = run_cli("run", DONGHANH_DATA_DIR=str(lasting.data_dir), DONGHANH_PORT="1025")
    assert done.returncode == 2
    assert "đang chạy trên thư mục dữ liệu này" in done.stderr


def test_a_taken_port_is_said_with_what_to_write(lasting: Service, tmp_path: Path):
    port = lasting.url.rpartition(":")[2]
    done = run_cli("run", DONGHANH_DATA_DIR=str(tmp_path / "other"), DONGHANH_PORT=port)
    assert done.returncode == 2
    assert "DONGHANH_PORT" in done.stderr


def test_a_wrong_setting_stops_the_start_with_a_sentence():
    done = run_cli("run", DONGHANH_PORT="http")
    assert done.returncode == 2
    assert done.stderr == "DONGHANH_PORT: hãy ghi số cổng từ 1 đến 65535, ví dụ 8000.\n"


def test_staff_accounts_are_made_at_the_command_line(tmp_path: Path):
    folder = str(tmp_path / "data")
    made = run_cli("staff", "add", "lan", "--role", "editor", DONGHANH_DATA_DIR=folder)
    assert made.returncode == 0
    assert "Mật khẩu dùng một lần" in made.stdout
    again = run_cli("staff", "add", "lan", "--role", "editor", DONGHANH_DATA_DIR=folder)
    assert again.returncode == 2
    assert "Traceback" not in again.stderr


def test_a_page_of_the_service_says_nothing_is_here_for_a_wrong_address(service: Service):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{service.url}/no/such", timeout=10)
    assert refused.value.code == 404
    assert json.load(refused.value)["error"]["code"] == "not_found"


def run_cli(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DONGHANH")}
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *arguments],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
