"""Facts about the machine and the code that figures belong to; no names, no paths."""

from __future__ import annotations

import asyncio
import os
import platform
from asyncio.subprocess import DEVNULL, PIPE
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.options import ROOT
from nlu.corpus import read
from nlu.model import fingerprint

BUSY = 0.5
"""Load average (one minute) above which figures are likely worse than the code deserves."""


async def facts(nlu_python: Path) -> dict[str, Any]:
    """When, on what and of which code something is measured."""
    examples = read()
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": await _commit(),
        "data": {
            "fingerprint": fingerprint(),
            "examples": len(examples),
            "topics": len({example.topic for example in examples}),
        },
        "machine": {
            "cpu": _field(Path("/proc/cpuinfo"), "model name") or platform.machine(),
            "cores": len(os.sched_getaffinity(0)),
            "memory_mb": _kilobytes(Path("/proc/meminfo"), "MemTotal") // 1024,
            "system": platform.system(),
            "python": platform.python_version(),
            "nlu_python": (await _said(str(nlu_python), "-V")).removeprefix("Python "),
            "load_before": round(os.getloadavg()[0], 2),
        },
    }


def memory(pid: int) -> dict[str, float]:
    """PSS and RSS of a process, in MB; zeros where it is gone."""
    path = Path(f"/proc/{pid}/smaps_rollup")
    return {
        "pss_mb": round(_kilobytes(path, "Pss") / 1024, 1),
        "rss_mb": round(_kilobytes(path, "Rss") / 1024, 1),
    }


def cpu_seconds(pid: int) -> float:
    """Processor time that a process has used so far. Raises OSError where it is gone."""
    _, _, fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")
    user, system = fields.split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def children(pid: int) -> dict[int, str]:
    """The processes started by `pid`, and the command line of each."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # After the name in brackets: state, parent.
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == pid:
                line = (folder / "cmdline").read_bytes().replace(b"\0", b" ")
                found[int(folder.name)] = line.decode(errors="replace")
        except (OSError, ValueError, IndexError):
            continue
    return found


def _kilobytes(path: Path, name: str) -> int:
    return int(_field(path, name).removesuffix("kB") or 0)


def _field(path: Path, name: str) -> str:
    """The value of the first `name: value` line; empty where there is none."""
    try:
        with path.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                found, _, value = line.partition(":")
                if found.strip() == name:
                    return value.strip()
    except OSError:
        pass
    return ""


async def _commit() -> str | None:
    """The commit, with a plus where files differ from it; None outside a repository."""
    commit = await _said("git", "rev-parse", "--short=12", "HEAD")
    changed = await _said("git", "status", "--porcelain", "--untracked-files=no")
    return f"{commit}+" if commit and changed else commit or None


async def _said(*command: str) -> str:
    try:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL
        )
    except OSError:
        return ""
    output, _ = await process.communicate()
    return output.decode(errors="replace").strip() if process.returncode == 0 else ""
