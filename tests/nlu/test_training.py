"""A training run: what it leaves behind, and what it may depend on."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from nlu.training import LOCK, TrainingError, environment, train
from tests.conftest import ROOT

LEARN_TWICE = """
import json
from random import Random
import numpy as np
from nlu.rasa.components import network, thresholds
from nlu.rasa.components.features import learn

texts = [f"{verb} {thing}" for verb in ("hút", "bán", "giữ") for thing in ("cần sa", "vape", "đá")]
topics = np.array([text.split()[0] for text in texts])
wordings = [[text, text.upper()] for text in texts]
vectorizer, matrix = learn(wordings)
row = np.zeros(matrix.shape[1])
columns, values = vectorizer.row(texts[4])
row[columns] = values
nets = [network.fit(matrix[::2], topics, 7, lambda done, of: None) for _ in range(2)]
single = nets[0].scores(columns, values)
held = thresholds.hold_out(topics, 1.0, Random(1))


def turned_away(wrongly):
    # The threshold where so many of 200 questions look out of scope with 0.6, the others 0.4.
    nothing = np.array([0.6] * wrongly + [0.4] * (200 - wrongly))
    shares = np.column_stack([1 - nothing, nothing])
    truth = np.zeros(200, int)
    return thresholds.find(shares, truth, ["law.work", "other.out_of_scope"])["out_of_scope"]


print(json.dumps({
    "same_row": bool(np.allclose(row, matrix[8].toarray()[0], atol=1e-6)),
    "same_network": bool((nets[0].table == nets[1].table).all()),
    "same_scores": bool(np.allclose(single, nets[0].all_scores(matrix[8:9])[0], atol=1e-3)),
    "kept": sorted(set(topics[~held].tolist())),
    "turned_away": [turned_away(8), turned_away(20)],
    "unknown": nets[0].scores(*vectorizer.row("xyzzy")).shape[0],
}))
"""


@pytest.fixture(scope="module")
def learned() -> dict[str, Any]:
    """What the learner does on nine texts, in the Python that has its packages."""
    done = subprocess.run(
        [str(ROOT / ".venv-nlu/bin/python"), "-c", LEARN_TWICE],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_question_is_seen_as_its_training_text_was(learned: dict[str, Any]):
    assert learned["same_row"]
    assert learned["same_scores"]


def test_the_same_seed_gives_the_same_model(learned: dict[str, Any]):
    assert learned["same_network"]


def test_no_topic_is_held_out_whole(learned: dict[str, Any]):
    assert learned["kept"] == ["bán", "giữ", "hút"]


def test_a_text_without_a_known_feature_still_gets_scores(learned: dict[str, Any]):
    assert learned["unknown"] == 3


def test_out_of_scope_needs_more_sureness_once_too_many_are_turned_away(learned: dict[str, Any]):
    few, many = learned["turned_away"]
    assert few < 0.4 < many == 0.6


def python_that(tmp_path: Path, does: str) -> Path:
    """A stand-in for the NLU's Python."""
    script = tmp_path / "python"
    script.write_text(f"#!/bin/sh\n{does}\n")
    script.chmod(0o755)
    return script


async def test_a_killed_run_leaves_neither_files_nor_processes(tmp_path: Path):
    python = python_that(
        tmp_path,
        'touch "$TMPDIR/half"; echo "{\\"pid\\": $$, \\"step\\": \\"$TMPDIR\\"}"; sleep 60',
    )
    models = tmp_path / "models"
    models.mkdir()
    started: asyncio.Future[tuple[int, Path]] = asyncio.get_running_loop().create_future()

    def progress(step: Mapping[str, object]) -> None:
        started.set_result((int(str(step["pid"])), Path(str(step["step"]))))

    run = asyncio.create_task(train(python, models / "model.tar.gz", progress))
    pid, scratch = await started
    assert (scratch / "half").exists()
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    assert not scratch.exists()
    assert [file.name for file in models.iterdir()] == [LOCK]
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_a_failed_run_says_what_it_printed_last(tmp_path: Path):
    python = python_that(tmp_path, "echo law-1.yml: not Rasa NLU YAML; exit 1")
    with pytest.raises(TrainingError, match="law-1.yml"):
        await train(python, tmp_path / "model.tar.gz", lambda _: None)
