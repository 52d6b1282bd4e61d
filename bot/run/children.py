"""Child processes that are kept alive, and never outlive this one."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import structlog

STOP_SECONDS = 8.0
"""How long a child may take to stop before it is killed."""

FIRST_WAIT = 1.0
LONGEST_WAIT = 30.0
"""A child that dies is started again after a wait that doubles between these, in seconds."""

ROOT = Path(__file__).resolve().parent.parent.parent

log = structlog.get_logger()


class Child:
    """One child process, started again whenever it dies, until `stop`."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """`command` and `environment` as for exec; nothing runs until `start`."""
        self.name = name
        self._command = tuple(command)
        self._environment = dict(environment)
        self._process: asyncio.subprocess.Process | None = None
        self._keeper: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start the child and keep it alive from now on. Raises OSError if it cannot start."""
        await self._spawn()
        self._keeper = asyncio.create_task(self._keep(), name=f"keep {self.name}")

    @property
    def is_running(self) -> bool:
        """Whether the process is there (not whether it answers)."""
        return self._process is not None and self._process.returncode is None

    async def stop(self) -> None:
        """End the child: politely, then by force."""
        if self._keeper:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()

    async def _spawn(self) -> None:
        # A session of its own: Ctrl-C in the terminal goes to the parent, which stops its children.
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.run.leash", str(os.getpid()), *self._command),
            cwd=ROOT,
            env=self._environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )

    async def _keep(self) -> None:
        wait = FIRST_WAIT
        while True:
            assert self._process is not None
            started = asyncio.get_running_loop().time()
            code = await self._process.wait()
            if asyncio.get_running_loop().time() - started > LONGEST_WAIT:
                wait = FIRST_WAIT
            log.warning("child.died", child=self.name, code=code, again_in=wait)
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)
            await self._spawn()
