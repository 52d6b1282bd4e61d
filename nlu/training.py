"""Train a model in its own process, and tell how far it is."""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import signal
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from nlu.model import STAFF, path_in

ROOT = Path(__file__).resolve().parent.parent
LAST_LINES = 15
"""Lines of a failed run's output that are shown."""

LOCK = "training.lock"
"""In the folder of models: held by the run that works there."""

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


class TrainingBusyError(TrainingError):
    """Another run works in the same folder of models."""


async def train(python: Path, out: Path, progress: Progress, staff: Path | None = None) -> None:
    """Train on the repository's data with the interpreter `python`, into the file `out`.

    `staff`: the file of what staff changed about the data. `progress` gets each step ({"step", and
    often "done" and "of"}). Raises TrainingError. However the run ends, its temporary files go with
    it. One run at a time in the folder of `out`: the kernel holds the lock for this process and its
    child, so it ends with the last of them and never stays behind a crash.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    arguments = ("--out", out, *(("--staff", staff) if staff else ()))
    with _alone(out.parent) as held, tempfile.TemporaryDirectory() as scratch:
        extra = {"TMPDIR": scratch}
        last = await run_module(python, "nlu.rasa.train", arguments, progress, extra, held)
        if last is not None:
            raise TrainingError(last)


@contextmanager
def _alone(folder: Path) -> Iterator[int]:
    """Hold the lock of a folder of models; its file descriptor. Raises TrainingBusyError."""
    with (folder / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise TrainingBusyError(str(folder / LOCK)) from None
        yield file.fileno()


async def run_module(  # noqa: PLR0913, PLR0917 - what a process is made of
    python: Path,
    module: str,
    arguments: Sequence[str | Path],
    progress: Progress,
    extra: Mapping[str, str] = MappingProxyType({}),
    held: int | None = None,
) -> str | None:
    """Run a module of the NLU's own Python, politely, telling `progress` each step it reports.

    `extra`: environment beside the usual; `held`: an open file that it keeps too. None when it
    ended well, else its last words. It never outlives the caller: when this is cancelled the whole
    session it started is killed.
    """
    process = await asyncio.create_subprocess_exec(
        *("nice", "-n", str(NICE), str(python), "-m", module, *map(str, arguments)),
        cwd=ROOT,
        env={**environment(), **extra},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
        pass_fds=() if held is None else (held,),
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
    model, staff = path_in(models), models / STAFF
    if not model.exists():
        await train(python, model, progress, staff if staff.exists() else None)
    return model
