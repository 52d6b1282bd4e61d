"""The NLU's own Python ranks many texts at once, exactly as its server does one by one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from nlu.client import RasaClient
from nlu.evaluation import questions
from nlu.evaluation.errors import EvaluationError
from nlu.evaluation.outcomes import decide_all
from nlu.evaluation.questions import Question
from nlu.evaluation.runs import Laboratory
from nlu.model import path_in
from nlu.safety import look
from nlu.understanding import understand
from tests.conftest import ROOT, NluServer

PYTHON = ROOT / ".venv-nlu" / "bin" / "python"
MODEL = path_in(ROOT / ".data" / "models")
ODD = ["", "/restart", "🙂" * 300, "em không muốn sống nữa", "x" * 5000, "\x00đá\u202e"]


async def test_a_batch_decides_as_a_turn_does(nlu_server: NluServer):
    sample = [*questions.read()[::40], *(Question(text, ("chat/no",), "full") for text in ODD)]
    steps: list[Mapping[str, object]] = []
    laboratory = Laboratory(PYTHON, steps.append)
    parses = await laboratory.rank(MODEL, [question.text for question in sample])
    cases = await decide_all(sample, parses)
    async with RasaClient(nlu_server.url, nlu_server.token) as client:
        for case in cases:
            text = case.question.text
            assert await understand(text, client, look(text)) == case.decision
    assert steps[-1] == {"step": "rank", "done": len(sample), "of": len(sample)}


async def test_a_run_that_fails_says_why(tmp_path: Path):
    with pytest.raises(EvaluationError):
        await Laboratory(PYTHON, lambda _: None).rank(tmp_path / "none.tar.gz", ["chào"])
