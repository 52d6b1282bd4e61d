"""The parts of an installation: those named in the settings, and embedded ones for the rest."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path

from bot.house import Addresses
from bot.run.children import Child
from bot.run.console import tell, tell_training
from bot.run.errors import StartError
from bot.run.redis_server import RedisServer
from bot.secrets import Secrets
from bot.settings import Settings
from content.messages import DEFAULT_LANGUAGE, mark, translate
from nlu.training import TrainingError, ensure_model, environment
from store.engine import sqlite_url

LOOPBACK = "127.0.0.1"


@asynccontextmanager
async def parts(settings: Settings) -> AsyncIterator[Addresses]:
    """Start what the settings do not name; stop it when the block ends. Raises StartError."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    keys = Secrets(settings.data_dir)
    token = settings.nlu_token or keys.nlu_token
    async with AsyncExitStack() as stack:
        if not (settings.database_url and settings.redis_url):
            stack.enter_context(_alone(settings.data_dir))
        redis = settings.redis_url
        if redis is None:
            server = RedisServer(settings.data_dir / "redis")
            await server.start()
            stack.push_async_callback(server.stop)
            redis = server.url
        nlu = settings.nlu_url
        if nlu is None:
            nlu = f"http://{LOOPBACK}:{settings.nlu_port}"
            child = await start_nlu(settings, settings.nlu_port, token)
            if child:
                stack.push_async_callback(child.stop)
        database = settings.database_url or sqlite_url(settings.data_dir / "donghanh.db")
        yield Addresses(database, redis, nlu, token)


async def start_nlu(settings: Settings, port: int, token: str) -> Child | None:
    """The NLU server as a child, after training its model if there is none.

    None, with a word about it, where its Python environment is missing: the service does without.
    Raises StartError when the port is taken.
    """
    if not settings.nlu_python.exists():
        tell(
            mark(
                "There is no NLU environment (Python 3.10), so questions are answered by buttons, "
                "the safety net and keyword search. Install Python 3.10 (or set NLU_PYTHON to one) "
                "and run make run again."
            )
        )
        return None
    if is_taken(port):
        raise StartError(
            translate(
                DEFAULT_LANGUAGE,
                mark("Port {port} is taken: write another one in DONGHANH_NLU_PORT."),
                port=port,
            )
        )
    try:
        await ensure_model(settings.nlu_python, settings.models, tell_training)
    except TrainingError as error:
        tell(
            mark("Training failed; the service goes on without it. The run said:\n{lines}"),
            lines=error,
        )
        return None
    command = [str(settings.nlu_python), "-m", "nlu.rasa.serve"]
    options = ["--models", str(settings.models), "--host", LOOPBACK, "--port", str(port)]
    child = Child("nlu", [*command, *options], environment(token))
    await child.start()
    return child


def is_taken(port: int) -> bool:
    """Whether something listens on a loopback port already."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the data folder: two services on one SQLite file and one Redis would fight."""
    with (folder / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StartError(
                translate(
                    DEFAULT_LANGUAGE,
                    mark(
                        "The service already runs on this data folder. Stop it, or set another "
                        "DONGHANH_DATA_DIR."
                    ),
                )
            ) from None
        file.write(str(os.getpid()))
        file.flush()
        yield
