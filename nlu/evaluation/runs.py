"""Run the NLU's own Python: train a model on some examples, rank many texts with a model."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import tempfile
from collections import deque
from collections.abc import Sequence
from pathlib import Path

from nlu.client import NluAwayError, as_asked, read_parse
from nlu.corpus import Example
from nlu.decision import Parse
from nlu.evaluation.errors import EvaluationError
from nlu.evaluation.folds import as_rasa
from nlu.training import LAST_LINES, NICE, ROOT, Progress, environment


class Laboratory:
    """Trains and asks models with the interpreter `python`, telling `progress` how far it is."""

    def __init__(self, python: Path, progress: Progress) -> None:
        """`python`: of the NLU environment."""
        self._python = python
        self._progress = progress

    async def rank(self, model: Path, texts: Sequence[str]) -> list[Parse]:
        """What `model` says of each text, as its server would. Raises EvaluationError."""
        with tempfile.TemporaryDirectory() as folder:
            asked, out = Path(folder) / "texts.json", Path(folder) / "parses.jsonl"
            asked.write_text(json.dumps([as_asked(text) for text in texts]), encoding="utf-8")
            files = ("--model", model, "--texts", asked, "--out", out)
            await self._run("nlu.rasa.batch", *files)
            with out.open(encoding="utf-8") as file:
                try:
                    parses = [read_parse(json.loads(line)) for line in file]
                except (ValueError, NluAwayError) as error:
                    raise EvaluationError(f"{model.name}: {error}") from error
        if len(parses) != len(texts):
            raise EvaluationError(f"{model.name}: {len(parses)} answers to {len(texts)} texts")
        return parses

    async def train_and_rank(
        self, examples: Sequence[Example], texts: Sequence[str]
    ) -> list[Parse]:
        """What a model trained on `examples` alone says of each text. Raises EvaluationError."""
        with tempfile.TemporaryDirectory() as folder:
            data, model = Path(folder) / "data", Path(folder) / "model.tar.gz"
            data.mkdir()
            (data / "nlu.yml").write_text(as_rasa(examples), encoding="utf-8")
            await self._run("nlu.rasa.train", "--data", data, "--out", model)
            return await self.rank(model, texts)

    async def _run(self, module: str, *arguments: str | Path) -> None:
        process = await asyncio.create_subprocess_exec(
            *("nice", "-n", str(NICE), str(self._python), "-m", module, *map(str, arguments)),
            cwd=ROOT,
            env=environment(),
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
                    self._progress(json.loads(text))
                else:
                    last.append(text)
            code = await process.wait()
        finally:
            if process.returncode is None:
                # The whole session: a training run has workers of its own.
                os.killpg(process.pid, signal.SIGKILL)
                await process.wait()
        if code:
            raise EvaluationError("\n".join(last) or f"{module} ended with code {code}")
