"""`donghanh parse`: the decision a turn would take, for each line of a text."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import IO, TextIO

from bot import clock
from bot.run.console import speak_on
from bot.run.embedded import LOOPBACK, start_nlu
from bot.run.errors import StartError
from bot.secrets import Secrets
from bot.settings import Settings
from content.messages import DEFAULT_LANGUAGE, mark, translate
from nlu.client import NluAwayError, RasaClient
from nlu.decision import Decision, decide
from nlu.entities import find
from nlu.explain import explain as explained
from nlu.explain_text import Plain
from nlu.safety import look

SIDE_BY_SIDE = 16
"""Lines understood at once; the output keeps the order of the input."""

START_SECONDS = 180.0
POLL_SECONDS = 0.5


async def parse_lines(
    settings: Settings,
    lines: IO[bytes],
    out: TextIO,
    *,
    explain: bool = False,
    pretty: bool = False,
) -> None:
    """Write one JSON object for each line. Starts an NLU server when none answers.

    `explain`: with what led to each decision. `pretty`: that in plain words, and no JSON.
    Raises StartError where no server answers and none can be started.
    """
    speak_on(sys.stderr)
    write = _pretty if pretty else _explained if explain else _decided
    async with _classifier(settings) as client:
        while batch := [line for _, line in zip(range(SIDE_BY_SIDE), lines, strict=False)]:
            texts = [line.decode("utf-8", errors="replace").rstrip("\r\n") for line in batch]
            written = await asyncio.gather(*(write(client, text) for text in texts))
            out.writelines(f"{entry}\n" for entry in written)
        out.flush()


async def _decided(client: RasaClient, text: str) -> str:
    return json.dumps(_facts(text, await _decide(client, text)), ensure_ascii=False)


async def _explained(client: RasaClient, text: str) -> str:
    found = await explained(text, client)
    facts = {
        **_facts(text, found.decision),
        "reason": found.decision.reason,
        "explain": {
            "normal": found.normal,
            "folded": found.folded,
            "safety": [asdict(seen) for seen in found.seen],
            "thresholds": [{**asdict(bar), "reached": bar.is_reached} for bar in found.bars],
            "words": [asdict(voices) for voices in found.voices],
        },
    }
    return json.dumps(facts, ensure_ascii=False)


async def _pretty(client: RasaClient, text: str) -> str:
    lines = Plain(DEFAULT_LANGUAGE).lines(text, await explained(text, client))
    return "\n".join([*lines, ""])


async def _decide(client: RasaClient, text: str) -> Decision:
    """As nlu.understanding.understand, but an absent server is an error, not a lesser answer."""
    return decide(look(text), await client.parse(text))


def _facts(text: str, decision: Decision) -> dict[str, object]:
    return {
        "text": text,
        "topic": decision.topic,
        "confidence": round(decision.confidence, 4),
        "decision": decision.act.value,
        "ranking": [[r.topic, round(r.confidence, 4)] for r in decision.ranking],
        "entities": [
            {
                "kind": one.kind.value,
                "value": one.value,
                "span": [one.start, one.end],
                "sureness": one.sureness.value,
            }
            for one in find(text, year=clock.now().year)
        ],
    }


@asynccontextmanager
async def _classifier(settings: Settings) -> AsyncIterator[RasaClient]:
    """A client of the server that answers, or of one started for now."""
    token = settings.nlu_token or Secrets(settings.data_dir).nlu_token
    url = settings.nlu_url or f"http://{LOOPBACK}:{settings.nlu_port}"
    async with RasaClient(url, token) as client:
        if await _answers(client):
            yield client
            return
    port = _free_port()
    child = await start_nlu(settings, port, token)
    if child is None:
        raise StartError(
            translate(DEFAULT_LANGUAGE, mark("No NLU server answers and none can be started here."))
        )
    try:
        async with RasaClient(f"http://{LOOPBACK}:{port}", token) as client:
            for _ in range(int(START_SECONDS / POLL_SECONDS)):
                if await _answers(client):
                    yield client
                    return
                await asyncio.sleep(POLL_SECONDS)
        raise StartError(translate(DEFAULT_LANGUAGE, mark("The NLU server does not start.")))
    finally:
        await child.stop()


async def _answers(client: RasaClient) -> bool:
    try:
        await client.parse("?")
    except NluAwayError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port
