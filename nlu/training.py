"""Train a model in its own process, and tell how far it is."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import tempfile
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from nlu.model import path_in

ROOT = Path(__file__).resolve().parent.parent
LAST_LINES = 15
"""Lines of a failed run's output that are shown."""

NICE = 5
"""Training gives way to people who are talking."""

Progress = Callable[[Mapping[str, object]], None]


class TrainingError(Exception):
    """The run failed; the message holds the last lines it printed."""


def environment(token: str = "") -> dict[str, str]:
    """The environment of a process in the NLU's Python: quiet, this repository on its path."""
    return {
        **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")},
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
        "PYTHONDONTWRITEBYTECODE": os.environ.get("PYTHONDONTWRITEBYTECODE", ""),
        "NLU_TOKEN": token,
    }


async def train(python: Path, out: Path, progress: Progress) -> None:
    """Train on the repository's data with the interpreter `python`, into the file `out`.

    `progress` gets each step ({"step", and often "done" and "of"}). Raises TrainingError. However
    the run ends, its temporary files go with it.
    """
    with tempfile.TemporaryDirectory() as scratch:
        await _run(python, out, scratch, progress)


async def _run(python: Path, out: Path, scratch: str, progress: Progress) -> None:
    last = await run_module(python, "nlu.rasa.train", ("--out", out), progress, {"TMPDIR": scratch})
    if last is not None:
        raise TrainingError(last)


async def run_module(
    python: Path,
    module: str,
    arguments: Sequence[str | Path],
    progress: Progress,
    extra: Mapping[str, str] = MappingProxyType({}),
) -> str | None:
    """Run a module of the NLU's own Python, politely, telling `progress` each step it reports.

    `extra`: environment beside the usual. None when it ended well, else its last words. It never
    outlives the caller: when this is cancelled the whole session it started is killed.
    """
    process = await asyncio.create_subprocess_exec(
        *("nice", "-n", str(NICE), str(python), "-m", module, *map(str, arguments)),
        cwd=ROOT,
        env={**environment(), **extra},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )
    assert process.stdout is not None
    last: deque[str] = deque(maxlen=LAST_LINES)
    try:
        async for line in process.stdout:
            text = line.decode(errors="replace").rstrip()
            if text.startswith("{"):
                progress(json.loads(text))
            else:
                last.append(text)
        code = await process.wait()
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
    return ("\n".join(last) or f"{module} ended with code {code}") if code else None


async def ensure_model(python: Path, models: Path, progress: Progress) -> Path:
    """The model of the present data, trained now if there is none. Raises TrainingError."""
    model = path_in(models)
    if not model.exists():
        await train(python, model, progress)
    return model
