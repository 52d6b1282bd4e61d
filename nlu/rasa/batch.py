"""Rank many texts with one model: `python -m nlu.rasa.batch --model M --texts IN --out OUT`.

IN is a JSON list of texts as the app's client would send them; OUT gets a JSON object a line, in
order: what POST /model/parse of a server with this model answers, without the text.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from pathlib import Path

from nlu.rasa import quiet
from nlu.rasa.progress import report

KEPT = ("intent_ranking", "thresholds")
EVERY = 500
"""After how many texts it is said how far the run is."""


def main() -> int:
    """Read the command line and rank."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    texts = json.loads(arguments.texts.read_text(encoding="utf-8"))
    asyncio.run(rank(arguments.model, texts, arguments.out))
    return 0


async def rank(model: Path, texts: list[str], out: Path) -> None:
    """Write the ranking of each text into `out`, through the same call as the server's."""
    report("import")
    from rasa.core.agent import Agent

    quiet.hush()
    agent = Agent.load(str(model))
    with out.open("w", encoding="utf-8") as file:
        for done, text in enumerate(texts, start=1):
            answer = await agent.parse_message(text)
            file.write(json.dumps({name: answer[name] for name in KEPT}) + "\n")
            if done % EVERY == 0 or done == len(texts):
                report("rank", done=done, of=len(texts))


if __name__ == "__main__":
    sys.exit(main())
