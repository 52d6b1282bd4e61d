"""docker-compose.yml says what it must; the same commands run natively over real servers."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bot.run.redis_server import find_binary
from tests.conftest import ROOT, NluServer, free_port, wait_until

SPECIFICATION = ROOT / "tests" / "support" / "vendor" / "compose-spec.json"
OURS = ("web", "worker", "nlu")
EVERY = (*OURS, "postgres", "redis")
Json = dict[str, Any]


@pytest.fixture(scope="module")
def compose() -> Json:
    loaded: Json = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return loaded


def test_it_keeps_to_the_compose_specification(compose: Json):
    schema = json.loads(SPECIFICATION.read_text())
    jsonschema.Draft201909Validator(schema).validate(compose)


def test_the_services_are_those_of_the_house(compose: Json):
    assert set(compose["services"]) == set(EVERY)


@pytest.mark.parametrize("name", EVERY)
def test_every_service_tells_how_it_is_and_runs_as_nobody_special(compose: Json, name: str):
    service = compose["services"][name]
    assert service["healthcheck"]["test"]
    assert service["user"] not in ("", "root", "0", "0:0")


def test_only_the_web_has_a_port_and_only_on_the_loopback(compose: Json):
    published = {n: s["ports"] for n, s in compose["services"].items() if "ports" in s}
    assert list(published) == ["web"]
    assert all(port.startswith("127.0.0.1:") for port in published["web"])


def test_every_secret_comes_from_a_file_and_none_is_written_here(compose: Json):
    assert all(set(secret) == {"file"} for secret in compose["secrets"].values())
    for service in compose["services"].values():
        for name, value in service.get("environment", {}).items():
            if any(word in name for word in ("PASSWORD", "TOKEN", "DATABASE_URL", "REDIS_URL")):
                assert name.endswith("_FILE"), name
                assert value.startswith("/run/secrets/")


def test_the_secrets_script_makes_every_file_that_is_named_and_keeps_those_that_exist(
    compose: Json, tmp_path: Path
):
    folder = tmp_path / "secrets"
    script = [str(ROOT / "scripts" / "make-secrets.sh"), str(folder)]
    subprocess.run(["sh", *script], check=True, capture_output=True)
    made = {path.name: path.read_text() for path in folder.iterdir()}
    assert {Path(secret["file"]).name for secret in compose["secrets"].values()} <= set(made)
    subprocess.run(["sh", *script], check=True, capture_output=True)
    assert made == {path.name: path.read_text() for path in folder.iterdir()}
    assert made["postgres_password"].strip() in made["database_url"]


def test_the_images_are_targets_of_the_dockerfile(compose: Json):
    stages = {
        line.split()[-1]
        for line in (ROOT / "Dockerfile").read_text().splitlines()
        if line.startswith("FROM ")
    }
    assert {compose["services"][name]["build"]["target"] for name in OURS} == stages


@pytest.fixture
def redis_over_tcp() -> Iterator[str]:
    """A Redis with a password on a loopback port, as in production."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [
                find_binary(),
                "--port",
                str(port),
                "--bind",
                "127.0.0.1",
                "--requirepass",
                "pw",
                "--save",
                "",
                "--dir",
                folder,
            ],
            stdout=subprocess.DEVNULL,
        )
        yield f"redis://:pw@127.0.0.1:{port}/0"
        process.terminate()
        process.wait()


def test_the_commands_of_web_and_worker_answer_over_real_servers(
    compose: Json,
    postgres_url: str,
    redis_over_tcp: str,
    nlu_server: NluServer,
    tmp_path: Path,
):
    port = free_port()
    secrets = {
        "DATABASE_URL": postgres_url,
        "REDIS_URL": redis_over_tcp,
        "NLU_TOKEN": nlu_server.token,
    }
    environment = {
        "NLU_URL": nlu_server.url,
        "DONGHANH_PORT": str(port),
        "DONGHANH_DATA_DIR": str(tmp_path / "data"),
        "PATH": "/usr/bin:/bin",
    }
    for name, value in secrets.items():
        path = tmp_path / name.lower()
        path.write_text(value)
        environment[f"{name}_FILE"] = str(path)
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "bot.cli", *compose["services"][name]["command"][1:]],
            cwd=ROOT,
            env=environment,
        )
        for name in ("web", "worker")
    ]
    try:
        url = f"http://127.0.0.1:{port}"
        beat = [sys.executable, *compose["services"]["worker"]["healthcheck"]["test"][2:]]
        health = [sys.executable, *compose["services"]["web"]["healthcheck"]["test"][2:-1]]
        wait_until(_succeeds([*health, f"{url}/health"]), "the web")
        reply = _ask(url, "hút cần sa bị phạt bao nhiêu")
        assert reply["topic"] == "law/use_penalty"
        assert reply["sources"]
        assert _ask(url, "em không muốn sống nữa")["kind"] == "crisis"
        wait_until(_succeeds(beat, environment), "the worker")
        assert all(process.poll() is None for process in processes)
    finally:
        for process in processes:
            process.terminate()
        codes = [process.wait(30) for process in processes]
    assert codes == [0, 0]


def _ask(url: str, text: str) -> Json:
    body = json.dumps({"conversation": None, "text": text}).encode()
    with urllib.request.urlopen(f"{url}/api/chat", body, timeout=20) as answer:
        replies: list[Json] = json.load(answer)["replies"]
    return replies[0]


def _succeeds(command: list[str], environment: dict[str, str] | None = None) -> Callable[[], bool]:
    return lambda: subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0
