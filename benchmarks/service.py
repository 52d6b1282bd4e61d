"""The things that are measured: a real `donghanh run` in a folder of its own, and NLU servers."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from benchmarks import machine
from benchmarks.options import CACHE, BenchmarkError, Options, say
from benchmarks.processes import Running, child
from nlu.model import path_in
from nlu.training import TrainingError, environment, train

LOOPBACK = "127.0.0.1"
START_SECONDS = 300.0
"""Longest wait for a server to answer."""

POLL_SECONDS = 0.05
QUESTION_POLL_SECONDS = 0.2
"""Between two questions to a service that is starting: they take time from it."""

CALL_SECONDS = 300.0
"""Longest wait for one call, such as loading a stock model."""

KNOWN_QUESTION = "hút cần sa bị phạt bao nhiêu"
KNOWN_TOPIC = "law/use_penalty"
"""What it is about: a model that is any good answers with this topic, or offers it."""


PARTS = {"redis-server": "redis", "nlu.rasa.serve": "NLU"}
"""What tells the children of `donghanh run` apart, and what they are called here."""


@dataclass(frozen=True)
class Service:
    """A running `donghanh run`."""

    running: Running
    url: str

    def processes(self) -> dict[str, int]:
        """The ids of its processes by what they do: web, redis, NLU."""
        found = {"web": self.running.pid}
        for pid, line in machine.children(self.running.pid).items():
            name = next((name for sign, name in PARTS.items() if sign in line), None)
            if name:
                found[name] = pid
        return found

    async def page(self) -> None:
        """Wait for the chat page. Raises BenchmarkError."""
        await _until(self.running, lambda session: _is_there(session, self.url + "/"))

    async def understood(self) -> None:
        """Wait for the first question that the NLU understood. Raises BenchmarkError."""
        await _until(self.running, self._is_understood, QUESTION_POLL_SECONDS)

    async def _is_understood(self, session: aiohttp.ClientSession) -> bool:
        async with session.get(self.url + "/health") as response:
            # Without the NLU keyword search would answer, and fast: that does not count.
            if (await response.json())["parts"]["nlu"] != "ok":
                return False
        body = {"conversation": None, "text": KNOWN_QUESTION}
        async with session.post(self.url + "/api/chat", json=body) as response:
            replies = (await response.json())["replies"] if response.status == 200 else []
        return any(
            reply["topic"] == KNOWN_TOPIC
            or any(button["choice"] == f"topic:{KNOWN_TOPIC}" for button in reply["buttons"])
            for reply in replies
        )


@dataclass(frozen=True)
class NluServer:
    """A Rasa server that can be asked, ours or stock."""

    url: str
    token: str

    async def topic(self, text: str) -> str:
        """The best topic for `text`. Raises aiohttp.ClientError."""
        async with _session() as session:
            found = await self._call(session, "POST", "/model/parse", {"text": text})
        return str(found["intent"]["name"])

    async def model(self) -> str:
        """The file name of the model it serves. Raises aiohttp.ClientError."""
        async with _session() as session:
            return str((await self._call(session, "GET", "/status", None))["model_file"])

    async def swap(self, model: Path) -> float:
        """Load another model; returns how many seconds it took. Raises aiohttp.ClientError."""
        started = time.perf_counter()
        async with _session() as session:
            await self._call(session, "PUT", "/model", {"model_file": str(model)})
        return time.perf_counter() - started

    async def _call(
        self,
        session: aiohttp.ClientSession,
        method: str,
        path: str,
        body: dict[str, str] | None,
    ) -> dict[str, Any]:
        token = {"token": self.token}
        async with session.request(method, self.url + path, params=token, json=body) as response:
            response.raise_for_status()
            found: dict[str, Any] = await response.json() if response.status != 204 else {}
            return found


@contextmanager
def data_folder(model: Path) -> Iterator[Path]:
    """A data folder for the block, with `model` in its place."""
    with tempfile.TemporaryDirectory(prefix="donghanh-bench-") as name:
        folder = Path(name)
        place = path_in(folder / "models")
        place.parent.mkdir()
        shutil.copyfile(model, place)
        yield folder


@asynccontextmanager
async def launched(folder: Path) -> AsyncIterator[Service]:
    """`donghanh run` in a data folder, from the moment it is started."""
    port, nlu_port = _free_port(), _free_port()
    settings = {
        **_kept("PATH", "HOME", "LANG", "DONGHANH_NLU_ENV", "REDIS_SERVER_BIN"),
        "DONGHANH_DATA_DIR": str(folder),
        "DONGHANH_PORT": str(port),
        "DONGHANH_NLU_PORT": str(nlu_port),
        "DONGHANH_RATE_PER_MINUTE": "0",
    }
    command = [str(Path(sys.executable).parent / "donghanh"), "run"]
    async with child("donghanh run", command, settings) as running:
        yield Service(running, f"http://{LOOPBACK}:{port}")


@asynccontextmanager
async def service(options: Options) -> AsyncIterator[Service]:
    """`donghanh run` in a folder of its own, once it understands. Raises BenchmarkError."""
    with data_folder(await our_model(options)) as folder:
        async with launched(folder) as running:
            await running.understood()
            yield running


@asynccontextmanager
async def nlu_server(
    options: Options, name: str, model: Path
) -> AsyncIterator[tuple[NluServer, int]]:
    """A Rasa server over a model, once it answers, and its process id. Raises BenchmarkError.

    Ours and stock run the same server; only the pipeline in the model differs.
    """
    token = secrets.token_hex(16)
    port = _free_port()
    command = [str(options.nlu_python), "-m", "nlu.rasa.serve", "--host", LOOPBACK]
    command += ["--port", str(port), "--models"]
    server = NluServer(f"http://{LOOPBACK}:{port}", token)

    async def answers(_: aiohttp.ClientSession) -> bool:
        return bool(await server.topic(KNOWN_QUESTION))

    with data_folder(model) as folder:
        command.append(str(folder / "models"))
        async with child(f"the {name} NLU server", command, environment(token)) as running:
            await _until(running, answers)
            yield server, running.pid


async def our_model(options: Options) -> Path:
    """The model of the present data: the installation's, the cached one, or one trained now."""
    cached = path_in(CACHE)
    for model in (path_in(options.models), cached):
        if model.exists():
            return model
    say("no model for the present data yet: training ours")
    with cache_folder() as folder:
        await train_ours(options, folder / cached.name)
        (folder / cached.name).replace(cached)
    return cached


