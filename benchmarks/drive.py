"""Run load clients, each a process of its own, and read what they timed."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict

from benchmarks.load import Job
from benchmarks.options import SEED, WARM_SECONDS, BenchmarkError, Options
from benchmarks.processes import Running, child
from benchmarks.sample import Sample

LEAST_ANSWERS = 1000
"""A point goes on until it has this many answers: a p99 of fewer is luck …"""

LONGEST = 4.0
"""… but at most this many times as long as it was to take."""


def job(options: Options, kind: str, url: str, clients: int) -> Job:
    """A point of the usual length: `kind` is "ask", "tap" or "parse"."""
    return Job(
        kind=kind,
        url=url,
        clients=clients,
        texts=options.questions(),
        seed=SEED,
        warm=WARM_SECONDS,
        seconds=options.seconds,
        least=LEAST_ANSWERS,
        longest=options.seconds * LONGEST,
    )


class Load:
    """A load client that runs."""

    def __init__(self, running: Running) -> None:
        """Over its process."""
        self._running = running

    async def result(self) -> Sample:
        """What it timed, once its time is over. Raises BenchmarkError."""
        stdout = self._running.process.stdout
        assert stdout is not None
        written = await stdout.read()
        await self._running.process.wait()
        if self._running.process.returncode:
            self._running.check()
        try:
            return Sample.of(json.loads(written))
        except (ValueError, LookupError) as error:
            raise BenchmarkError("the load client wrote nothing that can be read") from error

    async def stop(self) -> Sample:
        """Let it end now; returns what it timed. Raises BenchmarkError."""
        stdin = self._running.process.stdin
        assert stdin is not None
        stdin.close()
        return await self.result()


@asynccontextmanager
async def load(work: Job) -> AsyncIterator[Load]:
    """A load client that works while the block runs."""
    environment = {"PATH": os.environ.get("PATH", "")}
    command = [sys.executable, "-m", "benchmarks.load"]
    async with child("the load client", command, environment, talks=True) as running:
        stdin = running.process.stdin
        assert stdin is not None
        stdin.write(json.dumps(asdict(work)).encode() + b"\n")
        await stdin.drain()
        yield Load(running)


async def timed(work: Job) -> Sample:
    """Do a job to its end. Raises BenchmarkError."""
    async with load(work) as client:
        return await client.result()
