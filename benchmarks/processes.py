"""Child processes of the benchmark: always stopped, and gone with it however it ends."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from benchmarks.options import ROOT, BenchmarkError

STOP_SECONDS = 20.0
"""How long a child may take to stop before it is killed."""

LAST_BYTES = 2000
"""Of what a failed child wrote, how much is shown."""


@dataclass(frozen=True)
class Running:
    """A child that runs."""

    name: str
    process: Process
    written: IO[bytes]

    @property
    def pid(self) -> int:
        """Its process id."""
        return self.process.pid

    def last_words(self) -> str:
        """The end of what it wrote to its error output."""
        with Path(self.written.name).open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - LAST_BYTES))
            return file.read().decode(errors="replace").replace("\r", "\n").strip()

    def check(self) -> None:
        """Raises BenchmarkError if it has ended."""
        if self.process.returncode is not None:
            raise BenchmarkError(
                f"{self.name} ended with code {self.process.returncode}: {self.last_words()}"
            )


@asynccontextmanager
async def child(
    name: str, command: Sequence[str], environment: Mapping[str, str], *, talks: bool = False
) -> AsyncIterator[Running]:
    """Run a command while the block runs; `talks` opens its standard input and output as pipes.

    It dies with this process, and Ctrl-C in the terminal reaches only this process.
    """
    with tempfile.NamedTemporaryFile(prefix="donghanh-bench-") as written:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.run.leash", str(os.getpid()), *command),
            cwd=ROOT,
            env={**environment, "PYTHONPATH": str(ROOT)},
            stdin=PIPE if talks else DEVNULL,
            stdout=PIPE if talks else DEVNULL,
            stderr=written,
            start_new_session=True,
        )
        try:
            yield Running(name, process, written)
        finally:
            await _stop(process)


async def _stop(process: Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOP_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
