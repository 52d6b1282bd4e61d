"""The load client, a process of its own: a job on standard input, what it timed on standard output.

Every client sends its next request as soon as it has read the answer to the last one. A request
counts when it starts after the warm-up; those still open at the end are waited for and counted.
The client stops early when its standard input is closed, so it never outlives who started it.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

import aiohttp
import uvloop

from benchmarks.visitors import Asker, Parser, Tapper, Visitor

MOST_ANSWERS = 1_000_000
ANSWER_SECONDS = 60.0
"""Longest wait for one answer; after it the request counts as failed."""

PAUSE_SECONDS = 0.05
"""Wait after a failure, so that a dead server is not counted thousands of times."""


@dataclass(frozen=True)
class Job:
    """What to do. Times in seconds."""

    kind: str
    url: str
    clients: int
    texts: list[str]
    seed: int
    warm: float
    seconds: float
    least: int = 0
    """Go on past `seconds` until there are this many answers, …"""
    longest: float = 0.0
    """… but no longer than this."""
    token: str = ""

    def visitor(self, number: int) -> Visitor:
        """The client of that number."""
        random = Random(f"{self.seed}:{number}")
        match self.kind:
            case "ask":
                return Asker(f"ask-{number}", self.texts, random)
            case "tap":
                return Tapper(f"tap-{number}", self.texts, random)
            case _:
                return Parser(self.token, self.texts, random)


@dataclass
class Meter:
    """What was timed."""

    job: Job
    opened: float
    stop: asyncio.Event
    sent: int = 0
    latencies: list[int] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    ended: float = 0.0

    def is_over(self, now: float) -> bool:
        """Whether no further request should start."""
        if self.stop.is_set() or len(self.latencies) >= MOST_ANSWERS:
            return True
        passed = now - self.opened
        if passed < self.job.seconds:
            return False
        return len(self.latencies) >= self.job.least or passed >= self.job.longest


async def visit(session: aiohttp.ClientSession, visitor: Visitor, meter: Meter) -> None:
    """One client, until the time is over."""
    while not meter.is_over(time.perf_counter()):
        body = visitor.next()
        meter.sent += 1
        started = time.perf_counter()
        kinds: list[str] = []
        try:
            async with session.post(meter.job.url + visitor.path, json=body) as response:
                content = await response.read()
            ended = time.perf_counter()
            failure = "" if response.status == 200 else str(response.status)
            if not failure:
                kinds = visitor.read(json.loads(content))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, LookupError) as error:
            ended = time.perf_counter()
            failure = type(error).__name__
        if started >= meter.opened:
            meter.ended = max(meter.ended, ended)
            meter.kinds.update(kinds)
            if failure:
                meter.failures[failure] += 1
            else:
                meter.latencies.append(int((ended - started) * 1e6))
        if failure:
            await asyncio.sleep(PAUSE_SECONDS)


async def run(job: Job) -> dict[str, Any]:
    """Do the job; returns what `benchmarks.sample.Sample.of` reads."""
    stop = asyncio.Event()
    stdin = sys.stdin.fileno()
    asyncio.get_running_loop().add_reader(stdin, lambda: None if os.read(stdin, 1) else stop.set())
    meter = Meter(job, time.perf_counter() + job.warm, stop)
    async with (
        aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=job.clients),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=ANSWER_SECONDS),
        ) as session,
        asyncio.TaskGroup() as group,
    ):
        for number in range(job.clients):
            group.create_task(visit(session, job.visitor(number), meter))
        await asyncio.sleep(job.warm)
        used = _cpu()
    asyncio.get_running_loop().remove_reader(stdin)
    return {
        "sent": meter.sent,
        "microseconds": meter.latencies,
        "seconds": max(0.0, meter.ended - meter.opened),
        "cpu_seconds": _cpu() - used,
        "failures": meter.failures,
        "kinds": meter.kinds,
    }


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Read a job, do it, write what was timed."""
    job = Job(**json.loads(sys.stdin.readline()))
    sys.stdout.write(json.dumps(uvloop.run(run(job))))


if __name__ == "__main__":
    main()
