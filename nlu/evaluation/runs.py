"""Run the NLU's own Python: train a model on some examples, rank many texts with a model."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from nlu.client import NluAwayError, as_asked, read_parse
from nlu.corpus import Example, as_rasa
from nlu.decision import Parse
from nlu.evaluation.errors import EvaluationError
from nlu.training import Progress, run_module


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
        last = await run_module(self._python, module, arguments, self._progress)
        if last is not None:
            raise EvaluationError(last)