async def train_ours(options: Options, out: Path) -> float:
    """Train on the present data; returns how many seconds it took. Raises BenchmarkError."""
    started = time.perf_counter()
    try:
        await train(options.nlu_python, out, lambda _: None)
    except TrainingError as error:
        raise BenchmarkError(f"training failed: {error}") from None
    return time.perf_counter() - started


@contextmanager
def cache_folder() -> Iterator[Path]:
    """A folder beside the kept models, gone after the block: what is cut short leaves nothing."""
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as name:
        yield Path(name)


async def _until(
    running: Running,
    question: Callable[[aiohttp.ClientSession], Awaitable[bool]],
    poll: float = POLL_SECONDS,
) -> None:
    deadline = time.monotonic() + START_SECONDS
    async with _session() as session:
        while time.monotonic() < deadline:
            running.check()
            try:
                if await question(session):
                    return
            except (aiohttp.ClientError, TimeoutError):
                pass
            await asyncio.sleep(poll)
    raise BenchmarkError(f"{running.name} does not answer: {running.last_words()}")


async def _is_there(session: aiohttp.ClientSession, url: str) -> bool:
    async with session.get(url) as response:
        return response.status == 200


def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=CALL_SECONDS))


def _kept(*names: str) -> dict[str, str]:
    return {name: os.environ[name] for name in names if name in os.environ}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port
