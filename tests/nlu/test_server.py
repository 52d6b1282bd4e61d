"""The real Rasa server: what it understands, and how a model is swapped."""

from __future__ import annotations

import asyncio
import io
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.parse import parse_lines
from bot.settings import Settings
from nlu.client import NluAwayError, RasaClient, SwapRefusedError
from nlu.model import fingerprint, path_in
from nlu.training import environment
from tests.conftest import ROOT, NluServer, free_port

MODEL = path_in(ROOT / ".data" / "models")
MARKER = "dấu riêng XYZZY 0987654321"


@pytest.fixture
async def client(nlu_server: NluServer) -> AsyncIterator[RasaClient]:
    async with RasaClient(nlu_server.url, nlu_server.token) as client:
        yield client


async def test_a_question_gets_a_ranking_of_our_topics(client: RasaClient):
    parse = await client.parse("hút cần sa bị phạt bao nhiêu")
    assert parse.ranking[0].topic == "law/use_penalty"
    confidences = [entry.confidence for entry in parse.ranking]
    assert confidences == sorted(confidences, reverse=True)
    assert 0 < parse.thresholds.answer < 1


@pytest.mark.parametrize(
    "text", ["", " ", "🙂" * 500, "a" * 5000, "\x00\u202e", "<b>**x**</b>", "\ud800đá", "/restart"]
)
async def test_any_text_gets_a_ranking(client: RasaClient, text: str):
    assert (await client.parse(text)).ranking


async def test_without_the_token_nobody_is_let_in(nlu_server: NluServer):
    async with RasaClient(nlu_server.url, "another token") as stranger:
        with pytest.raises(NluAwayError):
            await stranger.parse("chào")
        with pytest.raises(NluAwayError):
            await stranger.swap(str(MODEL))


async def test_a_swap_of_models_fails_no_question(client: RasaClient):
    done = asyncio.Event()
    answered = 0

    async def ask() -> None:
        nonlocal answered
        while not done.is_set():
            assert (await client.parse("cai nghiện ở đâu")).ranking
            answered += 1

    asking = [asyncio.create_task(ask()) for _ in range(4)]
    for _ in range(2):
        await client.swap(str(MODEL))
    before = answered
    while answered < before + len(asking):  # noqa: ASYNC110 - counted by others
        await asyncio.sleep(0.01)
    done.set()
    await asyncio.gather(*asking)
    assert answered > before


async def test_a_file_that_is_no_model_is_refused_and_the_old_one_goes_on(
    client: RasaClient, tmp_path: Path
):
    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(b"no model")
    for path in (broken, tmp_path / "missing.tar.gz"):
        with pytest.raises((SwapRefusedError, NluAwayError)):
            await client.swap(str(path))
    assert (await client.parse("methadone là gì")).ranking[0].topic == "treat/methadone"


async def test_a_server_that_is_not_there_is_away():
    async with RasaClient("http://127.0.0.1:1", "t" * 16) as client:
        with pytest.raises(NluAwayError):
            await client.parse("chào")


async def test_parse_writes_one_decision_a_line_in_order(nlu_server: NluServer, tmp_path: Path):
    lines = ["hút cần sa bị phạt bao nhiêu", "", "em không muốn sống nữa", "mua đá ở đâu"] * 10
    out = io.StringIO()
    settings = Settings.model_validate(
        {
            "DONGHANH_DATA_DIR": str(tmp_path),
            "NLU_URL": nlu_server.url,
            "NLU_TOKEN": nlu_server.token,
        }
    )
    await parse_lines(settings, io.BytesIO("\n".join(lines).encode()), out, explain=True)
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [entry["text"] for entry in found] == lines
    assert found[2]["decision"] == "crisis"
    for entry in found:
        assert set(entry) == {
            *("text", "topic", "confidence", "decision", "ranking"),
            *("entities", "reason", "explain"),
        }


async def test_what_was_asked_is_nowhere_in_the_servers_output(tmp_path: Path):
    """At its most talkative level, over standard output and error, and in files it writes."""
    token = "t" * 32
    output = tmp_path / "output"
    port = free_port()
    with output.open("wb") as file:
        process = subprocess.Popen(  # noqa: ASYNC220 - starts at once
            [
                *(str(ROOT / ".venv-nlu/bin/python"), "-m", "nlu.rasa.serve"),
                *("--models", str(MODEL.parent), "--port", str(port)),
            ],
            cwd=tmp_path,
            env={**environment(token), "LOG_LEVEL": "DEBUG", "HOME": str(tmp_path)},
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        async with RasaClient(f"http://127.0.0.1:{port}", token) as client:

            async def answers() -> bool:
                try:
                    await client.parse(MARKER)
                except NluAwayError:
                    return False
                return True

            for _ in range(240):
                if await answers():
                    break
                await asyncio.sleep(0.5)
            assert await answers()
    finally:
        process.terminate()
        process.wait(20)
    for folder, _, names in os.walk(tmp_path):
        for name in names:
            written = (Path(folder) / name).read_bytes()
            assert b"XYZZY" not in written
            assert b"0987654321" not in written


def test_the_fingerprint_covers_data_pipeline_and_text_code(tmp_path: Path):
    assert fingerprint() == fingerprint()
    assert fingerprint(tmp_path) != fingerprint()


def test_the_rasa_environment_never_reads_the_app(nlu_server: NluServer):
    """The modules both Pythons share import on Python 3.10 without the app's packages."""
    code = "import nlu.corpus, nlu.model, nlu.text.normal, nlu.text.dresses"
    done = subprocess.run(
        [str(ROOT / ".venv-nlu/bin/python"), "-c", code], cwd=ROOT, check=False, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    assert sys.version_info >= (3, 11)
